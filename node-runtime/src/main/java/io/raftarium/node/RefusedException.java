package io.raftarium.node;

import java.io.Serial;

/** The function refused an event, which changed nothing; the message is the function's own. */
public final class RefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
