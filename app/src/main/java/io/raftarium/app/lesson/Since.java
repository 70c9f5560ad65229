package io.raftarium.app.lesson;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.Happening;
import io.raftarium.record.Tape;
import io.raftarium.view.Deed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happened since a step of a lesson began: steps of nodes, and acts. Read as it grows. */
final class Since {
  private static final int MOST = 20_000;

  private final Tape tape;
  private final List<Map<String, Object>> steps = new ArrayList<>();
  private final List<Map<String, Object>> acts = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private long next;
  private long ledUntil = -1;

  /**
   * From now on.
   *
   * @param before the newest happening before
   */
  Since(Tape tape, long before) {
    this.tape = tape;
    this.next = before + 1;
    tape.reads().reversed().stream()
        .filter(read -> read.number() <= before)
        .findFirst()
        .ifPresent(read -> read.view().journal().forEach(entry -> seen.add(key(entry))));
  }

  private static String key(JournalEntry entry) {
    return entry.nodeId() + "." + entry.version();
  }

  void readOn() {
    for (Happening happening : tape.from(next, MOST)) {
      next = happening.number() + 1;
      switch (happening) {
        case Happening.Read read -> read.view().journal().forEach(this::step);
        case Happening.Done done -> {
          Map<String, Object> act = new HashMap<>(Facts.plain((Object) done.event().deed()));
          String name = done.event().deed().getClass().getSimpleName();
          if (done.event().deed() instanceof Deed.Started) {
            // The steps of new nodes are numbered anew.
            seen.clear();
          }
          act.put("what", Character.toLowerCase(name.charAt(0)) + name.substring(1));
          acts.add(act);
        }
        default -> {}
      }
    }
  }

  private void step(JournalEntry entry) {
    if (steps.size() < MOST && seen.add(key(entry))) {
      steps.add(
          Map.of(
              "node",
              (long) entry.nodeId(),
              "event",
              entry.event().type(),
              "from",
              entry.event() instanceof Rpc rpc ? (long) rpc.from() : Long.valueOf(0),
              "ran",
              entry.rules()));
    }
  }

  /**
   * How long nobody has led, in milliseconds of laboratory time.
   *
   * @param led whether somebody leads now
   */
  long leaderless(boolean led, long now) {
    if (led || ledUntil < 0) {
      ledUntil = now;
    }
    return now - ledUntil;
  }

  /** The steps that changed something, in order. */
  List<Map<String, Object>> steps() {
    return List.copyOf(steps);
  }

  /** What was done by a person, the lesson or the runtime, in order. */
  List<Map<String, Object>> acts() {
    return List.copyOf(acts);
  }
}
