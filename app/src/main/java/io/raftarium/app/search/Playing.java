package io.raftarium.app.search;

import io.raftarium.app.model.Operator;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabException;
import io.raftarium.search.Player;
import io.raftarium.search.Schedule;
import java.util.Optional;
import javafx.application.Platform;

/** A schedule that is played in the laboratory of this window. FX thread only. */
final class Playing {
  private final Player player;
  private final Operator operator;
  private final Runnable changed;
  private boolean busy;
  private boolean over;
  private String trouble = "";

  /**
   * Begins to hold everything.
   *
   * @param changed told on the FX thread
   */
  Playing(Lab lab, Schedule schedule, Operator operator, Runnable changed) {
    this.player = new Player(lab, schedule);
    this.operator = operator;
    this.changed = changed;
    run(Texts.of("Hold everything"), player::begin);
  }

  Schedule schedule() {
    return player.schedule();
  }

  int made() {
    return player.played();
  }

  /** What went wrong; empty while nothing did. */
  String trouble() {
    return trouble;
  }

  /** Whether the laboratory goes by itself again. */
  boolean over() {
    return over;
  }

  /** Why no step can be made now. */
  Optional<String> obstacle() {
    return over
        ? Optional.of(Texts.of("nothing is played any longer"))
        : player.done()
            ? Optional.of(Texts.of("every step was made"))
            : busy
                ? Optional.of(Texts.of("a step is being made"))
                : trouble.isEmpty()
                    ? operator.idle()
                    : Optional.of(Texts.of("the nodes went another way"));
  }

  void next() {
    run(Texts.of("Next step"), player::next);
  }

  /** Lets everything go on by itself. */
  void end() {
    over = true;
    run(
        Texts.of("Let it go on"),
        () -> {
          player.end();
          player.lab().network().release(true);
          player.lab().time().resume();
        });
  }

  private void run(String what, Runnable act) {
    busy = true;
    changed.run();
    operator.run(
        what,
        _ -> {
          String failure = "";
          try {
            act.run();
          } catch (LabException e) {
            failure = String.valueOf(e.getMessage());
          }
          String came = failure;
          Platform.runLater(() -> {
            busy = false;
            trouble = came;
            changed.run();
          });
        });
  }
}
