package io.raftarium.app.model;

import io.raftarium.app.words.EventText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.TimeText;
import io.raftarium.lab.Lab;
import io.raftarium.promise.Kept;
import io.raftarium.promise.Promise;
import io.raftarium.promise.Promise.Unit;
import io.raftarium.promise.Promises;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.Recording;
import io.raftarium.record.Recording.Step;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabTime;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Moment;
import io.raftarium.view.Sorted;
import io.raftarium.view.WireMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/** A frame for each step of a recorded run, with the messages that were under way then. */
public final class RecordingSource implements Source {
  private static final long NANOS = 1_000_000;
  private static final int MOST_CHARS = 240;

  private final Recording recording;
  private final String file;
  private final List<ClusterView> history;

  /** In the order in which they were taken. */
  private final List<Flight> flights;

  /** How many steps the longest of them took. */
  private final long longest;

  private final List<Kept> promises;

  /** A message that one recorded step sent and another one took; steps by their number. */
  private record Flight(long sent, long taken, WireMessage message) {}

  /**
   * Of a recording that was read.
   *
   * @param file its name, for the window
   */
  public RecordingSource(Recording recording, String file) {
    this.recording = recording;
    this.file = file;
    this.history = recording.steps().stream().map(Step::view).toList();
    this.flights = flights(recording.steps());
    this.longest = flights.stream().mapToLong(flight -> flight.taken - flight.sent).max().orElse(0);
    this.promises = promises(recording);
  }

  /** Checked step by step again; the one that the run broke is told by the recording itself. */
  private static List<Kept> promises(Recording recording) {
    Map<Promise, String> breaches = new EnumMap<>(Promise.class);
    Promises promises = Promises.ofViews(breaches::putIfAbsent);
    recording.steps().forEach(step -> promises.view(step.view()));
    String violated = recording.violated();
    if (violated != null) {
      Promise broken = Promise.of(violated);
      String what = Objects.requireNonNullElse(recording.what(), "");
      breaches.put(broken, broken == Promise.OTHER ? violated + ": " + what : what);
    }
    List<Kept> all = new ArrayList<>();
    for (Promise promise : Promise.values()) {
      boolean seen = promise.unit() != Unit.ROWS && promise.unit() != Unit.HISTORY;
      if (seen || breaches.containsKey(promise)) {
        all.add(new Kept(promise, promises.checked(promise), breaches.get(promise)));
      }
    }
    return List.copyOf(all);
  }

  @Override
  public Moment moment() {
    return at(last());
  }

  @Override
  public List<ClusterView> history() {
    return history;
  }

  @Override
  public long numberOf(ClusterView view) {
    return view.number();
  }

  @Override
  public Moment at(long number) {
    long first = history.getFirst().number();
    ClusterView earlier = history.get(Math.clamp(number - first, 0, history.size() - 1));
    return new Moment(
        "simulation, seed " + recording.seed(),
        file,
        false,
        earlier.number(),
        earlier.at(),
        earlier,
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        underWay(earlier.number()),
        List.of(),
        List.of(),
        time(earlier),
        0,
        1,
        true);
  }

  @Override
  public Moment at(Instant instant) {
    int later = Sorted.first(history, view -> view.at().isAfter(instant));
    return at(history.get(Math.max(0, later - 1)));
  }

  @Override
  public List<Kept> promises() {
    return promises;
  }

  @Override
  public SortedMap<String, String> rules() {
    return recording.rules();
  }

  @Override
  public Caption caption(Moment shown) {
    long number = shown.number();
    JournalEntry taken =
        recording.steps().get((int) (number - history.getFirst().number())).taken();
    String step =
        "Step "
            + number
            + " of "
            + last()
            + ", after "
            + TimeText.of(shown.at())
            + ": "
            + NodeNames.of(taken.nodeId())
            + " takes "
            + EventText.name(taken.event());
    String run =
        " · simulation of "
            + recording.nodes()
            + " nodes, seed "
            + recording.seed()
            + (history.getFirst().number() == 1 ? "" : ", its newest " + history.size() + " steps");
    String violated = recording.violated();
    if (violated == null) {
      return new Caption(step + run + ", no promise broken · read-only", false, taken.nodeId());
    }
    if (number < last()) {
      return new Caption(
          step + run + " · read-only\nStep " + last() + " breaks a promise: " + violated,
          false,
          taken.nodeId());
    }
    String what = recording.what();
    return new Caption(
        "Broken at step "
            + number
            + ", the last: "
            + violated
            + run
            + " · read-only\n"
            + (what == null ? step : shortened(what)),
        true,
        taken.nodeId());
  }

  @Override
  public Optional<Lab> lab() {
    return Optional.empty();
  }

  /** The beginning of a text that can hold whole messages; the list of promises has all of it. */
  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return Shortened.of(line, MOST_CHARS);
  }

  private static LabTime time(ClusterView view) {
    return new LabTime(view.at().toEpochMilli() * NANOS);
  }

  private long last() {
    return history.getLast().number();
  }

  private List<WireMessage> underWay(long step) {
    List<WireMessage> messages = new ArrayList<>();
    int next = Sorted.first(flights, flight -> flight.taken > step);
    for (int i = next; i < flights.size() && flights.get(i).taken <= step + longest; i++) {
      if (flights.get(i).sent <= step) {
        messages.add(flights.get(i).message);
      }
    }
    return messages;
  }

  /** Messages that never arrive are left out: nobody recorded what became of them. */
  private static List<Flight> flights(List<Step> steps) {
    record Sent(Step step, Rpc rpc) {}
    Map<String, Sent> sent = new HashMap<>();
    List<Flight> flights = new ArrayList<>();
    for (Step step : steps) {
      Sent before = step.taken().event() instanceof Rpc rpc ? sent.get(rpc.id()) : null;
      if (before != null) {
        flights.add(
            new Flight(
                before.step.view().number(),
                step.view().number(),
                new WireMessage(
                    flights.size() + 1L,
                    before.rpc.from(),
                    before.rpc.to(),
                    before.rpc,
                    new Countdown(time(before.step.view()), time(step.view())),
                    0,
                    WireMessage.Fate.FLYING)));
      }
      for (Rpc rpc : step.taken().actions().sent()) {
        sent.put(rpc.id(), new Sent(step, rpc));
      }
    }
    return List.copyOf(flights);
  }
}
