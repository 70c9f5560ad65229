package io.raftarium.server;

import java.io.Serial;

/** The embedded server could not be started or used; the message says why and what to do. */
public final class ServerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a sentence for a person. */
  public ServerException(String message) {
    super(message);
  }

  /** With a sentence for a person and what led to it. */
  public ServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
