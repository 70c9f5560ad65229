package io.raftarium.lab;

import io.raftarium.node.DiskFull;
import java.io.Serial;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** A verb that could not be done; the message says what was wrong and what to do. */
public final class LabException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a sentence for a person. */
  public LabException(String message) {
    super(message);
  }

  /** With a sentence for a person and what led to it. */
  public LabException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Of a failure of the database.
   *
   * @param what could not be done, without a full stop
   * @param failure an SQLException, or what a pool made of one
   */
  static LabException database(String what, Exception failure) {
    return new LabException(what + ": " + reason(failure) + ".", failure);
  }

  /** The texts of a driver and of a pool about connections tell an operator nothing. */
  private static String reason(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && DiskFull.is(sql)) {
        return DiskFull.clause();
      }
      String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
      // Class 08: no connection; class 57P: the server ends or is not ready.
      if (state != null && (state.startsWith("08") || state.startsWith("57P"))) {
        return "its server does not answer; start Raftarium again if it stays so";
      }
    }
    return failure instanceof SQLTransientConnectionException
        ? "all its connections are in use; try again"
        : String.valueOf(failure.getMessage());
  }
}
