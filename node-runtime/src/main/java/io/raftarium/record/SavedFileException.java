package io.raftarium.record;

import java.io.IOException;
import java.io.Serial;

/** A file is no capture or recording that this program can read; the message says where and why. */
public final class SavedFileException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  SavedFileException(String message) {
    super(message);
  }

  /** A file that cannot be read, with the reason in the message. */
  public SavedFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
