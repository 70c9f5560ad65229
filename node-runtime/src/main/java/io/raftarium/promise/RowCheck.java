package io.raftarium.promise;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The cross-check of one database: the views of schema {@code raft_check}, which look at all rows
 * of all its nodes as they are, whatever the steps said.
 */
public final class RowCheck implements AutoCloseable {
  private final PreparedStatement violations;

  public RowCheck(Connection connection) throws SQLException {
    violations =
        connection.prepareStatement(
            "select v.invariant, v.what from raft_check.violation v order by 1, 2 limit 100");
  }

  /** Tells every breach, a hundred at most. */
  public void run(Breaches breaches) throws SQLException {
    try (ResultSet row = violations.executeQuery()) {
      while (row.next()) {
        breaches.broken(Promise.of(row.getString(1)), row.getString(2));
      }
    }
  }

  @Override
  public void close() throws SQLException {
    violations.close();
  }
}
