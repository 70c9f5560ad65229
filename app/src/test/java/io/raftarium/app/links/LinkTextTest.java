package io.raftarium.app.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.links.LinkText.Look;
import io.raftarium.view.LinkRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LinkTextTest {
  @Test
  void tellsWhatIsWrongWithALink() {
    assertThat(LinkText.of(1, 2, LinkRule.OK, true, true))
        .isEqualTo(new LinkText("ok", "S1 to S2: ok", Look.OK));
    assertThat(LinkText.of(1, 2, LinkRule.OK.withCut(true), true, true).text()).isEqualTo("✕ cut");
    assertThat(LinkText.of(2, 4, LinkRule.OK.withDelay(Duration.ofMillis(40)), true, true).text())
        .isEqualTo("40 ms");
    assertThat(LinkText.of(2, 4, LinkRule.OK.withLossPercent(10), true, true).text())
        .isEqualTo("10 % loss");
  }

  @Test
  void aNodeThatIsDownComesFirstButItsRuleIsStillTold() {
    LinkText text = LinkText.of(5, 1, LinkRule.OK.withLossPercent(10), false, true);
    assertThat(text.text()).isEqualTo("down");
    assertThat(text.detail()).isEqualTo("S5 to S1: S5 is down; 10 % loss");
  }

  @Test
  void namesTheFirstEffectAndShowsThatThereAreMore() {
    LinkRule rule = LinkRule.OK.withDelay(Duration.ofMillis(40)).withDuplicatePercent(5);
    LinkText text = LinkText.of(1, 3, rule, true, true);
    assertThat(text.text()).isEqualTo("40 ms …");
    assertThat(text.detail()).isEqualTo("S1 to S3: 40 ms, 5 % twice");
  }
}
