package io.raftarium.record;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.Happening.Stamp;
import io.raftarium.record.StepRecording.Step;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabTime;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened in a run of which only the steps were written down: a step takes a message, tells
 * what it sends, and its rows are read.
 */
final class SimulatedTape {
  private final Tape tape;

  /** What each step sent and another one took, by the place of the step. */
  private final Map<Integer, List<WireMessage>> sent = new HashMap<>();

  /** The message that a step took, by its place. */
  private final Map<Integer, Long> taken = new HashMap<>();

  private long number;

  private SimulatedTape(Tape tape) {
    this.tape = tape;
  }

  static Tape of(List<Step> steps, long maxBytes) {
    Stamp before = stamp(0, steps.getFirst().view().at());
    SimulatedTape simulated =
        new SimulatedTape(Tape.of(new Scene().checkpoint(before, false), maxBytes));
    simulated.find(steps);
    for (int i = 0; i < steps.size(); i++) {
      simulated.take(i, steps.get(i));
    }
    return simulated.tape;
  }

  /** A message that one step sent and another one took; both by their places. */
  private record Flight(int from, int to, Rpc rpc) {}

  /** Messages that never arrive are left out: nobody recorded what became of them. */
  private void find(List<Step> steps) {
    Map<String, Flight> from = new HashMap<>();
    List<Flight> flights = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      JournalEntry step = steps.get(i).taken();
      Flight before = step.event() instanceof Rpc rpc ? from.get(rpc.id()) : null;
      if (before != null) {
        flights.add(new Flight(before.from, i, before.rpc));
      }
      for (Rpc rpc : step.actions().sent()) {
        from.put(rpc.id(), new Flight(i, i, rpc));
      }
    }
    flights.sort(Comparator.comparingInt(Flight::from));
    for (int i = 0; i < flights.size(); i++) {
      Flight flight = flights.get(i);
      sent.computeIfAbsent(flight.from, place -> new ArrayList<>())
          .add(
              new WireMessage(
                  i + 1L,
                  flight.rpc.from(),
                  flight.rpc.to(),
                  flight.rpc,
                  new Countdown(
                      time(steps.get(flight.from).view().at()),
                      time(steps.get(flight.to).view().at())),
                  0,
                  WireMessage.Fate.FLYING));
      taken.put(flight.to, i + 1L);
    }
  }

  private void take(int place, Step step) {
    ClusterView view = step.view();
    Instant at = view.at();
    Long message = taken.get(place);
    if (message != null) {
      tape.append(new Happening.Ended(next(at), message, WireMessage.Fate.DELIVERED));
    }
    int node = step.taken().nodeId();
    tape.append(
        new Happening.Stepped(
            next(at),
            new NodeStatus(node, NodeStatus.State.RUNNING, null, null, Duration.ZERO, ""),
            step.taken().event().type(),
            step.taken().event() instanceof Rpc rpc ? rpc.id() : "",
            step.taken().version()));
    for (WireMessage sending : sent.getOrDefault(place, List.of())) {
      tape.append(new Happening.Sent(next(at), sending));
    }
    tape.append(new Happening.Read(next(at), view));
  }

  private Stamp next(Instant at) {
    return stamp(++number, at);
  }

  private static Stamp stamp(long number, Instant at) {
    return new Stamp(number, at, time(at), time(at).nanos());
  }

  private static LabTime time(Instant at) {
    return new LabTime(Duration.between(Instant.EPOCH, at).toNanos());
  }
}
