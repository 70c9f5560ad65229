package io.raftarium.observe;

import java.io.IOException;
import java.io.Serial;

/**
 * A file is no snapshot or recording that this program can read; the message says where and why.
 */
public final class SnapshotFormatException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  SnapshotFormatException(String message) {
    super(message);
  }

  SnapshotFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
