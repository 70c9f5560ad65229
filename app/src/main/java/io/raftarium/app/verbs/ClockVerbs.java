package io.raftarium.app.verbs;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.model.Operator;
import io.raftarium.app.model.Selection;
import io.raftarium.app.model.Speeds;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab;
import io.raftarium.lab.Lab.Ability;
import io.raftarium.lab.LabException;
import io.raftarium.lab.Until;
import io.raftarium.view.Moment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The commands of the laboratory's time: pause, step, speed, and on until something happens. */
public final class ClockVerbs {
  private final Supplier<Moment> now;
  private final Selection selection;
  private final LabVerbs lab;
  private final Operator operator;

  /** Whether time is moved on until something happens. FX thread and the one that moves it. */
  private final AtomicBoolean searching = new AtomicBoolean();

  public ClockVerbs(Supplier<Moment> now, Selection selection, LabVerbs lab, Operator operator) {
    this.now = now;
    this.selection = selection;
    this.lab = lab;
    this.operator = operator;
  }

  public void addTo(Actions commands) {
    commands.add(
        Action.named(
                "clock.pause", "Pause or resume", "Stops the laboratory's time, or lets it go on")
            .icon(Feather.PAUSE)
            .key(Keys.key(KeyCode.F8))
            .unless(() -> lab.acting(Ability.TIME))
            .does(this::pauseOrResume));
    commands.add(
        Action.named(
                "clock.step",
                "Step",
                "Stops the time if it runs, and moves it on to the next thing that happens")
            .icon(Feather.SKIP_FORWARD)
            .key(Keys.key(KeyCode.F10))
            .unless(() -> lab.acting(Ability.TIME))
            .does(() -> operator.atOnce("Step", laboratory -> laboratory.time().step())));
    until(commands, "message", Texts.mark("Until the next message"), Until.MESSAGE);
    until(
        commands,
        "step",
        Texts.mark("Until the selected node's next step"),
        Until.STEP,
        KeyCombination.SHORTCUT_DOWN);
    until(
        commands,
        "commit",
        Texts.mark("Until the next commit"),
        Until.COMMIT,
        KeyCombination.SHIFT_DOWN);
    until(
        commands,
        "election",
        Texts.mark("Until the next election"),
        Until.ELECTION,
        KeyCombination.SHORTCUT_DOWN,
        KeyCombination.SHIFT_DOWN);
    speed(commands, "clock.faster", Texts.mark("Faster"), Feather.FAST_FORWARD, KeyCode.PERIOD, 1);
    speed(commands, "clock.slower", Texts.mark("Slower"), Feather.REWIND, KeyCode.COMMA, -1);
  }

  private void pauseOrResume() {
    boolean stopped = searching.getAndSet(false);
    boolean paused = now.get().paused();
    operator.atOnce(
        paused && !stopped ? Texts.of("Resume") : Texts.of("Pause"),
        laboratory -> {
          if (paused && !stopped) {
            laboratory.time().resume();
          } else {
            laboratory.time().pause();
          }
        });
  }

  private void until(
      Actions commands, String id, String text, Until what, KeyCombination.Modifier... modifiers) {
    commands.add(
        Action.named(
                "clock.until." + id,
                text,
                "Moves the time on, without waiting for it, until that happens, and stops it there")
            .icon(Feather.CHEVRONS_RIGHT)
            .key(new KeyCodeCombination(KeyCode.F9, modifiers))
            .unless(() -> lab.acting(Ability.TIME))
            .unless(
                () -> what == Until.STEP && selection.nodes().get().isEmpty(),
                "select a node first")
            .does(() -> search(text, what)));
  }

  private void search(String text, Until what) {
    if (!searching.compareAndSet(false, true)) {
      operator.say("Time is moved on already; pause stops it.");
      return;
    }
    int node = what == Until.STEP ? selection.shown().get() : 0;
    // Beside the operator's other verbs: those must go on meanwhile.
    operator.atOnce(
        text,
        laboratory ->
            Thread.ofVirtual().name("until").start(() -> move(laboratory, text, what, node)));
  }

  private void move(Lab laboratory, String text, Until what, int node) {
    try {
      boolean happened = laboratory.time().until(what, node, searching::get);
      if (!happened) {
        boolean stopped = !searching.get();
        Platform.runLater(() ->
            operator.say(
                stopped
                    ? Texts.of("{0}: stopped before it happened.", Texts.of(text))
                    : node == 0
                        ? Texts.of(
                            "{0}: nothing of the kind happened in {1} s of laboratory time.",
                            Texts.of(text), Until.LAB_LIMIT.toSeconds())
                        : Texts.of(
                            "{0}: nothing of the kind happened in {1} s of laboratory time at {2}.",
                            Texts.of(text), Until.LAB_LIMIT.toSeconds(), NodeNames.of(node))));
      }
    } catch (LabException e) {
      Platform.runLater(() -> operator.fail(text, e));
    } finally {
      searching.set(false);
    }
  }

  private void speed(Actions commands, String id, String text, Ikon icon, KeyCode key, int by) {
    commands.add(
        Action.named(id, text, "Changes how fast the laboratory's time passes")
            .icon(icon)
            .key(Keys.ctrlShift(key))
            .unless(() -> lab.acting(Ability.TIME))
            .unless(
                () -> {
                  int next = Speeds.step(now.get().speed()) + by;
                  return next < 0 || next >= Speeds.count();
                },
                "no further than this")
            .does(() -> setSpeed(Speeds.at(Speeds.step(now.get().speed()) + by))));
  }

  /** Sets the speed of the clock. */
  public void setSpeed(double speed) {
    operator.atOnce(
        Texts.of("Speed {0}", Speeds.text(speed)), laboratory -> laboratory.time().speed(speed));
  }
}
