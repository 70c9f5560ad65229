package io.raftarium.lab;

import java.io.Serial;

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
}
