package io.raftarium.database;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.StepResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one way to call {@code raft.process_raft_event}: steps in order through one connection, those
 * of one call in one statement. Whether a step is committed by itself is up to the connection.
 *
 * @param <T> what is read of each step
 */
public final class Steps<T> implements AutoCloseable {
  private static final JsonMapper JSON = ExactJson.MAPPER;

  /** An event for a node. */
  public record Step(int node, Event event) {}

  /** Reads what a step came to. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * Reads it.
     *
     * @param row what the statement returned for the step, its {@code result} included
     */
    T read(Step step, StepResult result, ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Reader<T> reader;
  private final PreparedStatement call;

  /** The same for a single step, which is most of them. */
  private final @Nullable PreparedStatement one;

  /**
   * Prepares a statement of another kind.
   *
   * @param sql takes an array of pairs, a node and its event, as {@code jsonb}; returns a row for
   *     each in order, with a column {@code result}
   */
  public Steps(Connection connection, String sql, Reader<T> reader) throws SQLException {
    this(connection, sql, null, reader);
  }

  private Steps(Connection connection, String sql, @Nullable String single, Reader<T> reader)
      throws SQLException {
    this.connection = connection;
    this.reader = reader;
    this.call = connection.prepareStatement(sql);
    this.one = single == null ? null : connection.prepareStatement(single);
  }

  /** The plain one, which reads the results alone. */
  public static Steps<StepResult> on(Connection connection) throws SQLException {
    return new Steps<>(
        connection,
        """
        select raft.process_raft_event((s ->> 0)::int, s -> 1) as result
          from jsonb_array_elements(?::jsonb) as s
        """,
        "select raft.process_raft_event(?, ?::jsonb) as result",
        (step, result, row) -> result);
  }

  /**
   * Takes a step of each node in turn.
   *
   * @throws SQLException if one is refused, and then none is taken; or if the connection is lost,
   *     and then nobody knows: see {@link #lostBy}
   */
  public List<T> take(List<Step> steps) throws SQLException {
    if (one != null && steps.size() == 1) {
      one.setInt(1, steps.getFirst().node());
      one.setString(2, steps.getFirst().event().body().toString());
      return read(one, steps);
    }
    StringBuilder json = new StringBuilder();
    for (Step step : steps) {
      json.append(json.isEmpty() ? "[[" : ",[").append(step.node()).append(',');
      json.append(step.event().body()).append(']');
    }
    call.setString(1, json.append(']').toString());
    return read(call, steps);
  }

  private List<T> read(PreparedStatement statement, List<Step> steps) throws SQLException {
    List<T> taken = new ArrayList<>(steps.size());
    try (ResultSet row = statement.executeQuery()) {
      for (Step step : steps) {
        row.next();
        StepResult result = new StepResult(JSON.readTree(row.getString("result")));
        taken.add(reader.read(step, result, row));
      }
    }
    return taken;
  }

  /** Takes one step. */
  public T take(int node, Event event) throws SQLException {
    return take(List.of(new Step(node, event))).getFirst();
  }

  /** What steps would come to; they are not taken. The connection must commit each by itself. */
  public List<T> preview(List<Step> steps) throws SQLException {
    connection.setAutoCommit(false);
    try {
      return take(steps);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** Whether an error says that the connection is gone, and not that a step was refused. */
  public static boolean lostBy(SQLException e) {
    String state = e.getSQLState();
    return state == null || state.startsWith("08") || state.startsWith("57P");
  }

  @Override
  public void close() throws SQLException {
    call.close();
    if (one != null) {
      one.close();
    }
  }
}
