package io.raftarium.app.force;

import io.raftarium.app.force.EventForm.Field;
import io.raftarium.app.force.EventForm.Filled;
import io.raftarium.app.parts.Card;
import io.raftarium.app.parts.FieldLines;
import io.raftarium.app.words.EventText;
import io.raftarium.app.words.Failures;
import io.raftarium.app.words.JsonText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.StepDetails;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.StepResult;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Preview;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Hands any event to a node, or shows what it would come to; as a form, or as JSON. */
public final class SendCard extends Card {
  private static final int MOST_CHARS = 600;
  private static final double WIDTH = 560;

  private final int node;
  private final EventForm form;
  private final Acts acts;
  private final SortedMap<String, String> texts;
  private final ComboBox<String> type = new ComboBox<>();
  private final ToggleButton asJson = new ToggleButton(Texts.of("As JSON"));
  private final GridPane fields = new GridPane();
  private final Map<String, TextField> inputs = new HashMap<>();
  private final Map<String, Label> problems = new HashMap<>();
  private final TextArea json = new TextArea();
  private final Label problem = new Label();
  private final Label heading = new Label();
  private final VBox result = new VBox(4);

  /** The version of the step that was sent and is not in the journal yet; 0 for none. */
  private long awaited;

  private @Nullable StepResult sent;

  /**
   * What the card can do; both answer with {@link #previewed}, {@link #sent} or {@link #failed}.
   */
  public interface Acts {
    /** Tells what the event would come to. */
    void preview(SendCard card, int node, ObjectNode event);

    /** Hands it over. */
    void send(SendCard card, int node, ObjectNode event);
  }

  /**
   * A card.
   *
   * @param texts the rules with their texts
   */
  public SendCard(
      int node, ClusterView view, SortedMap<String, String> texts, Acts acts, Runnable cancel) {
    super("send-card");
    this.node = node;
    this.form = new EventForm(node, view);
    this.texts = texts;
    this.acts = acts;
    type.setId("send-type");
    type.setAccessibleText(Texts.of("Kind of the event"));
    type.getItems().setAll(EventForm.TYPES);
    type.setValue(EventForm.TYPES.getFirst());
    asJson.setId("send-as-json");
    HBox head = new HBox(8, type, asJson);
    fields.setHgap(10);
    fields.setVgap(4);
    fields.setId("send-fields");
    json.setId("send-json");
    json.getStyleClass().add("mono");
    json.setPrefRowCount(8);
    json.setAccessibleText(Texts.of("The event as JSON"));
    problem.setId("send-problem");
    problem.getStyleClass().add("danger");
    WrappedText.wrap(problem);
    heading.getStyleClass().add("panel-title");
    heading.setId("send-heading");
    result.setId("send-result");
    ScrollPane scroll = new ScrollPane(new VBox(6, heading, result));
    scroll.setFitToWidth(true);
    scroll.setPrefViewportHeight(190);
    scroll.getStyleClass().add("edge-to-edge");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    Button preview = new Button(Texts.of("Preview"));
    preview.setId("send-preview");
    preview.setOnAction(_ -> act(true));
    Button send = new Button(Texts.of("Send"));
    send.setId("send-now");
    send.getStyleClass().add("accent");
    send.setDefaultButton(true);
    send.setOnAction(_ -> act(false));
    body()
        .getChildren()
        .addAll(
            title(Texts.of("Send an event to {0}", NodeNames.of(node))),
            head,
            fields,
            json,
            problem,
            scroll,
            buttons(leave(Texts.of("Close"), cancel), preview, send));
    body().setPrefWidth(WIDTH);
    type.valueProperty().subscribe(_ -> choose());
    asJson.selectedProperty().subscribe(this::swap);
    swap(false);
    clearResult();
  }

  @Override
  public Node focus() {
    return type;
  }

  private void choose() {
    inputs.clear();
    problems.clear();
    fields.getChildren().clear();
    int row = 0;
    for (Field field : form.fields(type.getValue())) {
      Label name = new Label(field.name());
      name.getStyleClass().add("field-name");
      TextField input = new TextField(field.usual());
      input.setId("send-field-" + field.name());
      input.getStyleClass().add("mono");
      input.setAccessibleText(field.name());
      input.setPrefWidth(300);
      GridPane.setHgrow(input, Priority.ALWAYS);
      Label wrong = new Label();
      wrong.getStyleClass().add("danger");
      wrong.setId("send-problem-" + field.name());
      name.setLabelFor(input);
      inputs.put(field.name(), input);
      problems.put(field.name(), wrong);
      fields.addRow(row++, name, input, wrong);
    }
    if (row == 0) {
      Label none = new Label(Texts.of("An event of this type has no fields."));
      none.getStyleClass().add("muted");
      fields.addRow(0, none);
    }
    if (asJson.isSelected()) {
      write();
    }
  }

