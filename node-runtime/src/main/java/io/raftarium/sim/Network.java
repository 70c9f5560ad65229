package io.raftarium.sim;

import io.raftarium.protocol.Rpc;
import io.raftarium.view.Link;
import io.raftarium.view.WireMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides the fate of every message: lost, late, twice, or just delivered. */
final class Network {
  private final Timeline timeline;
  private final Dice dice;
  private final Simulation.Recorder recorder;
  private final Set<Fault> faults;
  private final Set<Link> cut = new HashSet<>();
  private final long electionTimeout;
  private final long slowest;
  private double loss;
  private double duplication;
  private double lateness;
  private long delivered;
  private long sent;

  Network(
      Timeline timeline,
      Dice dice,
      Set<Fault> faults,
      long electionTimeout,
      Simulation.Recorder recorder) {
    this.recorder = recorder;
    this.electionTimeout = electionTimeout;
    this.timeline = timeline;
    this.dice = dice;
    this.faults = faults;
    slowest = dice.pick(List.of(2L, 5L, 15L, 40L));
    weather();
  }

  /** Draws how bad the network is from now on. */
  void weather() {
    loss = faults.contains(Fault.LOSS) ? dice.pick(CHANCES) : 0;
    duplication = faults.contains(Fault.DUPLICATE) ? dice.pick(CHANCES) : 0;
    lateness = faults.contains(Fault.REORDER) ? dice.pick(CHANCES) : 0;
  }

  private static final List<Double> CHANCES = List.of(0.0, 0.0, 0.01, 0.05, 0.2, 0.4);

  void send(Rpc message) {
    boolean lost = dice.chance(loss);
    boolean twice = dice.chance(duplication);
    if (cut.contains(new Link(message.from(), message.to())) || lost) {
      recorder.sent(timeline.now(), ++sent, message, 0);
      recorder.ended(timeline.now(), sent, WireMessage.Fate.LOST);
      return;
    }
    deliver(message);
    if (twice) {
      deliver(message);
    }
  }

  private void deliver(Rpc message) {
    delivered++;
    long delay = dice.between(1, slowest);
    if (dice.chance(lateness)) {
      // Some outlive the leader that sent them, and its successor.
      delay += dice.between(1, dice.chance(0.3) ? 12 * electionTimeout : 400);
    }
    recorder.sent(timeline.now(), ++sent, message, delay);
    timeline.after(delay, new Planned.Delivery(message, sent));
  }

  /** How long something that no link carries takes. */
  long delay() {
    return dice.between(1, slowest);
  }

  /** Whether something that no link carries is lost. */
  boolean loses() {
    return dice.chance(loss / 4);
  }

  void cut(int from, int to) {
    cut.add(new Link(from, to));
  }

  void heal() {
    cut.clear();
  }

  /** Links that carry nothing. */
  Set<Link> cut() {
    return cut;
  }

  long delivered() {
    return delivered;
  }
}
