package io.raftarium.cli;

import io.raftarium.site.ClusterFile;
import io.raftarium.site.ClusterFileException;
import io.raftarium.site.ClusterFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Looks every other second whether a cluster's file has changed, and tells what it says then. */
final class FileFollower implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(FileFollower.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final int node;
  private final ClusterFile first;
  private final Consumer<ClusterFile> changed;
  private @Nullable FileTime last;

  /**
   * Follows a file.
   *
   * @param node for whom
   * @param first as it was read already
   */
  FileFollower(int node, ClusterFile first, Consumer<ClusterFile> changed) {
    this.node = node;
    this.first = first;
    this.changed = changed;
    this.last = time();
  }

  private @Nullable FileTime time() {
    try {
      return Files.getLastModifiedTime(first.path());
    } catch (IOException e) {
      // It is being written, or gone: what was read stays.
      return null;
    }
  }

  @Override
  public void run() {
    MDC.put("node", Integer.toString(node));
    try {
      while (true) {
        Thread.sleep(LOOK);
        FileTime now = time();
        if (now != null && !now.equals(last)) {
          last = now;
          read();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try {
      ClusterFile newer = ClusterFileReader.read(first.path());
      if (newer.name().equals(first.name())) {
        changed.accept(newer);
      } else {
        LOG.warn(
            "{} is that of another cluster now, {}: what it said before stays in force",
            first.path(),
            newer.name());
      }
    } catch (ClusterFileException e) {
      LOG.warn("{} What it said before stays in force.", e.getMessage());
    }
  }
}
