package io.raftarium.app.narration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EntryStoryTest {
  private final EntryStory story =
      new EntryStory(
          Instant.EPOCH,
          2,
          5,
          9,
          9,
          "put x 8",
          new TreeSet<>(Set.of(3, 4)),
          List.of(1, 2, 3, 4, 5));

  @Test
  void saysWhoHasItAndThatItIsNotCommitted() {
    story.stored(4);
    assertThat(story.sentence().text())
        .isEqualTo(
            "S2 appended index 9 in term 5 (put x 8) and sent it to S3 and S4. S4 has stored it:"
                + " with S2 that is 2 of 5, so it is not committed yet.");
  }

  @Test
  void saysThatNobodyElseHasIt() {
    assertThat(story.sentence().rest())
        .endsWith("Only S2 has stored it: 1 of 5, so it is not committed yet.");
  }

  @Test
  void aMajorityIsNotYetACommit() {
    story.stored(4);
    story.stored(3);
    assertThat(story.sentence().rest())
        .endsWith("with S2 that is 3 of 5, a majority; S2 has not committed it yet.");
    story.commit();
    assertThat(story.sentence().rest())
        .endsWith("S3 and S4 have stored it: with S2 that is 3 of 5, and S2 committed it.");
  }

  @Test
  void doesNotInventAMajorityThatItDidNotSee() {
    story.commit();
    assertThat(story.sentence().rest())
        .endsWith("S2 committed it. Seen to have stored it: S2, 1 of 5.");
    story.stored(4);
    assertThat(story.sentence().rest())
        .endsWith("S2 committed it. Seen to have stored it: S2 and S4, 2 of 5.");
  }

  @Test
  void tellsWhenItWasCutAway() {
    story.cutAway();
    assertThat(story.sentence().rest())
        .endsWith("S2 has cut it from its log again and had not committed it.");
    assertThat(story.over()).isTrue();
  }

  @Test
  void tellsThatACommittedEntryWasCutAway() {
    story.commit();
    story.cutAway();
    assertThat(story.sentence().rest())
        .endsWith("S2 has cut it from its log again, although it had committed it.");
  }

  @Test
  void countsNobodyWhoCutItAway() {
    story.stored(3);
    story.stored(4);
    story.lost(4);
    assertThat(story.sentence().rest())
        .endsWith("S3 has stored it: with S2 that is 2 of 5, so it is not committed yet.");
  }
}
