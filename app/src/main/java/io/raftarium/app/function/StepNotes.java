package io.raftarium.app.function;

import io.raftarium.app.parts.FieldLines;
import io.raftarium.app.words.JsonText;
import io.raftarium.app.words.StepDetails;
import io.raftarium.app.words.Texts;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** Beside the source of a step: the rules that ran, in words, the event and what changed. */
final class StepNotes {
  private final Consumer<String> chosen;
  private final VBox rules = new VBox();
  private final FieldLines event = new FieldLines("function-event");
  private final FieldLines row = new FieldLines("function-row");
  private final Label heading = new Label();
  private final Node rowSection = section(new Label(Texts.of("ROW BEFORE → AFTER")), row);
  private final Node eventSection = section(new Label(Texts.of("THE EVENT")), event);
  private final VBox root = new VBox();

  /** What is chosen of the rules is handed on by name. */
  StepNotes(Consumer<String> chosen) {
    this.chosen = chosen;
    rules.setId("function-rules");
    rules.getStyleClass().add("step-rules");
    root.getStyleClass().add("step-notes");
    root.getChildren().addAll(section(heading, rules), rowSection, eventSection);
  }

  Node node() {
    return root;
  }

  void show(StepDetails details, Map<String, String> texts) {
    heading.setText(Texts.of("THE RULES THAT RAN"));
    rules(details.rules().stream().distinct().toList(), texts);
    row.clear();
    row.changes(details);
    event.clear();
    JsonText.fields(details.step().event().body()).forEach(event::line);
    shown(true);
  }

  /** A rule of which no step is shown. */
  void show(String rule, Map<String, String> texts) {
    heading.setText(Texts.of("THE RULE"));
    rules(List.of(rule), texts);
    shown(false);
  }

  private void shown(boolean step) {
    for (Node section : List.of(rowSection, eventSection)) {
      section.setVisible(step);
      section.setManaged(step);
    }
  }

  private void rules(List<String> names, Map<String, String> texts) {
    rules.getChildren().clear();
    for (String name : names) {
      Hyperlink link = new Hyperlink(name);
      link.getStyleClass().add("rule-link");
      link.setOnAction(_ -> chosen.accept(name));
      Text text = new Text("  " + Texts.of(texts.getOrDefault(name, "")));
      text.getStyleClass().add("rule-text");
      rules.getChildren().add(new TextFlow(link, text));
    }
    if (rules.getChildren().isEmpty()) {
      rules.getChildren().add(FieldLines.muted(Texts.of("none")));
    }
  }

  private static Node section(Label label, Node content) {
    label.getStyleClass().add("panel-title");
    VBox section = new VBox(label, content);
    section.getStyleClass().add("inspector-section");
    return section;
  }
}
