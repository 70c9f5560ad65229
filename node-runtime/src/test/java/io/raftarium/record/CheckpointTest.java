package io.raftarium.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.view.Moment;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** From wherever a tape is read on, its moments are the same. */
class CheckpointTest {
  private static final int BEGINNINGS = 60;
  private static final int LOOKS = 12;

  @Test
  void foldingFromAnyCheckpointGivesTheSameMoment() throws Exception {
    Path file = Path.of("..", "assets", "samples", "partition" + Recording.EXTENSION);
    Tape tape = ((Recording) SavedFile.read(file, share -> {})).tape();
    Random random = new Random(11);
    for (int i = 0; i < BEGINNINGS; i++) {
      long from = random.nextLong(tape.first() + 1, tape.last());
      Tape rest = from(tape, from);
      for (int look = 0; look < LOOKS; look++) {
        long number = random.nextLong(from, tape.last() + 1);
        assertThat(sight(rest, number))
            .as("happening %d, read on from %d", number, from)
            .isEqualTo(sight(tape, number));
      }
    }
  }

  /** As a file has it. */
  private static Tape from(Tape tape, long from) {
    Line read = Line.of(new Line.Whole(tape.before(from, true)).text());
    Checkpoint checkpoint = ((Line.Whole) read).is();
    assertThat(checkpoint.stamp().number()).isEqualTo(from - 1);
    Tape rest = Tape.of(checkpoint, Long.MAX_VALUE);
    tape.from(from, Integer.MAX_VALUE).forEach(rest::append);
    return rest;
  }

  private static List<Object> sight(Tape tape, long number) {
    Moment moment = tape.at(number, "", "");
    return List.of(
        moment.number(),
        moment.at(),
        moment.view(),
        moment.processes(),
        moment.links(),
        moment.partition(),
        moment.wire(),
        moment.events(),
        moment.submissions());
  }
}
