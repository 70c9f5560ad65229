package io.raftarium.node;

import java.sql.SQLException;

/** What a server says that cannot write because its disk is full, in words. */
public final class DiskFull {
  private static final String STATE = "53100";

  private DiskFull() {}

  /** Whether a failure is that one. */
  public static boolean is(SQLException failure) {
    return STATE.equals(failure.getSQLState());
  }

  /** What to say of it; a clause without a full stop. */
  public static String clause() {
    return "the disk of the database is full: make room there, then try again";
  }
}
