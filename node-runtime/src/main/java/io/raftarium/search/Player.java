package io.raftarium.search;

import io.raftarium.lab.Lab;
import io.raftarium.lab.LabException;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.Rpc;
import io.raftarium.search.Schedule.Place;
import io.raftarium.search.Schedule.Planned;
import io.raftarium.view.Hold;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.OwnTime;
import io.raftarium.view.Steer;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Plays a schedule on real nodes, a move at a time: in a laboratory that was opened from the
 * schedule's moment, where every message is held and nothing happens but what the schedule says.
 */
public final class Player {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final long LOOK_MILLIS = 2;
  private static final Duration MOMENT = Duration.ofMillis(1);

  /** No election timer fires by itself. */
  private static final OwnTime.Range NEVER =
      new OwnTime.Range(Duration.ofMinutes(1), Duration.ofMinutes(1));

  private final Lab lab;
  private final Schedule schedule;
  private final AtomicInteger played = new AtomicInteger();

  public Player(Lab lab, Schedule schedule) {
    this.lab = lab;
    this.schedule = schedule;
  }

  /** Where it is played. */
  public Lab lab() {
    return lab;
  }

  /** What is played. */
  public Schedule schedule() {
    return schedule;
  }

  /** How many moves were made. */
  public int played() {
    return played.get();
  }

  /** Whether all were. */
  public boolean done() {
    return played() == schedule.steps().size();
  }

  /** Holds every message and keeps the timers from firing. */
  public void begin() {
    lab.time().pause();
    lab.network().hold(Hold.ALL);
    for (NodeStatus process : lab.cluster().processes().values()) {
      lab.timers().electionRange(process.id(), NEVER);
    }
  }

  /** Lets the timers be drawn as before; messages stay held until somebody releases them. */
  public void end() {
    for (NodeStatus process : lab.cluster().processes().values()) {
      lab.timers().electionRange(process.id(), null);
    }
  }

  /**
   * Makes the next move and waits until its step is taken.
   *
   * @throws LabException with a sentence for a person where it cannot be made, or something else
   *     came of it
   */
  public void next() {
    if (done()) {
      throw new LabException("The schedule is at its end.");
    }
    Planned planned = schedule.steps().get(played());
    make(planned.move());
    boolean came = await(() -> stands(planned) && planned.sent().stream().allMatch(this::isHeld));
    int _ = played.incrementAndGet();
    if (!came) {
      throw new LabException(
          "Node "
              + planned.move().node()
              + " did something else than was foreseen: the rows were changed, or a timer was"
              + " quicker.");
    }
  }

  private void make(Move move) {
    int node = move.node();
    switch (move) {
      case Move.Deliver(Rpc rpc, boolean copy) -> deliver(rpc, copy);
      case Move.TimeOut _ -> {
        pass();
        lab.cluster().timeOutNow(node);
      }
      case Move.Heartbeat _ -> {
        // What was heard an election timeout ago was heard longer ago than that.
        lab.timers().jump(node, MOMENT);
        JsonNode _ = lab.cluster().send(node, new Event.HeartbeatTimeout().body());
      }
      case Move.Crash _ -> lab.cluster().kill(node);
      case Move.Restart _ -> lab.cluster().restart(node);
      case Move.Submit submit -> {
        var _ = lab.client().submit(OptionalInt.of(node), submit.command());
      }
    }
  }

  private void deliver(Rpc rpc, boolean copy) {
    WireMessage message =
        held(rpc)
            .min(Comparator.comparingLong(WireMessage::number))
            .orElseThrow(() ->
                new LabException(
                    "The "
                        + rpc.type()
                        + " from node "
                        + rpc.from()
                        + " to node "
                        + rpc.to()
                        + " is not held any longer."));
    if (copy) {
      lab.network().steer(message.number(), Steer.DUPLICATE, Duration.ZERO);
    }
    lab.network().steer(message.number(), Steer.DELIVER, Duration.ZERO);
  }

  /** An election timeout passes on all clocks; the heartbeats of that time are lost. */
  private void pass() {
    Duration timeout = lab.options().electionTimeout();
    for (NodeStatus process : lab.cluster().processes().values()) {
      if (process.state() != NodeStatus.State.RUNNING) {
        continue;
      }
      NodeView node = lab.cluster().view().nodes().get(process.id());
      if (node == null || !node.state().isLeader()) {
        lab.timers().jump(process.id(), timeout);
        continue;
      }
      long before = newest();
      lab.timers().jump(process.id(), timeout.minus(MOMENT));
      boolean _ = await(() -> !beats(process.id(), before).isEmpty() || !leads(process.id()));
      for (WireMessage beat : beats(process.id(), before)) {
        lab.network().steer(beat.number(), Steer.DROP, Duration.ZERO);
      }
      lab.timers().jump(process.id(), MOMENT);
    }
  }

  private boolean leads(int id) {
    NodeView node = lab.cluster().view().nodes().get(id);
    return node != null && node.state().isLeader();
  }

  private long newest() {
    return lab.network().wire().stream().mapToLong(WireMessage::number).max().orElse(0);
  }

  private List<WireMessage> beats(int leader, long before) {
    return new ArrayList<>(
        lab.network().wire().stream()
            .filter(each -> each.number() > before && each.from() == leader)
            .filter(each -> each.fate() == WireMessage.Fate.HELD)
            .toList());
  }

  private Stream<WireMessage> held(Rpc rpc) {
    JsonNode content = rpc.content();
    return lab.network().wire().stream()
        .filter(each -> each.fate() == WireMessage.Fate.HELD)
        .filter(each -> each.from() == rpc.from() && each.to() == rpc.to())
        .filter(each -> each.rpc().content().equals(content));
  }

  private boolean isHeld(Rpc rpc) {
    return held(rpc).findAny().isPresent();
  }

  private boolean stands(Planned planned) {
    int node = planned.move().node();
    NodeStatus process = lab.cluster().processes().get(node);
    boolean dead = process != null && process.state() == NodeStatus.State.DOWN;
    NodeView now = lab.cluster().view().nodes().get(node);
    if (now == null || dead != planned.move() instanceof Move.Crash) {
      return false;
    }
    return dead
        || planned
            .after()
            .equals(
                new Place(now.role(), now.currentTerm(), now.commitIndex(), now.lastLogIndex()));
  }

  private static boolean await(BooleanSupplier fits) {
    long end = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!fits.getAsBoolean()) {
        if (System.nanoTime() > end) {
          return false;
        }
        Thread.sleep(LOOK_MILLIS);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("Interrupted before it was done.", e);
    }
  }
}
