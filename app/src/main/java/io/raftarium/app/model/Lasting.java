package io.raftarium.app.model;

import io.raftarium.lab.Lab;
import io.raftarium.view.Fault;
import java.time.Duration;
import java.util.Optional;

/** How long what the operator breaks stays broken: until it is mended, or so long. */
public final class Lasting {
  private volatile Optional<Duration> time = Optional.empty();

  /** Empty for until it is mended. */
  public Optional<Duration> time() {
    return time;
  }

  /** What is broken next stays so for so long; empty for until it is mended. */
  public void set(Optional<Duration> lasting) {
    time = lasting;
  }

  /** Breaks something, and lets it end by itself where it is to; blocks as a verb does. */
  public static void begin(Lab lab, Fault fault, Optional<Duration> lasting) {
    if (lasting.isPresent()) {
      lab.faults().begin(fault, lasting.get());
    } else {
      lab.faults().begin(fault);
    }
  }
}
