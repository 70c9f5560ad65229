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
import io.raftarium.record.RecordedTape;
import io.raftarium.record.Recording;
import io.raftarium.record.Recording.Step;
import io.raftarium.record.Tape;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Moment;
import io.raftarium.view.Sorted;
import io.raftarium.view.WireMessage.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/** A frame for each step of a recorded run, with the messages that were under way then. */
public final class RecordingSource implements Source {
  private static final int MOST_CHARS = 240;

  private final Recording recording;
  private final String file;
  private final List<ClusterView> history;

  private final RecordedTape run;
  private final List<Kept> promises;

  /**
   * Of a recording that was read.
   *
   * @param file its name, for the window
   */
  public RecordingSource(Recording recording, String file) {
    this.recording = recording;
    this.file = file;
    this.history = recording.steps().stream().map(Step::view).toList();
    this.run = RecordedTape.of(recording);
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
  public Tape tape() {
    return run.tape();
  }

  @Override
  public Moment moment() {
    return at(run.tape().last());
  }

  @Override
  public List<ClusterView> history() {
    return history;
  }

  @Override
  public long numberOf(ClusterView view) {
    long first = history.getFirst().number();
    return run.ends().get(Math.clamp(view.number() - first, 0, history.size() - 1));
  }

  @Override
  public Moment at(long number) {
    Moment then = run.tape().at(number, "simulation, seed " + recording.seed(), file);
    // Nobody recorded which processes ran; what fades in real time would last too long here.
    return new Moment(
        then.title(),
        then.database(),
        false,
        then.number(),
        then.at(),
        then.view(),
        Collections.emptySortedMap(),
        then.links(),
        then.partition(),
        then.wire().stream().filter(message -> message.fate() == Fate.FLYING).toList(),
        then.events(),
        then.submissions(),
        then.labNow(),
        then.realNow(),
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
    long number = shown.view().number();
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

  private long last() {
    return history.getLast().number();
  }
}
