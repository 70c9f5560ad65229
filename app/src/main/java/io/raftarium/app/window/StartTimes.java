package io.raftarium.app.window;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the log how long after the program's start a person sees what. */
final class StartTimes {
  private static final Logger LOG = LoggerFactory.getLogger(StartTimes.class);

  private StartTimes() {}

  static void reached(String what) {
    ProcessHandle.current()
        .info()
        .startInstant()
        .ifPresent(start -> LOG.info("{}: {} ms after the start", what, since(start)));
  }

  private static long since(Instant start) {
    return Duration.between(start, Instant.now()).toMillis();
  }
}
