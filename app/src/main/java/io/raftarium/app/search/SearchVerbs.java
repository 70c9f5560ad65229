package io.raftarium.app.search;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.words.Texts;
import io.raftarium.view.Moment;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;

/** Asks whether something can happen, and makes the next step of what is played. */
public final class SearchVerbs {
  private final SearchPanel panel;
  private final Supplier<Moment> shown;

  /**
   * Of a window.
   *
   * @param shown the moment that it shows
   */
  public SearchVerbs(SearchPanel panel, Supplier<Moment> shown) {
    this.panel = panel;
    this.shown = shown;
  }

  public void addTo(Actions commands) {
    commands.add(
        Action.named(
                "search.open",
                "Can it happen?",
                "Searches from the shown moment for a way to two leaders, another leader, a lost"
                    + " entry, and plays it on real nodes")
            .icon(Feather.SEARCH)
            .key(Keys.ctrlShift(KeyCode.F))
            .unless(() -> shown.get().view().nodes().isEmpty(), "there is no node")
            .does(() -> {
              panel.offer(shown.get());
              commands.run("panel.search");
            }));
    commands.add(
        Action.named(
                "search.next",
                "Make the next step",
                "Of the way that is played in this window, on its nodes")
            .icon(Feather.SKIP_FORWARD)
            .key(Keys.key(KeyCode.F5))
            .unless(this::obstacle)
            .does(() -> {
              Playing playing = panel.playing();
              if (playing != null) {
                playing.next();
              }
            }));
  }

  private Optional<String> obstacle() {
    Playing playing = panel.playing();
    return playing == null
        ? Optional.of(Texts.of("nothing is played in this window: search for a way first"))
        : playing.obstacle();
  }
}
