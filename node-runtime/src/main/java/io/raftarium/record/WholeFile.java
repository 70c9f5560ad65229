package io.raftarium.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file whole or not at all: beside its place first, then moved there at once. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Fills a file.
   *
   * @param <X> what may keep it from that
   */
  @FunctionalInterface
  public interface Content<X extends Exception> {
    /** Fills it; what it throws leaves nothing behind. */
    void fill(Path file) throws X;
  }

  /**
   * Writes; what was there before is replaced only by the whole new content.
   *
   * @throws IOException if the content cannot be written; nothing is left behind then
   */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, half -> Files.write(half, content));
  }

  /** The same of content that writes itself. */
  public static <X extends Exception> void write(Path file, Content<X> content)
      throws IOException, X {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException(target + " is a folder, not a file to write to");
    }
    Files.createDirectories(folder);
    Path half = folder.resolve(target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      content.fill(half);
      try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      move(half, target);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  private static void move(Path half, Path target) throws IOException {
    try {
      Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(half, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
