package io.raftarium.database;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.StepResult;
import io.raftarium.view.Preview;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Tells what a step would come to: it is taken in a transaction that is rolled back. The node goes
 * before: a preview waits for its row for a moment only, and holds it no longer than a step may
 * take.
 *
 * <p>Nothing stays behind, and nobody is notified. Only the ids of waiting reads, which no one
 * counts, have a gap after the preview of one.
 */
public final class Previews {
  /** That a lock was not free, a statement took too long, or the row is another by now. */
  private static final Set<String> BUSY = Set.of("55P03", "57014", "40001");

  private static final String FORBIDDEN = "42501";

  /** What a person looks at; the others count steps and times. */
  private static final String ROW =
      """
      (select to_jsonb(n) - '{node_id,generation,steps,rounds,peers,log_time,heard_at,read_round}'::text[]
              || coalesce((select jsonb_object_agg('next_index[' || p.peer_id || ']', p.next_index)
                               || jsonb_object_agg('match_index[' || p.peer_id || ']', p.match_index)
                             from raft.raft_peer p where p.node_id = n.node_id), '{}')
         from raft.raft_state n where n.node_id = %s)
      """;

  private static final String STEP =
      "select "
          + ROW.formatted("(s ->> 0)::int")
          + " as before, raft.process_raft_event((s ->> 0)::int, s -> 1) as result"
          + " from jsonb_array_elements(?::jsonb) as s";

  private static final String AFTER = "select " + ROW.formatted("?");

  private final ConnectionSource database;

  public Previews(ConnectionSource database) {
    this.database = database;
  }

  /**
   * Takes a step and undoes it.
   *
   * @throws SQLException if the function refuses the event, or the node is in a step of its own:
   *     see {@link #busy}
   */
  public Preview of(int node, Event event) throws SQLException {
    try (Connection connection = database.open("raftarium preview")) {
      try (Statement limits = connection.createStatement()) {
        limits.execute("set lock_timeout = '100ms'; set statement_timeout = '2s'");
      }
      // The row before is that of the step: where another has come between, it is not taken.
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      List<Steps.Step> one = List.of(new Steps.Step(node, event));
      try (Steps<Preview> steps = new Steps<>(connection, STEP, Previews::read)) {
        Preview preview = steps.preview(one).getFirst();
        return preview.rules().isPresent() ? preview : toldInFull(connection, preview, one);
      }
    }
  }

  /** Whether an error says that the node was in the way, and may be out of it in a moment. */
  public static boolean busy(SQLException e) {
    return BUSY.contains(String.valueOf(e.getSQLState()));
  }

  /** The same as a sentence for a person. */
  public static String why(int node, SQLException e) {
    if (busy(e)) {
      return "Node " + node + " is in a step of its own just now; try again.";
    }
    String message = String.valueOf(e.getMessage());
    String first = message.lines().findFirst().orElse(message).replaceFirst("^ERROR: ", "");
    return "Node " + node + " would refuse it: " + first + ".";
  }

  private static Preview read(Steps.Step step, StepResult result, ResultSet row)
      throws SQLException {
    Connection connection = row.getStatement().getConnection();
    try (PreparedStatement after = connection.prepareStatement(AFTER)) {
      after.setInt(1, step.node());
      try (ResultSet changed = after.executeQuery()) {
        changed.next();
        return new Preview(
            step.node(),
            step.event().body(),
            json(row.getString("before")),
            json(changed.getString(1)),
            rules(connection, step.node(), result.version()),
            result);
      }
    }
  }

  private static JsonNode json(String text) {
    return ExactJson.MAPPER.readTree(text);
  }

  private static Optional<List<String>> rules(Connection connection, int node, long version)
      throws SQLException {
    // A version that is older is that of another step.
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select rules from raft.raft_journal
             where node_id = ? and version = ? and xmin = pg_current_xact_id()::xid
            """)) {
      query.setInt(1, node);
      query.setLong(2, version);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(
                Stream.of((Object[]) row.getArray(1).getArray()).map(String::valueOf).toList())
            : Optional.empty();
      }
    }
  }

  /**
   * The same with the rules of a step that changes nothing, which the journal leaves out: it is
   * taken once more with all of them, where the login may ask for that.
   */
  private static Preview toldInFull(Connection connection, Preview preview, List<Steps.Step> one)
      throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement all =
        connection.prepareStatement(
            "update raft.raft_state set journal = 'all' where node_id = ?")) {
      all.setInt(1, preview.node());
      all.execute();
      try (Steps<Preview> steps = new Steps<>(connection, STEP, Previews::read)) {
        Preview again = steps.take(one).getFirst();
        return again.sameRowAs(preview) ? preview.with(again.rules()) : preview;
      }
    } catch (SQLException e) {
      if (FORBIDDEN.equals(e.getSQLState())) {
        return preview;
      }
      throw e;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
