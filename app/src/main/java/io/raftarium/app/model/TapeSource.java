package io.raftarium.app.model;

import io.raftarium.app.words.EventText;
import io.raftarium.app.words.HappeningText;
import io.raftarium.app.words.LabText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.lab.Lab;
import io.raftarium.promise.Kept;
import io.raftarium.promise.Promise;
import io.raftarium.promise.Promise.Unit;
import io.raftarium.promise.Promises;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.record.Ending;
import io.raftarium.record.Happening;
import io.raftarium.record.Manifest;
import io.raftarium.record.Recording;
import io.raftarium.record.Tape;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import io.raftarium.view.WireMessage;
import io.raftarium.view.WireMessage.Fate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Moments of a recording, of whatever it is. */
public final class TapeSource implements Source {
  private static final int MOST_CHARS = 240;

  /** Happenings between a step and the reading of its rows, at most. */
  private static final int LOOK_BACK = 100;

  private final Recording recording;
  private final String file;
  private final List<ClusterView> history;
  private final List<Kept> promises;
  private final Moment last;

  /**
   * Of a recording that was read.
   *
   * @param file its name, for the window
   */
  public TapeSource(Recording recording, String file) {
    this.recording = recording;
    this.file = file;
    this.history = Source.super.history();
    this.promises = promises(recording);
    this.last = at(tape().last());
  }

  /** Checked view by view again; those that were found broken are told by the recording itself. */
  private static List<Kept> promises(Recording recording) {
    Map<Promise, String> breaches = new EnumMap<>(Promise.class);
    Map<Promise, Long> seenAt = new EnumMap<>(Promise.class);
    Promises promises = promises(recording.manifest(), breaches);
    Tape tape = recording.tape();
    List<Long> beginnings = tape.beginnings();
    int life = 0;
    for (Happening.Read read : tape.reads()) {
      while (life < beginnings.size() && beginnings.get(life) <= read.number()) {
        promises = promises(recording.manifest(), breaches);
        life++;
      }
      promises.view(read.view());
      breaches.keySet().forEach(broken -> seenAt.putIfAbsent(broken, read.view().number()));
    }
    for (Ending.Broken broken : broken(recording)) {
      Promise promise = Promise.of(broken.promise());
      breaches.put(
          promise,
          promise == Promise.OTHER ? broken.promise() + ": " + broken.what() : broken.what());
      // A run of the simulator ends with the step that broke it.
      if (recording.manifest().source() == Manifest.Source.SIMULATION) {
        seenAt.putIfAbsent(promise, tape.reads().getLast().view().number());
      }
    }
    List<Kept> all = new ArrayList<>();
    for (Promise promise : Promise.values()) {
      boolean seen = promise.unit() != Unit.ROWS && promise.unit() != Unit.HISTORY;
      if (seen || breaches.containsKey(promise)) {
        all.add(
            new Kept(
                promise,
                promises.checked(promise),
                breaches.get(promise),
                seenAt.getOrDefault(promise, 0L)));
      }
    }
    return List.copyOf(all);
  }

  private static Promises promises(Manifest manifest, Map<Promise, String> breaches) {
    // The databases of a cluster elsewhere are read one after the other.
    return manifest.source() == Manifest.Source.ATTACHED
        ? Promises.ofReadings(breaches::putIfAbsent)
        : Promises.ofViews(breaches::putIfAbsent);
  }

  private static List<Ending.Broken> broken(Recording recording) {
    return recording.ending().map(Ending::broken).orElse(List.of());
  }

  @Override
  public Tape tape() {
    return recording.tape();
  }

  /** What it is of. */
  public Manifest manifest() {
    return recording.manifest();
  }

  @Override
  public Moment moment() {
    return last;
  }

  @Override
  public List<ClusterView> history() {
    return history;
  }

  @Override
  public Moment at(long number) {
    Moment then = tape().at(number, title(), file);
    return new Moment(
        then.title(),
        then.database(),
        false,
        then.number(),
        then.at(),
        then.view(),
        recording.around() ? then.processes() : Collections.emptySortedMap(),
        then.links(),
        then.partition(),
        then.wire().stream().filter(message -> seen(message, then)).toList(),
        then.events(),
        then.submissions(),
        then.labNow(),
        then.realNow(),
        1,
        true);
  }

