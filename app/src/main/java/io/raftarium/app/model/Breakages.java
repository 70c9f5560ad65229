package io.raftarium.app.model;

import io.raftarium.app.words.LabText;
import io.raftarium.app.words.PromiseText;
import io.raftarium.promise.Kept;
import io.raftarium.promise.Promise;
import io.raftarium.record.Happening;
import io.raftarium.view.NodeView;
import io.raftarium.view.Sorted;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The way from a broken promise to the moment at which it broke, and to the node where it did. */
public final class Breakages {
  /** Happenings between a step and the reading of its rows, at most. */
  private static final int AROUND = 200;

  private static final Pattern NODE = Pattern.compile("\\b(?:node|leader) (\\d{1,6})\\b");

  private final Source source;
  private final Playhead playhead;
  private final Selection selection;
  private final Map<Promise, Place> found = new EnumMap<>(Promise.class);

  /**
   * The step after which a promise was seen broken.
   *
   * @param happening its number on the tape
   * @param event what the node took
   * @param shown the happening whose moment shows it
   * @param view in which it was seen
   */
  public record Place(long happening, int node, String event, long shown, long view) {}

  public Breakages(Source source, Playhead playhead, Selection selection) {
    this.source = source;
    this.playhead = playhead;
    this.selection = selection;
  }

  /** Shows the first moment at which a promise is seen broken. FX thread. */
  public void show(Kept kept) {
    Optional<Place> place = place(kept);
    if (place.isPresent()) {
      playhead.show(source.at(place.get().shown()));
      selection.select(place.get().node());
      selection.pick(new Pick.Step(place.get().node(), place.get().happening()));
    } else if (index(kept).isPresent()) {
      playhead.show(source.tape().reads().get(index(kept).get()).view());
    } else if (!kept.witnesses().isEmpty()) {
      playhead.show(kept.witnesses().getFirst().endedAt());
    }
  }

  /** What was seen instead of a promise that was kept, and after which step. */
  public String words(Kept kept) {
    String what = LabText.of(Objects.requireNonNullElse(kept.breach(), ""));
    return place(kept)
        .map(place -> PromiseText.broken(what, place.node(), place.event(), place.happening()))
        .orElse(what);
  }

  /** After which step it broke, as far as the tape has it. FX thread. */
  public Optional<Place> place(Kept kept) {
    Place known = found.get(kept.promise());
    if (known != null && known.view() == kept.seenAt()) {
      return Optional.of(known);
    }
    Optional<Place> place = index(kept).flatMap(at -> place(kept, at));
    place.ifPresent(each -> found.put(kept.promise(), each));
    return place;
  }

  /**
   * Where several steps were taken between two readings, it is that of the node which the breach
   * names, and the one that made the row what broke the promise.
   */
  private Optional<Place> place(Kept kept, int at) {
    List<Happening.Read> reads = source.tape().reads();
    Happening.Read read = reads.get(at);
    Matcher named = NODE.matcher(String.valueOf(kept.breach()));
    int said = named.find() ? Integer.parseInt(named.group(1)) : 0;
    NodeView end = read.view().nodes().get(said);
    NodeView before = at == 0 ? null : reads.get(at - 1).view().nodes().get(said);
    List<Happening.Stepped> own = new ArrayList<>();
    Happening.Stepped newest = null;
    // A node tells of its step when it likes, the rows may be read before.
    long from = Math.max(1, read.number() - AROUND);
    for (Happening happening : source.tape().from(from, 2 * AROUND)) {
      if (happening instanceof Happening.Stepped step) {
        newest = step.number() < read.number() ? step : newest;
        if (step.process().id() == said
            && end != null
            && step.version() <= end.version()
            && step.version() > (before == null ? 0 : before.version())) {
          own.add(step);
        }
      }
    }
    for (Happening.Stepped step : own) {
      NodeView then = source.at(step.number()).view().nodes().get(said);
      if (!step.equals(own.getLast()) && then != null && end != null && shows(kept, then, end)) {
        return Optional.of(place(step, step.number(), kept));
      }
    }
    return Optional.ofNullable(own.isEmpty() ? newest : own.getLast())
        .map(step -> place(step, Math.max(step.number(), read.number()), kept));
  }

  private static Place place(Happening.Stepped step, long shown, Kept kept) {
    return new Place(step.number(), step.process().id(), step.event(), shown, kept.seenAt());
  }

  /** Whether a row is already as it was when the promise was seen broken, in what it is about. */
  private static boolean shows(Kept kept, NodeView then, NodeView end) {
    return switch (kept.promise().unit()) {
      case TERMS -> then.state().isLeader() && then.currentTerm() == end.currentTerm();
      case VOTES ->
          then.currentTerm() == end.currentTerm()
              && Objects.equals(then.votedFor(), end.votedFor());
      case COMMITTED, ANSWERS -> then.commitIndex() == end.commitIndex();
      case ENTRIES ->
          then.lastLogIndex() == end.lastLogIndex() && then.lastLogTerm() == end.lastLogTerm();
      case STEPS, ROWS, HISTORY -> false;
    };
  }

  /** The reading in which it was seen first. */
  private Optional<Integer> index(Kept kept) {
    List<Happening.Read> reads = source.tape().reads();
    int first = Sorted.first(reads, read -> read.view().number() >= kept.seenAt());
    return kept.seenAt() > 0 && first < reads.size() ? Optional.of(first) : Optional.empty();
  }
}
