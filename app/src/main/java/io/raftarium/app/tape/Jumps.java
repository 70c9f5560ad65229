package io.raftarium.app.tape;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Source;
import io.raftarium.app.tape.TapeModel.Mark;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.record.Happening;
import io.raftarium.record.Tape;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Moment;
import io.raftarium.view.Sorted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Goes from the shown moment to the next or the previous one of a kind. FX thread only. */
public final class Jumps {
  /** How many happenings are looked through for a node's step at once, and at most. */
  private static final int CHUNK = 512;

  private static final int MOST_CHUNKS = 400;

  /** A step is on the tape within this time of when the database says it began. */
  private static final Duration NEAR = Duration.ofSeconds(2);

  /** What is jumped to. */
  public enum Target {
    /** A node stands for election, or one becomes leader. */
    ELECTION(Texts.mark("election")),
    /** A leader commits. */
    COMMIT(Texts.mark("commit")),
    /** Something goes wrong, or is made to. */
    FAULT(Texts.mark("fault")),
    /** The selected node takes a step. */
    STEP(Texts.mark("step of the selected node")),
    /** A moment that has a name. */
    MARKER(Texts.mark("named moment"));

    private final String words;

    Target(String words) {
      this.words = words;
    }

    /** In English words. */
    public String words() {
      return words;
    }
  }

  private final AppContext context;
  private final TapeModel model;

  Jumps(AppContext context, TapeModel model) {
    this.context = context;
    this.model = model;
  }

  /**
   * Goes there.
   *
   * @param forward to the next one, or else to the previous one
   * @return why there is none; empty where it went
   */
  public Optional<String> go(Target target, boolean forward) {
    Moment past = context.playhead().past().get();
    Source source = context.source();
    long shown = past == null ? source.moment().number() : past.number();
    long found =
        past == null && forward
            ? 0
            : switch (target) {
              case STEP -> step(shown, forward);
              case MARKER -> marker(shown, forward);
              case ELECTION, COMMIT, FAULT -> mark(target, shown, forward);
            };
    if (found == 0) {
      String what =
          target == Target.STEP
              ? Texts.of("step of {0}", NodeNames.of(context.selection().shown().get()))
              : Texts.of(target.words());
      return Optional.of(
          forward
              ? Texts.of("There is no later {0} on the tape.", what)
              : Texts.of("There is no earlier {0} on the tape, as far as it is kept.", what));
    }
    context.playhead().show(source.at(found));
    return Optional.empty();
  }

  private long marker(long shown, boolean forward) {
    List<Long> numbers =
        context.source().tape().markers().all().stream().map(each -> each.number()).toList();
    return (forward ? numbers : numbers.reversed())
        .stream()
            .filter(number -> forward ? number > shown : number < shown)
            .findFirst()
            .orElse(0L);
  }

  /** Marks are in the order of their times: those beyond the shown one are looked at from it on. */
  private long mark(Target target, long shown, boolean forward) {
    // Where exactly those are that are far away on the other side does not matter.
    Instant at = context.source().at(shown).at();
    Instant from = forward ? at.minus(NEAR) : Instant.MIN;
    Instant until = forward ? Instant.MAX : at.plus(NEAR);
    List<Mark> all =
        model.marks().stream()
            .filter(mark -> mark.sign().target() == target)
            .filter(mark -> !mark.at().isBefore(from) && !mark.at().isAfter(until))
            .toList();
    for (Mark mark : forward ? all : all.reversed()) {
      long number = number(mark);
      if (forward ? number > shown : number < shown) {
        return number;
      }
    }
    return 0;
  }

  /** The first moment that has what a mark stands for. */
  private long number(Mark mark) {
    Source source = context.source();
    boolean runs = source.lab().isPresent();
    if (mark.node() == 0 && runs) {
      return source.at(mark.at()).number();
    }
    List<ClusterView> history = source.history();
    if (history.isEmpty()) {
      return 0;
    }
    int first = Sorted.first(history, view -> !view.at().isBefore(mark.at()));
    long read = source.numberOf(history.get(Math.min(first, history.size() - 1)));
    return runs ? stepOf(mark, read) : read;
  }

  /** A step is told when it is committed, a little before or after its rows are read. */
  private long stepOf(Mark mark, long read) {
    Tape tape = context.source().tape();
    return tape.from(Math.max(tape.first(), read - CHUNK), 2 * CHUNK).stream()
        .filter(each ->
            each instanceof Happening.Stepped step
                && step.process().id() == mark.node()
                && step.version() == mark.version())
        .mapToLong(Happening::number)
        .findFirst()
        .orElse(read);
  }

  private long step(long shown, boolean forward) {
    int node = context.selection().shown().get();
    Tape tape = context.source().tape();
    long from = forward ? shown + 1 : Math.max(tape.first(), shown - CHUNK);
    long until = shown;
    for (int i = 0; i < MOST_CHUNKS; i++) {
      List<Happening> part = tape.from(from, CHUNK);
      if (part.isEmpty()) {
        return 0;
      }
      long end = until;
      List<Long> steps =
          part.stream()
              .filter(each -> forward || each.number() < end)
              .filter(each -> each instanceof Happening.Stepped step && step.process().id() == node)
              .map(Happening::number)
              .toList();
      if (!steps.isEmpty()) {
        return forward ? steps.getFirst() : steps.getLast();
      }
      if (forward) {
        from = part.getLast().number() + 1;
      } else if (from <= tape.first()) {
        return 0;
      } else {
        until = from;
        from = Math.max(tape.first(), from - CHUNK);
      }
    }
    return 0;
  }

  /** The id of its action. */
  public static String id(Target target, boolean forward) {
    return "time." + (forward ? "next." : "previous.") + target.name().toLowerCase(Locale.ROOT);
  }
}
