package io.raftarium.app.branches;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.view.Moment;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;

/** Opens a laboratory from the shown moment, in a window beside this one. */
public final class BranchVerbs {
  private final Supplier<Moment> shown;
  private final Opener opener;

  /**
   * Of a window.
   *
   * @param shown the moment that it shows
   */
  public BranchVerbs(Supplier<Moment> shown, Opener opener) {
    this.shown = shown;
    this.opener = opener;
  }

  public void addTo(Actions commands) {
    commands.add(
        Action.named(
                "lab.openFromHere",
                "Open from here",
                "A new laboratory beside this one begins with the shown moment: rows, messages under"
                    + " way, rules of links and timers as they were, its clock stopped")
            .icon(Feather.GIT_BRANCH)
            .key(Keys.ctrlShift(KeyCode.B))
            .unless(opener::opening, "one is being opened")
            .unless(() -> shown.get().view().nodes().isEmpty(), "there is no node")
            .does(this::open));
  }

  private void open() {
    Moment moment = shown.get();
    opener.open(moment, () -> opener.origin(moment), null);
  }
}
