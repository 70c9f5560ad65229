package io.raftarium.check;

/** A history that breaks the format; the message says on which line, and what was expected. */
public final class HistoryException extends Exception {
  private static final long serialVersionUID = 1L;

  HistoryException(int line, String message) {
    super("line " + line + ": " + message);
  }
}
