package io.raftarium.node;

import io.raftarium.database.ConnectionSource;
import io.raftarium.database.Steps;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.StepResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * A node's one connection: each step is one statement and, committed by itself, one transaction.
 */
final class StepConnection implements AutoCloseable {
  private final int node;
  private final ConnectionSource source;
  private final Connection connection;
  private final Steps<StepResult> steps;
  private final int backend;

  private StepConnection(int node, ConnectionSource source, Connection connection)
      throws SQLException {
    this.node = node;
    this.source = source;
    this.connection = connection;
    this.steps = Steps.on(connection);
    this.backend = connection.unwrap(PGConnection.class).getBackendPID();
  }

  static StepConnection open(int node, ConnectionSource source) throws SQLException {
    Connection connection = source.open("raftarium node " + node);
    try {
      connection.setAutoCommit(true);
      return new StepConnection(node, source, connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Calls the function for each event in order; when this returns, all steps are committed. */
  List<StepResult> steps(List<Event> events) throws SQLException {
    return steps.take(events.stream().map(event -> new Steps.Step(node, event)).toList());
  }

  /** The node's row, or one of nothing at all if it has none. */
  Pledges.Row row() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select version, current_term, voted_for, last_log_index from raft.raft_state where node_id = ?")) {
      query.setInt(1, node);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? new Pledges.Row(row.getLong(1), row.getLong(2), row.getInt(3), row.getLong(4))
            : new Pledges.Row(-1, -1, 0, -1);
      }
    }
  }

  /** Whether the node's disk is waited for beside its steps, as it was created. */
  boolean parallelAppend() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select parallel_append from raft.raft_state where node_id = ?")) {
      query.setInt(1, node);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** Whether this connection can no longer be used after an error. */
  boolean lostBy(SQLException e) {
    try {
      return connection.isClosed() || Steps.lostBy(e);
    } catch (SQLException closed) {
      return true;
    }
  }

  /**
   * Ends the server's side in the middle of what it does, then the socket. A step that did not
   * commit before is undone.
   */
  void kill() {
    try (Connection killer = source.open("raftarium kill");
        PreparedStatement terminate =
            killer.prepareStatement("select pg_catalog.pg_terminate_backend(?, 5000)")) {
      terminate.setInt(1, backend);
      terminate.execute();
    } catch (SQLException e) {
      // The server itself is gone, and with it what this connection did.
    } finally {
      abort();
    }
  }

  private void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // It was closed already.
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      abort();
    }
  }
}
