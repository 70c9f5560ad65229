package io.raftarium.sql.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.sql.TestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tables do not grow with the number of steps: a leader and a follower live long. */
class BloatTest {
  private static final int PAGE = 8_192;
  private static final int KEPT = 2_000;
  private static final int PARTS = 10;

  /** What a round of {@link #rounds} comes to: ten heartbeats and one command. */
  private static final int STEPS_A_ROUND = 10 * 3 + 3;

  private static final String SIZES =
      """
      select c.relname, pg_total_relation_size(c.oid) as bytes
      from pg_class c
      where c.relnamespace = 'raft'::regnamespace and c.relkind = 'r'
        and c.relname in ('raft_state', 'raft_journal', 'raft_log', 'raft_kv',
                          'raft_snapshot', 'raft_snapshot_chunk')\
      """;

  private static final String HOT =
      """
      select max(n_tup_hot_upd::float / n_tup_upd) as state,
             sum(n_tup_upd) as updates, sum(autovacuum_count) as vacuums
      from pg_stat_user_tables
      where schemaname = 'raft' and relname = 'raft_state'\
      """;

  @Test
  void aRowThatEveryStepUpdatesStaysWhereItIs() throws SQLException {
    List<Map<String, Long>> sizes = live(3_500);
    Map<String, Long> end = sizes.getLast();
    assertThat(end.get("raft_state")).as("%s", sizes).isLessThan(64L * PAGE);
  }

  @Test
  @Tag("soak")
  @Timeout(7200)
  void aMillionStepsLeaveTablesAsLargeAsAHundredThousand() throws SQLException {
    List<Map<String, Long>> sizes = live(Integer.getInteger("raftarium.bloat.steps", 1_000_000));
    for (String table : sizes.getFirst().keySet()) {
      long early = largest(sizes.subList(0, PARTS / 2), table);
      long late = largest(sizes.subList(PARTS / 2, PARTS), table);
      assertThat(late).as("bytes of %s: %s", table, sizes).isLessThan(early * 3 / 2 + 64L * PAGE);
    }
  }

  private static long largest(List<Map<String, Long>> sizes, String table) {
    return sizes.stream().mapToLong(size -> size.getOrDefault(table, 0L)).max().orElse(0);
  }

  private static List<Map<String, Long>> live(int steps) throws SQLException {
    List<Map<String, Long>> sizes = new ArrayList<>();
    try (Steps nodes = new Steps(TestDatabase.migrated())) {
      // One node journals every step, the other, as usual, those that changed something.
      nodes.execute("select raft.create_node(1, '{1,2}', '{}', '{\"snapshot_threshold\":1000}')");
      nodes.execute(
          "select raft.create_node(2, '{1,2}', '{}', '{\"snapshot_threshold\":1000,\"journal\":\"all\"}')");
      nodes.settle(1, Steps.event("Start"));
      nodes.settle(2, Steps.event("Start"));
      nodes.settle(1, Steps.event("ElectionTimeout"));
      long before = stepsOf(nodes);
      int rounds = steps / STEPS_A_ROUND / PARTS;
      for (int part = 0; part < PARTS; part++) {
        long begin = System.nanoTime();
        nodes.execute(rounds(part * rounds + 1, (part + 1) * rounds));
        sizes.add(sizes(nodes));
        System.out.printf(
            Locale.ROOT,
            "after %d steps, %.0f a second: %s%n",
            (part + 1) * rounds * STEPS_A_ROUND,
            rounds * STEPS_A_ROUND * 1e9 / (System.nanoTime() - begin),
            sizes.getLast());
      }
      assertThat(stepsOf(nodes) - before).isEqualTo((long) rounds * PARTS * STEPS_A_ROUND);
      nodes.execute("select pg_stat_force_next_flush()");
      try (Statement statement = nodes.connection().createStatement();
          ResultSet row = statement.executeQuery(HOT)) {
        row.next();
        System.out.printf(
            Locale.ROOT,
            "heap-only updates: raft_state %.4f of %d; autovacuum ran %d times%n",
            row.getDouble("state"),
            row.getLong("updates"),
            row.getLong("vacuums"));
        assertThat(row.getDouble("state")).as("heap-only updates of raft_state").isGreaterThan(0.9);
      }
      for (int node = 1; node <= 2; node++) {
        assertThat(nodes.number("select count(*) from raft.raft_journal where node_id = " + node))
            .as("journal of node %s", node)
            .isLessThan(KEPT + 50L * STEPS_A_ROUND + 1);
      }
    }
    return sizes;
  }

  /**
   * Rounds of a leader and its follower, each step a transaction of its own, each message
   * delivered. The journal is trimmed now and then, as the program that runs the nodes does.
   */
  private static String rounds(int first, int last) {
    return String.format(
        Locale.ROOT,
        """
        do $rounds$
        declare
          v_sent jsonb;
          v_answer jsonb;
          v_at jsonb;
        begin
          for v_round in %d .. %d loop
            for v_event in 0 .. 10 loop
              v_at := jsonb_build_object('at', v_round * 1000 + v_event * 90);
              v_sent := raft.process_raft_event(1, v_at || case when v_event < 10
                then '{"type":"HeartbeatTimeout"}'
                else jsonb_build_object('type', 'ClientRequest', 'requests', jsonb_build_array(
                  jsonb_build_object('request', v_round::text, 'command', jsonb_build_object(
                    'op', 'put', 'key', 'key' || v_round %% 100, 'value', v_round)))) end) -> 'send_rpc' -> 0;
              commit;
              while v_sent is not null loop
                v_answer := raft.process_raft_event(2, v_sent || v_at) -> 'send_rpc' -> 0;
                commit;
                v_sent := raft.process_raft_event(1, v_answer || v_at) -> 'send_rpc' -> 0;
                commit;
              end loop;
            end loop;
            if v_round %% 50 = 0 then
              for v_node in 1 .. 2 loop
                while raft.trim_journal(v_node, %d) > 0 loop
                  commit;
                end loop;
              end loop;
            end if;
          end loop;
        end
        $rounds$\
        """,
        first,
        last,
        KEPT);
  }

  private static long stepsOf(Steps nodes) throws SQLException {
    return nodes.number("select sum(steps) from raft.raft_state");
  }

  private static Map<String, Long> sizes(Steps nodes) throws SQLException {
    Map<String, Long> sizes = new TreeMap<>();
    try (Statement statement = nodes.connection().createStatement();
        ResultSet rows = statement.executeQuery(SIZES)) {
      while (rows.next()) {
        sizes.put(rows.getString(1), rows.getLong(2));
      }
    }
    return sizes;
  }
}
