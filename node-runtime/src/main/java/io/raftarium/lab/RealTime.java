package io.raftarium.lab;

import io.raftarium.time.LabClock;
import io.raftarium.time.LabTime;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The time of nodes elsewhere, which passes by itself. */
record RealTime(LabClock clock) implements Lab.Time {
  @Override
  public LabTime now() {
    return clock.time();
  }

  @Override
  public double speed() {
    return 1;
  }

  @Override
  public boolean paused() {
    return false;
  }

  @Override
  public void pause() {
    throw real();
  }

  @Override
  public void resume() {
    throw real();
  }

  @Override
  public void speed(double speed) {
    throw real();
  }

  @Override
  public void advance(Duration by) {
    throw real();
  }

  @Override
  public void step() {
    throw real();
  }

  @Override
  public boolean until(Until what, int node, BooleanSupplier goOn) {
    throw real();
  }

  private static LabException real() {
    return new LabException(
        "The nodes of this cluster run in programs of their own, whose time is real.");
  }

  @Override
  public boolean settled() {
    return true;
  }
}
