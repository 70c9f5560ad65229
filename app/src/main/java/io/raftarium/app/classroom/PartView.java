package io.raftarium.app.classroom;

import io.raftarium.app.lesson.Page.Asked;
import io.raftarium.app.lesson.Page.Part;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A step of a lesson as it is read: its text, its question with the answer, what came of it. */
final class PartView extends VBox {
  private static final int MOST_RULES = 4;

  /**
   * Draws it.
   *
   * @param newest whether it is the step that is played now
   * @param answer takes the number of the choice
   * @param rules each with its text
   * @param rule shows a rule
   */
  PartView(
      Part part,
      boolean newest,
      IntConsumer answer,
      SortedMap<String, String> rules,
      Consumer<String> rule) {
    super(8);
    getStyleClass().addAll("lesson-part", newest && !part.over() ? "now" : "past");
    setMinWidth(0);
    if (!part.title().isEmpty()) {
      Label title = new Label(part.title());
      title.getStyleClass().add("lesson-heading");
      WrappedText.wrap(title);
      getChildren().add(title);
    }
    getChildren().add(Markdown.of(part.text()));
    Asked asked = part.asked();
    if (asked != null) {
      getChildren().add(question(part.id(), asked, answer, rules, rule));
    }
    for (String remark : part.remarks()) {
      getChildren().add(told(Feather.CORNER_DOWN_RIGHT, "lesson-remark", remark));
    }
    if (part.over() && !part.done().isEmpty()) {
      getChildren().add(told(Feather.CHECK, "lesson-done", part.done()));
    }
  }

  private static HBox told(Feather icon, String style, String text) {
    VBox words = Markdown.of(text);
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox line = new HBox(6, new FontIcon(icon), words);
    line.getStyleClass().add(style);
    return line;
  }

  private static VBox question(
      String step,
      Asked asked,
      IntConsumer answer,
      SortedMap<String, String> rules,
      Consumer<String> rule) {
    VBox box = new VBox(6);
    box.getStyleClass().add("lesson-question");
    box.getChildren().add(Markdown.of(asked.text()));
    if (asked.click() && asked.chosen() < 0) {
      Label click = new Label(Texts.of("Click the node in the stage."));
      click.getStyleClass().add("muted-text");
      box.getChildren().add(click);
    }
    List<Button> buttons = new ArrayList<>();
    for (int i = 0; i < asked.choices().size(); i++) {
      buttons.add(choice(step, asked, i, answer));
    }
    box.getChildren().addAll(buttons);
    if (asked.judged()) {
      Label verdict =
          new Label(asked.correct() ? Texts.of("Right.") : Texts.of("Not so: see what happens."));
      verdict.getStyleClass().add(asked.correct() ? "success-text" : "danger-text");
      WrappedText.wrap(verdict);
      box.getChildren().add(verdict);
      if (!asked.why().isEmpty()) {
        box.getChildren().add(Markdown.of(asked.why()));
      }
      asked.ran().stream()
          .limit(MOST_RULES)
          .forEach(name -> box.getChildren().add(rule(name, rules, rule)));
    }
    return box;
  }

  private static Button choice(String step, Asked asked, int number, IntConsumer answer) {
    Button button = new Button(Markdown.plain(asked.choices().get(number)));
    button.setId("lesson-choice-" + step + "-" + number);
    button.setMaxWidth(Double.MAX_VALUE);
    button.getStyleClass().add("lesson-choice");
    button.setMnemonicParsing(false);
    WrappedText.wrap(button);
    if (asked.chosen() >= 0) {
      button.setMouseTransparent(true);
      button.setFocusTraversable(false);
      boolean right = asked.right().contains(number);
      boolean mine = asked.chosen() == number;
      if (right) {
        button.getStyleClass().add("right");
        button.setGraphic(new FontIcon(Feather.CHECK));
        button.setAccessibleText(Texts.of("Right: {0}", button.getText()));
      } else if (mine && asked.judged()) {
        button.getStyleClass().add("wrong");
        button.setGraphic(new FontIcon(Feather.X));
        button.setAccessibleText(Texts.of("Chosen, but not so: {0}", button.getText()));
      } else if (mine) {
        button.getStyleClass().add("mine");
        button.setGraphic(new FontIcon(Feather.CIRCLE));
      }
    } else {
      button.setOnAction(_ -> answer.accept(number));
    }
    return button;
  }

  private static VBox rule(String name, SortedMap<String, String> rules, Consumer<String> rule) {
    Hyperlink link = new Hyperlink(name);
    link.getStyleClass().addAll("mono", "lesson-rule");
    link.setAccessibleText(Texts.of("Show rule {0} in Figure 2", name));
    link.setOnAction(_ -> rule.accept(name));
    Label text = new Label(Texts.of(rules.getOrDefault(name, "")));
    text.getStyleClass().add("muted-text");
    WrappedText.wrap(text);
    return new VBox(link, text);
  }
}
