package io.raftarium.record;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.Happening.Stamp;
import io.raftarium.record.Recording.Step;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabTime;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A recorded run as a tape. Messages that never arrive are left out: nobody recorded what became of
 * them.
 *
 * @param ends the number of the last happening of each step, in order
 */
public record RecordedTape(Tape tape, List<Long> ends) {
  private static final long NANOS = 1_000_000;

  /** Of a recording that was read. */
  public static RecordedTape of(Recording recording) {
    return new Maker(recording).made();
  }

  private static final class Maker {
    private final List<Step> steps;

    /** When the step that takes a message is taken, by its id; the last one counts. */
    private final Map<String, LabTime> arrivals = new HashMap<>();

    /** The numbers of messages under way, by id. */
    private final Map<String, Long> flying = new HashMap<>();

    private final List<Happening> happenings = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private long messages;

    Maker(Recording recording) {
      steps = recording.steps();
      for (Step step : steps) {
        if (step.taken().event() instanceof Rpc rpc) {
          arrivals.put(rpc.id(), time(step));
        }
      }
    }

    RecordedTape made() {
      Set<String> sent = new HashSet<>();
      for (Step step : steps) {
        add(step, sent);
        ends.add((long) happenings.size());
      }
      return new RecordedTape(Tape.of(happenings), List.copyOf(ends));
    }

    private void add(Step step, Set<String> sent) {
      JournalEntry taken = step.taken();
      String id = taken.event() instanceof Rpc rpc ? rpc.id() : "";
      Long number = flying.remove(id);
      if (number != null) {
        happenings.add(new Happening.Ended(stamp(step), number, WireMessage.Fate.DELIVERED));
      }
      NodeStatus process =
          new NodeStatus(
              taken.nodeId(), NodeStatus.State.RUNNING, null, null, Duration.ZERO, "simulated");
      happenings.add(
          new Happening.Stepped(stamp(step), process, taken.event().type(), id, taken.version()));
      happenings.add(new Happening.Read(stamp(step), step.view()));
      for (Rpc rpc : taken.actions().sent()) {
        LabTime arrival = arrivals.get(rpc.id());
        if (arrival != null && sent.add(rpc.id())) {
          flying.put(rpc.id(), ++messages);
          happenings.add(
              new Happening.Sent(
                  stamp(step),
                  new WireMessage(
                      messages,
                      rpc.from(),
                      rpc.to(),
                      rpc,
                      new Countdown(time(step), arrival),
                      0,
                      WireMessage.Fate.FLYING)));
        }
      }
    }

    private Stamp stamp(Step step) {
      Instant at = step.view().at();
      return new Stamp(happenings.size() + 1L, at, time(step), time(step).nanos());
    }

    private static LabTime time(Step step) {
      return new LabTime(step.view().at().toEpochMilli() * NANOS);
    }
  }
}
