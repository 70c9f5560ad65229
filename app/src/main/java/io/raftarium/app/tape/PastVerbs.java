package io.raftarium.app.tape;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.tape.Jumps.Target;
import io.raftarium.app.words.Texts;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The commands that go through the past, and name its moments. */
public final class PastVerbs {
  private final AppContext context;
  private final Jumps jumps;

  public PastVerbs(AppContext context, Jumps jumps) {
    this.context = context;
    this.jumps = jumps;
  }

  /**
   * Adds them.
   *
   * @param markers shows the named moments
   */
  public void addTo(Actions commands, Runnable markers) {
    both(commands, Target.ELECTION, Feather.ZAP, KeyCode.E);
    both(commands, Target.COMMIT, Feather.CHECK, KeyCode.C);
    both(commands, Target.FAULT, Feather.ALERT_TRIANGLE, KeyCode.F);
    both(commands, Target.STEP, Feather.TARGET, KeyCode.N);
    both(commands, Target.MARKER, Feather.FLAG, KeyCode.M);
    commands.add(
        Action.named("time.live", "Back to live", "Shows the present again, or a file's end")
            .icon(Feather.RADIO)
            .key(Keys.key(KeyCode.L))
            .unless(
                () -> context.playhead().past().get() == null,
                context.source().lab().isPresent()
                    ? Texts.mark("the window is live")
                    : Texts.mark("it is the end"))
            .does(() -> context.playhead().live()));
    commands.add(
        Action.named(
                "time.markers",
                "Named moments…",
                "Gives the shown moment a name, and lists those that have one")
            .icon(Feather.FLAG)
            .key(Keys.ctrl(KeyCode.M))
            .does(markers));
  }

  private void both(Actions commands, Target target, Ikon icon, KeyCode key) {
    one(commands, target, true, icon, new KeyCodeCombination(key, KeyCombination.ALT_DOWN));
    one(
        commands,
        target,
        false,
        icon,
        new KeyCodeCombination(key, KeyCombination.ALT_DOWN, KeyCombination.SHIFT_DOWN));
  }

  private void one(
      Actions commands, Target target, boolean forward, Ikon icon, KeyCombination key) {
    commands.add(
        Action.named(
                Jumps.id(target, forward),
                forward
                    ? Texts.phrase("Next {0}", Texts.phrase(target.words()))
                    : Texts.phrase("Previous {0}", Texts.phrase(target.words())),
                "Looks at that moment of the past")
            .icon(icon)
            .key(key)
            .unless(() ->
                forward && context.playhead().past().get() == null
                    ? Optional.of(Texts.of("the newest moment is shown"))
                    : Optional.empty())
            .does(() -> jumps.go(target, forward).ifPresent(context.operator()::say)));
  }
}
