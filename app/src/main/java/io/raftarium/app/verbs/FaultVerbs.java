package io.raftarium.app.verbs;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.model.Lasting;
import io.raftarium.app.model.Operator;
import io.raftarium.app.words.DeedText;
import io.raftarium.app.words.FaultText;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab;
import io.raftarium.lab.Lab.Acts.Undone;
import io.raftarium.view.Deed;
import io.raftarium.view.LabEvent;
import io.raftarium.view.Moment;
import io.raftarium.view.TimedFault;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;

/** The commands that end faults, say how long they last, and undo what the operator did. */
public final class FaultVerbs {
  /** How long faults may last, s; 0 for until they are mended. */
  private static final List<Integer> SECONDS = List.of(0, 2, 5, 15, 60);

  private static final int MOST_SKIPPED = 3;

  private final Supplier<Moment> now;
  private final LabVerbs lab;
  private final Operator operator;
  private final Optional<Lab> source;
  private final Lasting lasting;

  /**
   * Of a laboratory.
   *
   * @param source empty for a file, where nothing can be done
   */
  public FaultVerbs(
      Supplier<Moment> now,
      LabVerbs lab,
      Operator operator,
      Optional<Lab> source,
      Lasting lasting) {
    this.now = now;
    this.lab = lab;
    this.operator = operator;
    this.source = source;
    this.lasting = lasting;
  }

  public void addTo(Actions commands) {
    commands.add(
        Action.named(
                "fault.end-all",
                "End every fault",
                "Heals links and partition, delivers what is held, starts and resumes nodes, and"
                    + " sets disks and clocks right; a load goes on")
            .icon(Feather.LIFE_BUOY)
            .key(Keys.ctrlShift(KeyCode.H))
            .unless(lab::acting)
            .unless(() -> !broken(now.get()), "there is no fault")
            .does(() ->
                operator.run(
                    Texts.of("End every fault"),
                    laboratory -> {
                      Deed.FaultsEnded ended = laboratory.faults().endAll();
                      say(DeedText.sentence(ended));
                    })));
    commands.add(
        Action.named(
                "fault.end-next",
                "End a timed fault now",
                "Ends the fault whose time is over next, before it is")
            .icon(Feather.CHECK_CIRCLE)
            .key(Keys.ctrlShift(KeyCode.D))
            .unless(lab::acting)
            .unless(() -> next().isEmpty(), "no fault ends by itself now")
            .does(() -> next().ifPresent(this::end)));
    lastings(commands);
    commands.add(
        step(
            Action.named(
                    "edit.undo",
                    "Undo",
                    "Sets what there was before the last change of links, processes, disks or speed")
                .icon(Feather.CORNER_UP_LEFT)
                .key(Keys.ctrl(KeyCode.Z)),
            Lab.Acts::undoable,
            Texts.mark("there is nothing to undo"),
            true));
    commands.add(
        step(
            Action.named("edit.redo", "Redo", "Does again what was undone last")
                .icon(Feather.CORNER_UP_RIGHT)
                .key(Keys.ctrlShift(KeyCode.Z)),
            Lab.Acts::redoable,
            Texts.mark("there is nothing to do again"),
            false));
  }

  private void lastings(Actions commands) {
    for (int seconds : SECONDS) {
      commands.add(
          Action.named(
                  "fault.lasting." + seconds,
                  seconds == 0
                      ? Texts.phrase("Faults stay until they are mended")
                      : Texts.phrase("Faults end after {0} s", seconds),
                  "What is broken next stays so for so long, in laboratory time: kills, pauses,"
                      + " cuts, partitions, rules of links, slow disks")
              .icon(Feather.WATCH)
              .unless(lab::acting)
              .unless(() -> seconds == chosen(), "chosen")
              .does(() -> choose(seconds)));
    }
    commands.add(
        Action.named(
                "fault.lasting.next",
                "How long faults last",
                "Chooses the next of 2, 5, 15 and 60 s of laboratory time, and until they are mended")
            .icon(Feather.WATCH)
            .key(Keys.ctrl(KeyCode.D))
            .unless(lab::acting)
            .does(() -> choose(SECONDS.get((SECONDS.indexOf(chosen()) + 1) % SECONDS.size()))));
  }

