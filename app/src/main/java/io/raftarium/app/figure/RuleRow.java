package io.raftarium.app.figure;

import io.raftarium.app.action.Action;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One rule on the page: its name and text, whose last step ran it, and the way to where it ran. */
final class RuleRow extends VBox {
  private static final PseudoClass RAN = PseudoClass.getPseudoClass("ran");
  private static final PseudoClass ELSEWHERE = PseudoClass.getPseudoClass("elsewhere");
  private static final PseudoClass PICKED = PseudoClass.getPseudoClass("picked");

  private final String rule;
  private final Label who = new Label();
  private final Hyperlink name;
  private final Label where = new Label();
  private final FlowPane ways = new FlowPane(4, 2);

  /** What a row leads to. */
  interface Ways {
    /** To where the rule ran last. */
    void last(String rule);

    /** To where it ran before that. */
    void older(String rule);

    /** To where it ran next. */
    void newer(String rule);

    /** To its source. */
    void source(String rule);
  }

  /**
   * Of a rule.
   *
   * @param lessons in which it is seen at work
   */
  RuleRow(String rule, String text, Ways to, List<Action> lessons) {
    this.rule = rule;
    getStyleClass().add("figure-rule");
    setId("figure-" + rule.replace('.', '-'));
    name = new Hyperlink(rule);
    name.getStyleClass().add("rule-link");
    name.setMinWidth(Region.USE_PREF_SIZE);
    name.setOnAction(_ -> to.last(rule));
    who.getStyleClass().add("figure-who");
    who.setMinWidth(0);
    HBox.setHgrow(who, Priority.ALWAYS);
    HBox head = new HBox(6, name, who);
    head.setAlignment(Pos.BASELINE_LEFT);
    Label words = new Label(text);
    words.getStyleClass().add("figure-text");
    WrappedText.wrap(words);
    where.getStyleClass().add("muted-text");
    WrappedText.wrap(where);
    ways.setAlignment(Pos.CENTER_LEFT);
    ways.getChildren()
        .addAll(
            way(Texts.of("Older"), "older", () -> to.older(rule)),
            way(Texts.of("Newer"), "newer", () -> to.newer(rule)),
            way(Texts.of("Source"), "source", () -> to.source(rule)));
    getChildren().addAll(head, words);
    if (!lessons.isEmpty()) {
      FlowPane seen = new FlowPane(8, 0);
      seen.getStyleClass().add("figure-lessons");
      for (Action lesson : lessons) {
        Hyperlink link = new Hyperlink(lesson.text());
        link.getStyleClass().add("small-text");
        link.setOnAction(_ -> lesson.run().run());
        seen.getChildren().add(link);
      }
      getChildren().add(seen);
    }
    getChildren().addAll(where, ways);
    picked(false, "");
    setOnMouseClicked(event -> {
      if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
        to.last(rule);
        event.consume();
      }
    });
    ran(false, new TreeSet<>());
  }

  private Button way(String text, String id, Runnable act) {
    Button button = new Button(text);
    button.setId("figure-" + id + "-" + rule.replace('.', '-'));
    button.getStyleClass().addAll("small");
    button.setOnAction(_ -> act.run());
    return button;
  }

  String rule() {
    return rule;
  }

  /** Whose last step ran it: that of the node that is shown, and those of others. */
  void ran(boolean shown, SortedSet<Integer> nodes) {
    pseudoClassStateChanged(RAN, shown);
    pseudoClassStateChanged(ELSEWHERE, !shown && !nodes.isEmpty());
    who.setText(nodes.isEmpty() ? "" : NodeNames.list(nodes));
    name.setAccessibleText(
        rule
            + (nodes.isEmpty()
                ? ""
                : Texts.of(", ran in the last step of {0}", NodeNames.list(nodes))));
  }

  /** Shows the ways from here, and where it ran. */
  void picked(boolean picked, String place) {
    pseudoClassStateChanged(PICKED, picked);
    where.setText(place);
    for (Region each : new Region[] {where, ways}) {
      each.setVisible(picked);
      each.setManaged(picked);
    }
  }
}
