package io.raftarium.sql.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.sql.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** A hot step writes the hot columns alone: nothing else of the state may have changed then. */
class HotColumnsTest {
  private static final int STEPS = 4_000;

  /**
   * Before a step is saved: all but the hot columns are as they were, or it says that it is wide.
   */
  private static final String WATCH =
      """
      do $watch$
      declare
        v_function constant text := pg_get_functiondef('raft.save_step'::regproc);
        v_watching constant text := regexp_replace(v_function, '\nbegin\n', $begin$
      begin
        if not p_after.wide then
          declare
            v_other text[] := array['leader_id', 'commit_index', 'last_applied', 'last_log_index', 'last_log_term',
              'version', 'heard_at', 'log_time', 'steps', 'rounds', 'peers', 'wide', 'type', 'sender', 'event_term', 'at',
              'send_rpc', 'replies', 'rules', 'election_timer', 'heartbeat_timer', 'rows_changed', 'must_flush'];
          begin
            if to_jsonb(p_before) - v_other <> to_jsonb(p_after) - v_other then
              raise exception 'step % changed more than the hot columns: % to %', p_after.type,
                to_jsonb(p_before) - v_other, to_jsonb(p_after) - v_other;
            end if;
          end;
        end if;
      $begin$);
      begin
        if v_watching = v_function then
          raise exception 'raft.save_step has changed: mend this test';
        end if;
        execute v_watching;
      end
      $watch$
      """;

  @Test
  void whatAHotStepDoesNotWriteItDoesNotChange() throws SQLException {
    for (int seed = 1; seed <= 3; seed++) {
      RandomCluster cluster = new RandomCluster(seed);
      int hot = 0;
      try (Connection connection = TestDatabase.migrated().getConnection();
          Statement statement = connection.createStatement();
          PreparedStatement step =
              connection.prepareStatement("select raft.process_raft_event(?, ?::jsonb)::text")) {
        statement.execute(WATCH);
        for (String create : RandomCluster.creation()) {
          statement.execute(create);
        }
        connection.setAutoCommit(false);
        for (int i = 0; i < STEPS; i++) {
          RandomCluster.Draw draw = cluster.draw();
          step.setInt(1, draw.node());
          step.setString(2, draw.event().toString());
          try (ResultSet row = step.executeQuery()) {
            row.next();
            cluster.took(draw.node(), Steps.JSON.readTree(row.getString(1)));
          }
          hot += draw.event().path("type").asString("").startsWith("AppendEntries") ? 1 : 0;
          if (i % 100 == 0) {
            connection.commit();
          }
        }
        connection.commit();
      }
      assertThat(hot).as("seed %d", seed).isGreaterThan(500);
    }
  }
}
