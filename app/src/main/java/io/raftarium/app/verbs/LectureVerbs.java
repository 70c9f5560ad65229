package io.raftarium.app.verbs;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.model.Lectern;
import io.raftarium.app.model.Operator;
import io.raftarium.app.words.Texts;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.feather.Feather;

/** What one does before an audience: show it large, go on, go back, point. */
public final class LectureVerbs {
  private final Lectern lectern;
  private final Operator operator;

  public LectureVerbs(Lectern lectern, Operator operator) {
    this.lectern = lectern;
    this.operator = operator;
  }

  /**
   * Adds them.
   *
   * @param lecture shows the window to an audience, or as usual again
   * @param pointer shows a spot of light at the mouse, or hides it
   * @param side shows or hides the inspector's place
   * @param below shows or hides the logs' place
   */
  public void addTo(
      Actions commands, Runnable lecture, Runnable pointer, Runnable side, Runnable below) {
    commands.add(
        Action.named(
                "view.lecture",
                "Lecture mode, or back",
                "Shows all of it so large that the last row can read it, in high contrast, with"
                    + " nothing that is not needed; PageDown and PageUp go on and back")
            .icon(Feather.CAST)
            .key(Keys.key(KeyCode.F11))
            .does(lecture));
    commands.add(
        Action.named(
                "view.pointer",
                "Light pointer",
                "A spot of light follows the mouse, so that everybody sees what is meant")
            .icon(Feather.DISC)
            .key(new KeyCodeCombination(KeyCode.F11, KeyCombination.SHORTCUT_DOWN))
            .does(pointer));
    commands.add(
        Action.named(
                "view.side",
                "Show or hide the side",
                "The place of the inspector and of the panels beside it")
            .icon(Feather.SIDEBAR)
            .key(Keys.ctrl(KeyCode.B))
            .does(side));
    commands.add(
        Action.named(
                "view.below",
                "Show or hide what is below",
                "The place of the logs and of the panels beside them")
            .icon(Feather.COLUMNS)
            .key(Keys.ctrl(KeyCode.U))
            .does(below));
    step(
        commands,
        "present.next",
        Texts.mark("Go on"),
        Texts.mark("In a lesson its next step, else the next thing that happened"),
        KeyCode.PAGE_DOWN,
        lectern::next);
    step(
        commands,
        "present.back",
        Texts.mark("Go back"),
        Texts.mark("In a lesson the step before, else what happened before"),
        KeyCode.PAGE_UP,
        lectern::back);
  }

  private void step(
      Actions commands,
      String id,
      String text,
      String detail,
      KeyCode key,
      Supplier<Optional<String>> go) {
    commands.add(
        Action.named(id, text, detail)
            .icon(key == KeyCode.PAGE_DOWN ? Feather.CHEVRON_RIGHT : Feather.CHEVRON_LEFT)
            .key(Keys.ctrl(key))
            .does(() ->
                go.get()
                    .ifPresent(why -> operator.say(Texts.of("{0}: {1}.", Texts.of(text), why)))));
  }
}
