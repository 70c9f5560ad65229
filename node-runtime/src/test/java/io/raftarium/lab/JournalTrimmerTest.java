package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.raftarium.Until;
import io.raftarium.view.Submission;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thread that trims the journals, beside a node that steps. */
class JournalTrimmerTest extends RunningLab {
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final int STEPS = 4_500;
  private static final int STEPS_AT_ONCE = 500;

  /** Writes down every deletion from the journal, and every step that writes to it. */
  private static final String WATCH =
      """
      create table public.deletion (xid xid8, application text, rows bigint);
      create table public.step (xid xid8);
      create function public.note_deletion() returns trigger language plpgsql security definer as $$
      begin
        insert into public.deletion
        select pg_catalog.pg_current_xact_id(), pg_catalog.current_setting('application_name'), pg_catalog.count(*)
        from gone;
        return null;
      end
      $$;
      create function public.note_step() returns trigger language plpgsql security definer as $$
      begin
        insert into public.step values (pg_catalog.pg_current_xact_id());
        return null;
      end
      $$;
      create trigger note_deletion after delete on raft.raft_journal
        referencing old table as gone for each statement execute function public.note_deletion();
      create trigger note_step after insert on raft.raft_journal
        for each statement execute function public.note_step();
      """;

  private static final String MAKE_STEPS =
      String.format(
          Locale.ROOT,
          """
          do $$
          begin
            for i in 1 .. %d loop
              perform raft.process_raft_event(1,
                '{"type":"ClientRequest","requests":[{"request":"r","command":{"op":"put","key":"a","value":1}}]}');
            end loop;
          end
          $$
          """,
          STEPS_AT_ONCE);

  private static final String OLD_STEPS =
      "select count(*) from raft.raft_journal j join raft.raft_state s using (node_id)"
          + " where j.version <= s.version - "
          + NodeRows.JOURNAL_KEPT;

  @TempDir Path folder;

  @Test
  void trimsInBatchesOfTheirOwnAndKeepsTheNewest() throws Exception {
    start(1);
    try (Connection connection = connect("test");
        Statement statement = connection.createStatement()) {
      statement.execute(WATCH);
      for (int made = 0; made < STEPS; made += STEPS_AT_ONCE) {
        statement.execute(MAKE_STEPS);
      }
      try (JournalTrimmer _ = trimmer()) {
        for (int i = 0; i < 20; i++) {
          assertThat(put("b", "x" + i).status()).isEqualTo(Submission.Status.OK);
        }
        Until.holds("the journal is short", () -> number(statement, OLD_STEPS) == 0);
      }

      // The laboratory's own thread may have come first; it does the same.
      assertThat(number(statement, "select sum(rows) from public.deletion")).isGreaterThan(2_000);
      String deletions = "select count(*) from public.deletion where rows > 0";
      assertThat(number(statement, deletions)).isGreaterThanOrEqualTo(3);
      assertThat(number(statement, deletions + " and rows > 1000")).isZero();
      assertThat(number(statement, "select count(*) - count(distinct xid) from public.deletion"))
          .as("deletions that shared a transaction")
          .isZero();
      assertThat(
              number(
                  statement, "select count(*) from public.deletion join public.step using (xid)"))
          .as("deletions within a step")
          .isZero();
      assertThat(
              number(
                  statement,
                  "select count(*) from public.deletion where application <> 'raftarium trim'"))
          .isZero();
      assertThat(
              number(
                  statement,
                  "select count(*) from raft.raft_journal j join raft.raft_state s using (node_id)"
                      + " where j.version > s.version - "
                      + NodeRows.JOURNAL_KEPT))
          .as("the newest steps")
          .isEqualTo(NodeRows.JOURNAL_KEPT);
    }
  }

  @Test
  void endsWithTheLaboratory() throws Exception {
    int before = trimmingThreads();
    lab.close();
    assertThat(trimmingThreads()).isEqualTo(before - 1);
  }

  @Test
  void endsWhenItIsClosed() throws Exception {
    int before = trimmingThreads();
    try (JournalTrimmer _ = trimmer()) {
      assertThat(trimmingThreads()).isEqualTo(before + 1);
    }
    assertThat(trimmingThreads()).isEqualTo(before);
  }

  @Test
  void triesAgainWhereTheDatabaseWasAway() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    NodeRows away =
        new NodeRows(application -> {
          attempts.incrementAndGet();
          throw new SQLException("no such server");
        });
    try (JournalTrimmer _ = new JournalTrimmer(away, () -> Set.of(1), OFTEN)) {
      Until.holds("it tried again", () -> attempts.get() > 2);
    }
  }

  private JournalTrimmer trimmer() {
    return new JournalTrimmer(new NodeRows(this::connect), () -> Set.of(1), OFTEN);
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Of this whole program; a thread dump is the one list that has virtual threads. */
  private int trimmingThreads() throws Exception {
    Path dump = Files.createTempDirectory(folder, "threads").resolve("dump.txt");
    Objects.requireNonNull(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class))
        .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
    try (var lines = Files.lines(dump)) {
      return Math.toIntExact(lines.filter(line -> line.contains("\"journal-trimmer\"")).count());
    }
  }
}
