package io.raftarium.sim;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Asks the views of schema {@code raft_check}, which look at all rows of all nodes. */
final class FullCheck implements AutoCloseable {
  private final PreparedStatement violations;

  FullCheck(Connection connection) throws SQLException {
    violations =
        connection.prepareStatement(
            "select v.invariant, v.what from raft_check.violation v order by 1, 2 limit 1");
  }

  /** Throws {@link Violation} for the first row found. */
  void run() throws SQLException {
    try (ResultSet row = violations.executeQuery()) {
      if (row.next()) {
        throw new Violation(row.getString(1), row.getString(2));
      }
    }
  }

  @Override
  public void close() throws SQLException {
    violations.close();
  }
}
