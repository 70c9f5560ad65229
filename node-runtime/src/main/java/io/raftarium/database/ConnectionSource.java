package io.raftarium.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens new plain connections, never pooled ones, to one database. */
@FunctionalInterface
public interface ConnectionSource {
  /** Opens one; the caller closes it. */
  Connection open(String applicationName) throws SQLException;
}
