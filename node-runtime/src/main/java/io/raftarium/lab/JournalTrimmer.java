package io.raftarium.lab;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the nodes' journals short in the background, never in a step that somebody waits for. */
final class JournalTrimmer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalTrimmer.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final NodeRows rows;
  private final Supplier<Set<Integer>> nodes;
  private final Thread thread;

  @SuppressWarnings("this-escape") // final, and the thread starts last
  JournalTrimmer(NodeRows rows, Supplier<Set<Integer>> nodes) {
    this.rows = rows;
    this.nodes = nodes;
    this.thread = Thread.ofVirtual().name("journal-trimmer").start(this::run);
  }

  private void run() {
    while (true) {
      try {
        Thread.sleep(INTERVAL);
        List<Integer> ids = List.copyOf(nodes.get());
        if (!ids.isEmpty()) {
          rows.trim(ids);
        }
      } catch (InterruptedException e) {
        return;
      } catch (SQLException e) {
        LOG.debug("The journals were not trimmed this time", e);
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
