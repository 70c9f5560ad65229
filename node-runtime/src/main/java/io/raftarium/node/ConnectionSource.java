package io.raftarium.node;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens new plain connections, never pooled ones, to the database that holds a node's rows. */
@FunctionalInterface
public interface ConnectionSource {
  /** Opens one; the caller closes it. */
  Connection open(String applicationName) throws SQLException;
}