  private void swap(boolean text) {
    if (text) {
      write();
    }
    json.setVisible(text);
    json.setManaged(text);
    fields.setVisible(!text);
    fields.setManaged(!text);
  }

  private void write() {
    if (form.fill(type.getValue(), values()) instanceof Filled.Event event) {
      json.setText(JsonText.pretty(event.body()));
    }
  }

  private Map<String, String> values() {
    Map<String, String> values = new HashMap<>();
    inputs.forEach((name, input) -> values.put(name, input.getText()));
    return values;
  }

  private void act(boolean preview) {
    problem.setText("");
    problems.values().forEach(each -> each.setText(""));
    Filled filled =
        asJson.isSelected()
            ? EventForm.parse(json.getText())
            : form.fill(type.getValue(), values());
    switch (filled) {
      case Filled.Event(ObjectNode event) -> {
        clearResult();
        if (preview) {
          acts.preview(this, node, event);
        } else {
          acts.send(this, node, event);
        }
      }
      case Filled.Wrong(Map<String, String> wrong) ->
          wrong.forEach((name, what) -> {
            Label at = problems.get(name);
            if (at == null || asJson.isSelected()) {
              problem.setText(Texts.of("The event has to be {0}.", what));
            } else {
              at.setText(Texts.of("has to be {0}", what));
            }
          });
    }
  }

  private void clearResult() {
    awaited = 0;
    sent = null;
    heading.setText("");
    Label hint =
        new Label(
            Texts.of("Preview tells what the event would come to, Send hands it to the node."));
    hint.getStyleClass().add("muted");
    WrappedText.wrap(hint);
    result.getChildren().setAll(hint);
  }

  /** The event was refused, or could not be handed over. */
  public void failed(Throwable cause) {
    problem.setText(Shortened.lines(Failures.sentence(cause), MOST_CHARS));
  }

  /** What the event would come to. */
  public void previewed(Preview preview) {
    heading.setText(Texts.of("WHAT WOULD HAPPEN; NOTHING DID"));
    result.getChildren().clear();
    rules(preview.rules().orElse(List.of()));
    FieldLines lines = new FieldLines("send-lines");
    preview
        .changes()
        .forEach(column -> lines.line(column.name(), column.before() + " → " + column.after()));
    effects(lines, preview.result());
  }

  /** The event was taken. */
  public void sent(StepResult step) {
    heading.setText(Texts.of("WHAT HAPPENED"));
    sent = step;
    awaited = step.version();
    result.getChildren().clear();
    effects(new FieldLines("send-lines"), step);
  }

  /** The rows as they are by now: the journal tells more of the step that was sent. */
  public void show(ClusterView view) {
    if (awaited == 0) {
      return;
    }
    for (JournalEntry entry : view.journal()) {
      if (entry.nodeId() == node && entry.version() == awaited) {
        awaited = 0;
        StepDetails details = StepDetails.of(entry, view.journal());
        result.getChildren().clear();
        rules(details.rules());
        FieldLines lines = new FieldLines("send-lines");
        lines.changes(details);
        result.getChildren().add(lines);
        return;
      }
    }
  }

  /** Whether it waits for the journal. */
  public boolean waits() {
    return awaited != 0 && sent != null;
  }

  private void effects(FieldLines lines, StepResult step) {
    for (String effect : EventText.effects(step.actions())) {
      lines.line(EventText.answers(effect) ? "replies" : "send_rpc", effect);
    }
    if (lines.getChildren().isEmpty()) {
      lines.line(Texts.of("changes"), Texts.of("nothing"));
    }
    result.getChildren().add(lines);
  }

  private void rules(List<String> names) {
    for (String name : names) {
      Label rule =
          new Label(Shortened.of(name + "  " + Texts.of(texts.getOrDefault(name, "")), MOST_CHARS));
      rule.getStyleClass().add("rule-text");
      WrappedText.wrap(rule);
      result.getChildren().add(rule);
    }
  }
}
