package io.raftarium.observe;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens new plain connections to the observed database; the observer never shares one. */
@FunctionalInterface
public interface ViewSource {
  /** Opens one; the caller closes it. */
  Connection open(String applicationName) throws SQLException;
}
