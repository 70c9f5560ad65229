package io.raftarium.lab;

import io.raftarium.time.LabClock;
import io.raftarium.time.LabTime;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The time of a laboratory, as its operator moves it. */
final class LocalTime implements Lab.Time {
  private final LabClock clock;
  private final Lab.Cluster cluster;
  private final Lab.Network network;
  private final BooleanSupplier settled;
  private final LabActs acts;

  LocalTime(
      LabClock clock,
      Lab.Cluster cluster,
      Lab.Network network,
      BooleanSupplier settled,
      LabActs acts) {
    this.acts = acts;
    this.clock = clock;
    this.cluster = cluster;
    this.network = network;
    this.settled = settled;
  }

  @Override
  public LabTime now() {
    return clock.time();
  }

  @Override
  public double speed() {
    return clock.speed();
  }

  @Override
  public boolean paused() {
    return clock.paused();
  }

  @Override
  public void pause() {
    clock.pause();
  }

  @Override
  public void resume() {
    clock.resume();
  }

  @Override
  public void speed(double speed) {
    double before = clock.speed();
    clock.setSpeed(speed);
    acts.sped(before, speed);
  }

  @Override
  public void advance(Duration by) {
    clock.advance(by);
  }

  @Override
  public void step() {
    clock.pause();
    long next = clock.nextAlarm();
    if (next != Long.MAX_VALUE) {
      clock.advance(Duration.ofNanos(Math.max(0, next - clock.now())));
    }
  }

  @Override
  public boolean until(Until what, int node, BooleanSupplier goOn) {
    return new Search(what, node, clock, cluster, network, settled).run(goOn);
  }

  @Override
  public boolean settled() {
    return settled.getAsBoolean();
  }
}
