package io.raftarium.app.verbs;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.model.Selection;
import io.raftarium.app.words.Texts;
import io.raftarium.reason.Question;
import io.raftarium.view.Moment;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;

/** The commands that ask why the selected node is as it is. */
public final class WhyVerbs {
  private final Supplier<Moment> shown;
  private final Selection selection;

  /**
   * Of a window.
   *
   * @param shown the moment that it shows
   */
  public WhyVerbs(Supplier<Moment> shown, Selection selection) {
    this.shown = shown;
    this.selection = selection;
  }

  /** Adds them. */
  public void addTo(Actions commands) {
    commands.add(
        asks(
                "why.role",
                Texts.mark("Why this role?"),
                Texts.mark("Tells what made the selected node what it is"))
            .icon(Feather.HELP_CIRCLE)
            .key(Keys.ctrlShift(KeyCode.W))
            .does(() -> ask(Question.Role::new)));
    commands.add(
        asks(
                "why.term",
                Texts.mark("Why this term?"),
                Texts.mark("Tells what brought the selected node into its term"))
            .does(() -> ask(Question.Term::new)));
    commands.add(
        asks(
                "why.vote",
                Texts.mark("Why this vote?"),
                Texts.mark("Tells why the selected node votes as it does"))
            .does(() -> ask(Question.Vote::new)));
    commands.add(
        asks(
                "why.leader",
                Texts.mark("Why this leader?"),
                Texts.mark("Tells why the selected node follows whom it does"))
            .does(() -> ask(Question.Leader::new)));
    commands.add(
        asks(
                "why.commit",
                Texts.mark("Why this commit index?"),
                Texts.mark("Tells which majority let the selected node commit what it has"))
            .does(() -> ask(Question.Commit::new)));
  }

  private Action.Draft asks(String id, String text, String detail) {
    return Action.named(id, text, detail).unless(() -> node() == 0, "no node is selected");
  }

  /** The node that the inspector shows; 0 where there is none. */
  private int node() {
    int node = selection.shown().get();
    return shown.get().view().nodes().containsKey(node) ? node : 0;
  }

  private void ask(IntFunction<Question> of) {
    selection.ask(of.apply(node()));
  }
}
