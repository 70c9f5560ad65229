package io.raftarium.sql.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one append costs does not grow with the log. */
class LogLengthTest {
  private static final int SHORT_LOG = 1_000;
  private static final double MOST = 1.3;

  private static final String SCANS =
      """
      select coalesce(sum(seq_scan), 0) as seq, coalesce(sum(idx_scan), 0) as idx
      from pg_stat_user_tables where schemaname = 'raft'\
      """;
  private static final String PAGES =
      """
      select coalesce(sum(heap_blks_hit + heap_blks_read), 0) + coalesce(sum(idx_blks_hit + idx_blks_read), 0)
      from pg_statio_user_tables where schemaname = 'raft'\
      """;

  /** Medians of many appends, the two logs taking turns. */
  record Figures(
      long shortServer,
      long longServer,
      long shortClient,
      long longClient,
      double shortPages,
      double longPages,
      long sequentialScans) {
    double server() {
      return (double) longServer / shortServer;
    }

    double client() {
      return (double) longClient / shortClient;
    }
  }

  @Test
  void twentyTimesTheLogIsNotDearer() throws SQLException {
    compare(20_000, 40);
  }

  @Test
  @Tag("soak")
  @Timeout(3600)
  void aThousandTimesTheLogIsNotDearer() throws SQLException {
    compare(1_000_000, 2_000);
  }

  private static void compare(int entries, int appends) throws SQLException {
    try (Pair small = Pair.withLog(SHORT_LOG);
        Pair large = Pair.withLog(entries)) {
      check("plans of an empty log, no statistics", entries, measure(small, large, appends));
      small.vacuum();
      large.vacuum();
      check("fresh plans after vacuum analyze", entries, measure(small, large, appends));
    }
  }

  private static void check(String when, int entries, Figures figures) {
    System.out.printf(
        Locale.ROOT,
        "append at %d entries, %s: %s, ratio %.3f in the function, %.3f with commits%n",
        entries,
        when,
        figures,
        figures.server(),
        figures.client());
    assertThat(figures.sequentialScans()).as("sequential scans, %s", when).isZero();
    assertThat(figures.server()).as("time in the function, %s: %s", when, figures).isLessThan(MOST);
    assertThat(figures.longPages() / figures.shortPages())
        .as("pages touched, %s: %s", when, figures)
        .isLessThan(MOST);
  }

  private static Figures measure(Pair small, Pair large, int appends) throws SQLException {
    for (int i = 0; i < appends / 10; i++) {
      small.append();
      large.append();
    }
    Count smallBefore = Count.of(small.steps());
    Count largeBefore = Count.of(large.steps());
    long[][] times = new long[4][appends];
    for (int i = 0; i < appends; i++) {
      // Neither has always the other's commit just before it.
      Pair.Append first = (i % 2 == 0 ? small : large).append();
      Pair.Append second = (i % 2 == 0 ? large : small).append();
      Pair.Append of1000 = i % 2 == 0 ? first : second;
      Pair.Append ofMany = i % 2 == 0 ? second : first;
      times[0][i] = of1000.server();
      times[1][i] = ofMany.server();
      times[2][i] = of1000.client();
      times[3][i] = ofMany.client();
    }
    Count smallAfter = Count.of(small.steps());
    Count largeAfter = Count.of(large.steps());
    for (long[] each : times) {
      Arrays.sort(each);
    }
    assertThat(largeAfter.index - largeBefore.index).as("index scans").isGreaterThan(appends);
    return new Figures(
        times[0][appends / 2],
        times[1][appends / 2],
        times[2][appends / 2],
        times[3][appends / 2],
        (double) (smallAfter.pages - smallBefore.pages) / appends,
        (double) (largeAfter.pages - largeBefore.pages) / appends,
        smallAfter.sequential
            - smallBefore.sequential
            + largeAfter.sequential
            - largeBefore.sequential);
  }

  /** What the server has counted for a database so far. */
  private record Count(long sequential, long index, long pages) {
    static Count of(Steps steps) throws SQLException {
      steps.execute("select pg_stat_force_next_flush()");
      Map<String, Long> scans = steps.numbers(SCANS);
      return new Count(
          scans.getOrDefault("seq", 0L), scans.getOrDefault("idx", 0L), steps.number(PAGES));
    }
  }
}
