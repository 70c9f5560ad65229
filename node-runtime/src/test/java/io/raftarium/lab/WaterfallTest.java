package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.protocol.Command;
import io.raftarium.record.Waterfall;
import io.raftarium.record.Waterfall.Part;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Submission;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** Where the time of a write went, from the tape of real nodes. */
class WaterfallTest extends RunningLab {
  private static Map<Part, Duration> parts(Waterfall waterfall) {
    return waterfall.stages().stream()
        .collect(Collectors.toMap(Waterfall.Stage::part, Waterfall.Stage::took));
  }

  @Test
  void theWayOfAWriteIsTheWayOfTheFollowerWhoMadeTheMajority() throws Exception {
    int leader = start(3);
    int slow = leader == 1 ? 2 : 1;
    int other = 6 - leader - slow;
    lab.network().link(leader, slow, LinkRule.OK.withDelay(Duration.ofMillis(700)));
    lab.network().link(leader, other, LinkRule.OK.withDelay(Duration.ofMillis(150)));
    Submission write = put("a", "1");

    Waterfall waterfall = Waterfall.of(lab.tape(), write).orElseThrow();
    assertThat(waterfall.stages()).extracting(Waterfall.Stage::part).containsExactly(Part.values());
    assertThat(waterfall.stages())
        .filteredOn(stage -> stage.part() == Part.FOLLOWER)
        .extracting(Waterfall.Stage::node)
        .containsExactly(other);
    Map<Part, Duration> parts = parts(waterfall);
    assertThat(parts.get(Part.WIRE)).isBetween(Duration.ofMillis(140), Duration.ofMillis(600));
    assertThat(parts.get(Part.WIRE_BACK)).isLessThan(Duration.ofMillis(100));
    assertThat(parts.get(Part.APPEND)).isPositive();
    assertThat(parts.get(Part.FOLLOWER)).isPositive();
    assertThat(parts.get(Part.COMMIT)).isPositive();
    // Nothing is left out and nothing counts twice.
    assertThat(waterfall.whole())
        .isBetween(
            write.latency().minus(Duration.ofMillis(20)),
            write.latency().plus(Duration.ofMillis(20)));
  }

  @Test
  void aSingleVoterHasNoFollowerToWaitFor() throws Exception {
    start(1);
    Waterfall waterfall = Waterfall.of(lab.tape(), put("a", "1")).orElseThrow();
    assertThat(waterfall.stages())
        .extracting(Waterfall.Stage::part)
        .containsExactly(Part.QUEUE, Part.APPEND, Part.ANSWER);
  }

  @Test
  void whatWasNotCommittedHasNone() throws Exception {
    int leader = start(3);
    int follower = leader == 1 ? 2 : 1;
    Submission refused =
        lab.client()
            .submit(
                OptionalInt.of(follower), Command.put("a", JsonNodeFactory.instance.numberNode(1)))
            .get();
    assertThat(refused.status()).isEqualTo(Submission.Status.NOT_LEADER);
    assertThat(Waterfall.of(lab.tape(), refused)).isEmpty();
  }
}
