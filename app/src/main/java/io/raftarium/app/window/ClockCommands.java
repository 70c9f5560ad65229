package io.raftarium.app.window;

import io.raftarium.app.command.Command;
import io.raftarium.app.command.CommandRegistry;
import io.raftarium.app.model.Operator;
import io.raftarium.app.model.Selection;
import io.raftarium.app.model.Speeds;
import io.raftarium.app.words.NodeNames;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabException;
import io.raftarium.lab.Until;
import io.raftarium.time.LabClock;
import io.raftarium.view.Moment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The commands of the laboratory's time: pause, step, speed, and on until something happens. */
final class ClockCommands {
  private final Supplier<Moment> now;
  private final Selection selection;
  private final LabCommands lab;
  private final Operator operator;

  /** Whether time is moved on until something happens. FX thread and the one that moves it. */
  private final AtomicBoolean searching = new AtomicBoolean();

  ClockCommands(Supplier<Moment> now, Selection selection, LabCommands lab, Operator operator) {
    this.now = now;
    this.selection = selection;
    this.lab = lab;
    this.operator = operator;
  }

  void addTo(CommandRegistry commands) {
    commands.add(
        new Command(
            "clock.pause",
            "Pause or resume",
            "Stops the laboratory's time, or lets it go on",
            Feather.PAUSE,
            LabCommands.key(KeyCode.F8),
            lab::acting,
            this::pauseOrResume));
    commands.add(
        new Command(
            "clock.step",
            "Step",
            "Stops the time if it runs, and moves it on to the next thing that happens",
            Feather.SKIP_FORWARD,
            LabCommands.key(KeyCode.F10),
            lab::acting,
            () -> operator.run("Step", laboratory -> step(laboratory.clock()))));
    until(commands, "message", "Until the next message", Until.MESSAGE);
    until(
        commands,
        "step",
        "Until the selected node's next step",
        Until.STEP,
        KeyCombination.SHORTCUT_DOWN);
    until(commands, "commit", "Until the next commit", Until.COMMIT, KeyCombination.SHIFT_DOWN);
    until(
        commands,
        "election",
        "Until the next election",
        Until.ELECTION,
        KeyCombination.SHORTCUT_DOWN,
        KeyCombination.SHIFT_DOWN);
    speed(commands, "clock.faster", "Faster", Feather.FAST_FORWARD, KeyCode.PERIOD, 1);
    speed(commands, "clock.slower", "Slower", Feather.REWIND, KeyCode.COMMA, -1);
  }

  private void pauseOrResume() {
    boolean stopped = searching.getAndSet(false);
    boolean paused = now.get().paused();
    operator.run(
        paused && !stopped ? "Resume" : "Pause",
        laboratory -> {
          if (paused && !stopped) {
            laboratory.clock().resume();
          } else {
            laboratory.clock().pause();
          }
        });
  }

  private void until(
      CommandRegistry commands,
      String id,
      String text,
      Until what,
      KeyCombination.Modifier... modifiers) {
    commands.add(
        new Command(
            "clock.until." + id,
            text,
            "Moves the time on, without waiting for it, until that happens, and stops it there",
            Feather.CHEVRONS_RIGHT,
            new KeyCodeCombination(KeyCode.F9, modifiers),
            () ->
                LabCommands.first(
                    lab.acting(),
                    what == Until.STEP && selection.nodes().get().isEmpty()
                        ? Optional.of("select a node first")
                        : Optional.empty()),
            () -> search(text, what)));
  }

  private void search(String text, Until what) {
    if (!searching.compareAndSet(false, true)) {
      operator.say("Time is moved on already; F8 stops it.");
      return;
    }
    int node = what == Until.STEP ? selection.shown().get() : 0;
    // Beside the operator's other verbs: those must go on meanwhile.
    operator.run(
        text,
        laboratory ->
            Thread.ofVirtual().name("until").start(() -> move(laboratory, text, what, node)));
  }

  private void move(Lab laboratory, String text, Until what, int node) {
    try {
      boolean happened = what.run(laboratory, node, searching::get);
      if (!happened) {
        boolean stopped = !searching.get();
        Platform.runLater(() ->
            operator.say(
                stopped
                    ? text + ": stopped before it happened."
                    : text
                        + ": nothing of the kind happened in "
                        + Until.LAB_LIMIT.toSeconds()
                        + " s of laboratory time"
                        + (node == 0 ? "." : " at " + NodeNames.of(node) + ".")));
      }
    } catch (LabException e) {
      Platform.runLater(() -> operator.fail(text, e));
    } finally {
      searching.set(false);
    }
  }

  private void speed(
      CommandRegistry commands, String id, String text, Ikon icon, KeyCode key, int by) {
    commands.add(
        new Command(
            id,
            text,
            "Changes how fast the laboratory's time passes",
            icon,
            LabCommands.ctrl(key),
            () -> {
              int next = Speeds.step(now.get().speed()) + by;
              return LabCommands.first(
                  lab.acting(),
                  next < 0 || next >= Speeds.count()
                      ? Optional.of("no further than this")
                      : Optional.empty());
            },
            () -> setSpeed(Speeds.at(Speeds.step(now.get().speed()) + by))));
  }

  /** Sets the speed of the clock. */
  void setSpeed(double speed) {
    operator.run("Speed " + Speeds.text(speed), laboratory -> laboratory.clock().setSpeed(speed));
  }

  private static void step(LabClock clock) {
    clock.pause();
    long next = clock.nextAlarm();
    if (next != Long.MAX_VALUE) {
      clock.advance(Duration.ofNanos(Math.max(0, next - clock.now())));
    }
  }
}