  /** In a run, whose time is not a clock's, what ended is gone with the next instant. */
  private boolean seen(WireMessage message, Moment then) {
    boolean lostNow = message.fate() != Fate.DELIVERED && message.endedAt() == then.realNow();
    return !simulated() || message.fate() == Fate.FLYING || lostNow;
  }

  private boolean simulated() {
    return manifest().source() == Manifest.Source.SIMULATION;
  }

  @Override
  public List<Kept> promises() {
    return promises;
  }

  @Override
  public SortedMap<String, String> rules() {
    return manifest().rules();
  }

  @Override
  public SortedMap<String, String> functions() {
    return manifest().functions();
  }

  @Override
  public String modified() {
    return manifest().modified();
  }

  @Override
  public Optional<Lab> lab() {
    return Optional.empty();
  }

  @Override
  public String place(Moment shown) {
    return simulated()
        ? Texts.of("STEP {0} of {1}", shown.view().number(), steps())
        : Texts.of("HAPPENING {0} of {1}", shown.number(), tape().last());
  }

  /** A laboratory has the name that its operator gave it. */
  private String title() {
    return simulated() ? LabText.of(manifest().title()) : manifest().title();
  }

  private long steps() {
    return history.getLast().number();
  }

  @Override
  public Caption caption(Moment shown) {
    Caption caption = simulated() ? ofRun(shown) : ofLab(shown);
    return recording.damage().isEmpty()
        ? caption
        : new Caption(
            caption.text() + "\n" + LabText.of(recording.damage()),
            caption.alarm(),
            caption.node());
  }

  private Caption ofLab(Moment shown) {
    String what =
        tape()
            .happening(shown.number())
            .map(happening -> ": " + HappeningText.of(happening, shown))
            .orElse("");
    List<Ending.Broken> broken = broken(recording);
    return new Caption(
        Texts.of(
            "Recording of {0}, {1}{2} · read-only{3}",
            Shortened.of(title(), 60),
            TimeText.of(shown.at()),
            what,
            broken.isEmpty() ? "" : "\n" + brokenPromise(broken.getFirst())));
  }

  private static String brokenPromise(Ending.Broken broken) {
    return Texts.of("A promise was broken: {0}", broken.promise());
  }

  private Caption ofRun(Moment shown) {
    long number = shown.view().number();
    Step taken = taken(shown);
    String step =
        Texts.of(
            "Step {0} of {1}, after {2}{3}",
            number, steps(), TimeText.of(shown.at()), taken.words());
    String run =
        Texts.of(" · simulation of {0} nodes, seed {1}", manifest().nodes(), manifest().seed());
    List<Ending.Broken> broken = broken(recording);
    if (broken.isEmpty()) {
      return new Caption(
          Texts.of("{0}, no promise broken · read-only", step + run), false, taken.node);
    }
    String violated = broken.getFirst().promise();
    if (shown.number() < tape().last()) {
      return new Caption(
          Texts.of(
              "{0} · read-only\nStep {1} breaks a promise: {2}", step + run, steps(), violated),
          false,
          taken.node);
    }
    String what = LabText.of(broken.getFirst().what());
    return new Caption(
        Texts.of(
            "Broken at step {0}, the last: {1}{2} · read-only\n{3}",
            number, violated, run, what.isEmpty() ? step : shortened(what)),
        true,
        taken.node);
  }

  /** What was done between two views. */
  private record Step(int node, String what) {
    String words() {
      return node == 0 ? "" : Texts.of(": {0} takes {1}", NodeNames.of(node), what);
    }
  }

  /** The step that led to the view shown. */
  private Step taken(Moment shown) {
    long read = numberOf(shown.view());
    List<Happening> before = tape().from(Math.max(1, read - LOOK_BACK), LOOK_BACK);
    for (Happening happening : before.reversed()) {
      if (happening.number() < read) {
        if (happening instanceof Happening.Stepped stepped) {
          int node = stepped.process().id();
          NodeView rows = shown.view().nodes().get(node);
          JournalEntry newest = rows == null ? null : rows.lastStep();
          boolean same =
              newest != null
                  && newest.version() == stepped.version()
                  && newest.event().type().equals(stepped.event());
          return new Step(
              node,
              newest != null && same
                  ? EventText.name(newest.event())
                  : Shortened.of(stepped.event(), 40));
        }
        if (happening instanceof Happening.Read) {
          break;
        }
      }
    }
    return new Step(0, "");
  }

  /** The beginning of a text that can hold whole messages; the list of promises has all of it. */
  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return Shortened.of(line, MOST_CHARS);
  }
}
