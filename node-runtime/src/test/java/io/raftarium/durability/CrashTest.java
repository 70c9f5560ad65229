package io.raftarium.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers die by SIGKILL at random moments under load: nothing that was promised is lost. */
class CrashTest {
  private static final long SEED = Long.getLong("raftarium.crash.seed", 2026);

  @Test
  void nothingIsLostWhenServersDie() throws Exception {
    run(4, SEED);
  }

  @Test
  @Tag("soak")
  @Timeout(3600)
  void nothingIsLostInAHundredDeaths() throws Exception {
    run(Integer.getInteger("raftarium.crash.kills", 100), SEED);
  }

  private static void run(int kills, long seed) throws Exception {
    try (CrashRun run = new CrashRun(new Random(seed))) {
      run.begin();
      // The first time all die at once: then only what is on disk counts.
      for (int round = 0; run.kills() < kills; round++) {
        run.crashAndRecover(round == 0);
      }
      CrashRun.Figures figures = run.end();
      System.out.println("seed " + seed + ": " + figures);
      assertThat(figures.kills()).isGreaterThanOrEqualTo(kills);
      assertThat(figures.acknowledged()).isGreaterThan(kills);
    }
  }
}
