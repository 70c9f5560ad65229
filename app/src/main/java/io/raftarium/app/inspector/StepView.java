package io.raftarium.app.inspector;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.TapeSource;
import io.raftarium.app.parts.Copied;
import io.raftarium.app.parts.FieldLines;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.StepDetails;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One step: its event as JSON, the rules that ran, and what they changed. */
final class StepView {
  /** A text area is slow with more; Copy takes the whole call. */
  private static final int MOST_CHARS = 8_000;

  private static final int MOST_LINES = 7;

  private final AppContext context;
  private final VBox root = new VBox();
  private final Label title = new Label(Texts.of("LAST EVENT"));
  private final ToggleButton compact = new ToggleButton(null, new FontIcon(Feather.MINIMIZE_2));
  private final TextArea json = new TextArea();
  private final VBox rules = new VBox();
  private final FieldLines changes = new FieldLines("step-changes");

  private @Nullable StepDetails shown;

  StepView(AppContext context) {
    this.context = context;
    root.getStyleClass().add("step-view");
    title.getStyleClass().add("panel-title");
    title.setMinWidth(0);
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    compact.getStyleClass().addAll("small", "quiet");
    compact.setMinWidth(Region.USE_PREF_SIZE);
    compact.setTooltip(new Tooltip(Texts.of("Show the event on one line")));
    compact.setAccessibleText(Texts.of("Show the event on one line"));
    compact.setOnAction(_ -> showCall());
    Button copy = new Button(null, new FontIcon(Feather.COPY));
    copy.setTooltip(new Tooltip(Texts.of("Copy the call")));
    copy.getStyleClass().addAll("small", "quiet");
    copy.setMinWidth(Region.USE_PREF_SIZE);
    copy.setAccessibleText(Texts.of("Copy the call"));
    copy.setOnAction(_ -> copy());
    Button whole = new Button(null, new FontIcon(Feather.MAXIMIZE_2));
    whole.setId("step-whole");
    whole.setTooltip(new Tooltip(Texts.of("Read the whole call")));
    whole.getStyleClass().addAll("small", "quiet");
    whole.setMinWidth(Region.USE_PREF_SIZE);
    whole.setAccessibleText(Texts.of("Read the whole call"));
    whole.setOnAction(_ -> readWhole());
    HBox head = new HBox(4, title, compact, whole, copy);
    head.setAlignment(Pos.CENTER_LEFT);

    json.setId("step-json");
    json.setEditable(false);
    json.getStyleClass().addAll("mono", "step-json");
    json.setAccessibleText(Texts.of("The event as JSON"));
    VBox event = new VBox(head, json);
    event.getStyleClass().add("inspector-section");

    VBox ran = InspectorPanel.section(Texts.of("THE RULES THAT RAN"));
    rules.setId("step-rules");
    rules.getStyleClass().add("step-rules");
    ran.getChildren().add(rules);

    VBox changed = InspectorPanel.section(Texts.of("ROW BEFORE → AFTER"));
    changed.getChildren().add(changes);
    root.getChildren().addAll(event, ran, changed);
  }

  Node node() {
    return root;
  }

  void clear() {
    shown = null;
    root.setVisible(false);
    root.setManaged(false);
  }

  void show(StepDetails details, String heading) {
    root.setVisible(true);
    root.setManaged(true);
    title.setText(heading);
    if (details.equals(shown)) {
      return;
    }
    shown = details;
    showCall();
    showRules(details.rules());
    showChanges(details);
  }

  private void showCall() {
    StepDetails details = shown;
    if (details == null) {
      return;
    }
    String call = details.call(!compact.isSelected());
    json.setText(Shortened.lines(call, MOST_CHARS));
    json.setWrapText(compact.isSelected() && !WrappedText.needsBidi(json.getText()));
    int lines = compact.isSelected() ? 3 : (int) call.lines().count();
    json.setPrefRowCount(Math.clamp(lines, 2, MOST_LINES));
    json.setMinHeight(Region.USE_PREF_SIZE);
  }

  private void readWhole() {
    StepDetails details = shown;
    if (details != null) {
      context
          .reading()
          .open(
              Texts.of(
                  "Step {0} of {1}",
                  details.step().version(), NodeNames.of(details.step().nodeId())),
              details.call(true));
    }
  }

  private void copy() {
    StepDetails details = shown;
    if (details != null) {
      Copied.text(details.call(true));
      context.operator().say(Texts.of("Copied the call of step {0}", details.step().version()));
    }
  }

  private void showRules(List<String> names) {
    rules.getChildren().clear();
    Map<String, String> texts = context.source().rules();
    for (String name : names) {
      Text rule = new Text(name);
      rule.getStyleClass().add("rule-name");
      Text text = new Text("  " + Texts.of(texts.getOrDefault(name, "")));
      text.getStyleClass().add("rule-text");
      rules.getChildren().add(new TextFlow(rule, text));
    }
    if (names.isEmpty()) {
      // Older recordings hold neither the rules' names nor their texts.
      boolean untold = context.source() instanceof TapeSource && texts.isEmpty();
      rules
          .getChildren()
          .add(FieldLines.muted(untold ? Texts.of("not recorded") : Texts.of("none")));
    }
  }

  private void showChanges(StepDetails details) {
    changes.clear();
    changes.changes(details);
  }
}
