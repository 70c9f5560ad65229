package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.view.Moment;
import io.raftarium.view.Submission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How soon any moment of 20,000 happenings of a living cluster is there, while it goes on. */
@Tag("soak")
class ScrubTest extends RunningLab {
  private static final int HAPPENINGS = 20_000;
  private static final int LOOKS = 1_000;

  @Test
  void anyMomentIsThereWithinFiftyMilliseconds() throws Exception {
    start(5);
    for (int i = 0; lab.tape().last() < HAPPENINGS; i++) {
      assertThat(put("k" + i % 50, "v" + i).status()).isEqualTo(Submission.Status.OK);
    }
    long first = lab.tape().first();
    Random random = new Random(11);
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < LOOKS; i++) {
      long number = first + random.nextInt(HAPPENINGS);
      long begin = System.nanoTime();
      Moment moment = lab.tape().at(number, "", "");
      nanos.add(System.nanoTime() - begin);
      assertThat(moment.number()).isEqualTo(number);
    }
    Collections.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%d happenings, %d log entries: a moment takes %.2f ms (median), %.2f ms (p95), %.2f ms (worst)%n",
        lab.tape().last(),
        lab.cluster().view().highestTerm() == 0 ? 0 : leader().lastLogIndex(),
        nanos.get(LOOKS / 2) / 1e6,
        nanos.get(LOOKS * 95 / 100) / 1e6,
        nanos.getLast() / 1e6);
    assertThat(nanos.get(LOOKS * 95 / 100)).isLessThan(50_000_000L);
  }
}
