package io.raftarium.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers die by SIGKILL at random moments under load: nothing that was promised is lost. */
@Tag("thorough")
class CrashTest {
  private static final long SEED = Long.getLong("raftarium.crash.seed", 2026);

  private static final String DURABLE = "";
  private static final String NEVER_WAITS =
      """
      do $$
      begin
        execute replace(pg_get_functiondef('raft.save_step'::regproc),
                        $q$set_config('synchronous_commit', 'on', true)$q$,
                        $q$set_config('synchronous_commit', 'off', true)$q$);
        execute format('alter database %I set synchronous_commit = off', current_database());
      end
      $$\
      """;

  @Test
  void nothingIsLostWhenServersDie() throws Exception {
    run(4, SEED, false);
  }

  @Test
  void nothingIsLostWhenLeadersWriteTheirDiskBesideTheFollowers() throws Exception {
    run(4, SEED, true);
  }

  @Test
  @Tag("soak")
  @Timeout(3600)
  void nothingIsLostInAHundredDeaths() throws Exception {
    run(Integer.getInteger("raftarium.crash.kills", 100), SEED, false);
  }

  @Test
  @Tag("soak")
  @Timeout(3600)
  void nothingIsLostInAHundredDeathsOfLeadersThatWriteBesideTheFollowers() throws Exception {
    run(Integer.getInteger("raftarium.crash.kills", 100), SEED, true);
  }

  /** Shows that the runs above can fail. */
  @ParameterizedTest
  @EnumSource(Fault.class)
  @Tag("soak")
  @Timeout(600)
  void aFunctionThatCountsOnWhatIsNotOnDiskIsFoundOut(Fault fault) throws Exception {
    try (CrashRun run = new CrashRun(new Random(SEED), fault.parallelAppend, fault.change())) {
      run.begin();
      assertThatThrownBy(
              () -> {
                for (int round = 0; round < 40; round++) {
                  run.crashAndRecover(true);
                }
              })
          .isInstanceOf(AssertionError.class)
          .hasMessageMatching(
              "(?s).*(which was acknowledged|end of the log of node|term of node|vote of).*");
      System.out.println(fault + " found out after " + run.kills() + " kills");
    }
  }

  enum Fault {
    NEVER_WAITS(false),
    COUNTS_ITSELF_BEFORE_STORED(true);

    final boolean parallelAppend;

    Fault(boolean parallelAppend) {
      this.parallelAppend = parallelAppend;
    }

    String change() throws Exception {
      return this == NEVER_WAITS
          ? CrashTest.NEVER_WAITS
          : Files.readString(
              Path.of(
                  "..",
                  "sql",
                  "src",
                  "test",
                  "resources",
                  "ablations",
                  "29-counts-itself-before-stored.sql"));
    }
  }

  private static void run(int kills, long seed, boolean parallelAppend) throws Exception {
    try (CrashRun run = new CrashRun(new Random(seed), parallelAppend, DURABLE)) {
      run.begin();
      // The first time all die at once: then only what is on disk counts.
      for (int round = 0; run.kills() < kills; round++) {
        run.crashAndRecover(round == 0);
      }
      CrashRun.Figures figures = run.end();
      System.out.println(
          "seed " + seed + (parallelAppend ? ", parallel append: " : ": ") + figures);
      assertThat(figures.kills()).isGreaterThanOrEqualTo(kills);
      assertThat(figures.acknowledged()).isGreaterThan(kills);
    }
  }
}