  private int chosen() {
    return lasting.time().map(time -> (int) time.toSeconds()).orElse(0);
  }

  private void choose(int seconds) {
    lasting.set(seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds)));
    operator.say(
        seconds == 0
            ? Texts.of("What is broken next stays so until it is mended.")
            : Texts.of("What is broken next ends by itself after {0} s.", seconds));
  }

  private Optional<TimedFault> next() {
    return TimedFault.running(now.get().events()).stream()
        .min(Comparator.comparing(fault -> fault.time().end()));
  }

  private void end(TimedFault fault) {
    operator.run(
        Texts.of("End a timed fault now"),
        laboratory -> {
          laboratory.faults().end(fault.number());
          say(Texts.of("Ended: {0}.", FaultText.of(fault.fault())));
        });
  }

  private Action step(
      Action.Draft draft, Function<Lab.Acts, Optional<Deed>> next, String none, boolean back) {
    Supplier<Optional<Deed>> newest = () -> source.flatMap(each -> next.apply(each.acts()));
    return draft
        .naming(() -> newest.get().map(DeedText::of))
        .unless(lab::acting)
        .unless(() -> newest.get().isEmpty(), none)
        .does(() ->
            operator.run(
                draft.text().text(),
                laboratory ->
                    say(told(back ? laboratory.acts().undo() : laboratory.acts().redo(), back))));
  }

  private static String told(Undone undone, boolean back) {
    String what =
        undone
            .act()
            .map(deed ->
                back
                    ? Texts.of("Undone: {0}.", DeedText.of(deed))
                    : Texts.of("Done again: {0}.", DeedText.of(deed)))
            .orElse(back ? Texts.of("Nothing is undone.") : Texts.of("Nothing is done again."));
    List<Deed> skipped = undone.skipped();
    if (skipped.isEmpty()) {
      return what;
    }
    String names =
        String.join("; ", skipped.stream().limit(MOST_SKIPPED).map(DeedText::of).toList());
    return skipped.size() <= MOST_SKIPPED
        ? Texts.of("{0} Passed over, for it cannot be undone now: {1}.", what, names)
        : Texts.of(
            "{0} Passed over, for they cannot be undone now: {1} and {2} more.",
            what, names, skipped.size() - MOST_SKIPPED);
  }

  private void say(String text) {
    Platform.runLater(() -> operator.say(text));
  }

  /** Whether there is anything that would be mended. */
  static boolean broken(Moment moment) {
    return !moment.links().isEmpty()
        || !moment.partition().isEmpty()
        || moment.wire().stream().anyMatch(each -> each.fate() == WireMessage.Fate.HELD)
        || moment.processes().values().stream()
            .anyMatch(process ->
                process.own().clockRate() != 1
                    || switch (process.state()) {
                      case PAUSED, DOWN, FAILED -> true;
                      case RUNNING, UNKNOWN -> false;
                    })
        || held(moment)
        || !badDisks(moment).isEmpty();
  }

  private static boolean held(Moment moment) {
    boolean holds = false;
    for (LabEvent event : moment.events()) {
      holds =
          switch (event.deed()) {
            case Deed.Held _ -> true;
            case Deed.Released _, Deed.Started _, Deed.Opened _ -> false;
            default -> holds;
          };
    }
    return holds;
  }

  /** Nodes whose disk is slow, or whose server is down. */
  private static Set<Integer> badDisks(Moment moment) {
    Set<Integer> bad = new HashSet<>();
    for (LabEvent event : moment.events()) {
      switch (event.deed()) {
        case Deed.DiskSlowed(int node, Duration more) -> {
          boolean _ = more.isZero() ? bad.remove(node) : bad.add(node);
        }
        case Deed.ServerKilled(int node) -> {
          boolean _ = bad.add(-node);
        }
        case Deed.ServerRestarted(int node) -> {
          boolean _ = bad.remove(-node);
        }
        case Deed.Wiped(int node) -> bad.removeAll(List.of(node, -node));
        default -> {}
      }
    }
    return bad;
  }
}
