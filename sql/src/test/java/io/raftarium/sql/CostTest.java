package io.raftarium.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a step costs, counted in pages, which no busy machine can change. */
class CostTest {
  private static final String PUT =
      """
      {"type":"ClientRequest","requests":[{"request":"r","command":{"op":"put","key":"a","value":1}}]}\
      """;

  /**
   * Lets node 1 follow an invented leader whose log grows by so many entries, then win an election.
   */
  private static final String GROW =
      """
      create procedure pg_temp.grow(p_thousands int) language plpgsql as $$
      declare
        v_state raft.raft_state;
      begin
        for i in 1 .. p_thousands loop
          select s.* into v_state from raft.raft_state s where s.node_id = 1;
          perform raft.process_raft_event(1, jsonb_build_object(
            'type', 'AppendEntries', 'from', 2, 'to', 1, 'id', 'x', 'term', v_state.current_term + 1, 'round', 1,
            'prev_log_index', v_state.last_log_index, 'prev_log_term', v_state.last_log_term,
            'leader_commit', v_state.last_log_index + 1000, 'entries', (
              select jsonb_agg(jsonb_build_object('term', v_state.current_term + 1, 'kind', 'noop', 'command', null))
              from generate_series(1, 1000))));
        end loop;
        perform raft.process_raft_event(1, '{"type":"ElectionTimeout"}');
        select s.* into v_state from raft.raft_state s where s.node_id = 1;
        perform raft.process_raft_event(1, jsonb_build_object(
          'type', 'RequestVoteReply', 'from', 2, 'to', 1, 'id', 'x', 'term', v_state.current_term,
          'vote_term', v_state.current_term, 'vote_granted', true, 'pre_vote', false));
      end
      $$\
      """;

  @Test
  void aStepTouchesNoMorePagesInALongLog() throws SQLException {
    try (Connection connection = TestDatabase.migrated().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select raft.create_node(1, '{1,2,3}', '{}', '{\"pre_vote\":false, \"snapshot_threshold\":0}')");
      statement.execute(GROW);
      long appendShort = 0;
      long acknowledgeShort = 0;
      for (int thousands : new int[] {1, 60}) {
        statement.execute("call pg_temp.grow(" + thousands + ")");
        acknowledge(statement);
        long append = Long.MAX_VALUE;
        long acknowledge = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
          append = Math.min(append, pages(statement, PUT));
          acknowledge = Math.min(acknowledge, acknowledge(statement));
        }
        if (thousands == 1) {
          appendShort = append;
          acknowledgeShort = acknowledge;
        } else {
          assertThat(append * 10).isLessThanOrEqualTo(appendShort * 13);
          assertThat(acknowledge * 10).isLessThanOrEqualTo(acknowledgeShort * 13);
        }
      }
    }
  }

  @Test
  void theRowOfTheStateStaysInItsPage() throws SQLException {
    try (Connection connection = TestDatabase.migrated().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select raft.create_node(1, '{1}', '{2,3}')");
      statement.execute("select raft.process_raft_event(1, '{\"type\":\"ElectionTimeout\"}')");
      // Statistics gathered meanwhile keep old rows alive for as long as they take: one quiet round
      // is enough.
      Heap best = heap(statement);
      for (int round = 1; round < 4 && !best.stays(); round++) {
        best = heap(statement);
      }
      assertThat(best.heapOnly()).as("heap-only updates").isGreaterThan(0.9);
      assertThat(best.pages()).as("pages more").isLessThanOrEqualTo(9);
    }
  }

  /** What a round of heartbeats did to the state's table: updates in their page, and new pages. */
  private record Heap(double heapOnly, long pages) {
    boolean stays() {
      return heapOnly > 0.9 && pages <= 9;
    }
  }

  private static Heap heap(Statement statement) throws SQLException {
    long[] before = counted(statement);
    statement.execute(
        """
        do $$
        begin
          for i in 1 .. 3000 loop
            perform raft.process_raft_event(1, '{"type":"HeartbeatTimeout"}');
            commit;
          end loop;
        end
        $$\
        """);
    long[] after = counted(statement);
    return new Heap(
        (double) (after[0] - before[0]) / (double) (after[1] - before[1]), after[2] - before[2]);
  }

  /** Heap-only updates, all updates, and pages. */
  private static long[] counted(Statement statement) throws SQLException {
    statement.execute("select pg_stat_force_next_flush()");
    try (ResultSet row =
        statement.executeQuery(
            "select n_tup_hot_upd, n_tup_upd, pg_relation_size(relid) / 8192 from pg_stat_user_tables"
                + " where schemaname = 'raft' and relname = 'raft_state'")) {
      row.next();
      return new long[] {row.getLong(1), row.getLong(2), row.getLong(3)};
    }
  }

  /**
   * Both peers acknowledge the whole log; the pages of the second, which commits nothing more, do
   * not count.
   */
  private static long acknowledge(Statement statement) throws SQLException {
    long pages = 0;
    for (int peer : new int[] {2, 3}) {
      String event;
      try (ResultSet row =
          statement.executeQuery(
              String.format(
                  Locale.ROOT,
                  """
                  select jsonb_build_object('type', 'AppendEntriesReply', 'from', %d, 'to', 1, 'id', 'x',
                    'term', s.current_term, 'success', true, 'match_index', s.last_log_index,
                    'prev_log_index', s.last_log_index - 1, 'round', s.rounds)
                  from raft.raft_state s where s.node_id = 1\
                  """,
                  peer))) {
        row.next();
        event = row.getString(1);
      }
      long touched = pages(statement, event);
      pages = peer == 2 ? touched : pages;
    }
    return pages;
  }

  private static long pages(Statement statement, String event) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "explain (analyze, buffers, format json) select raft.process_raft_event(1, '"
                + event
                + "')")) {
      row.next();
      JsonNode plan = Words.value(row.getString(1)).get(0).path("Plan");
      return plan.path("Shared Hit Blocks").asLong() + plan.path("Shared Read Blocks").asLong();
    }
  }
}
