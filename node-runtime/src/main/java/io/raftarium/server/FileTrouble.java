package io.raftarium.server;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * What went wrong with a file, for a person: an exception's own message is often its path alone.
 */
public final class FileTrouble {
  private FileTrouble() {}

  /** A clause without a full stop. */
  public static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException e -> "you may not write to " + e.getFile();
      case NoSuchFileException e -> "there is no " + e.getFile();
      case FileAlreadyExistsException e -> e.getFile() + " is a file, not a folder";
      case NotDirectoryException e -> e.getFile() + " is a file, not a folder";
      case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }
}
