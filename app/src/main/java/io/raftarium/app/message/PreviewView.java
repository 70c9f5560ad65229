package io.raftarium.app.message;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.parts.FieldLines;
import io.raftarium.app.words.LabText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.StepDetails;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabException;
import io.raftarium.protocol.Rpc;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import io.raftarium.view.Preview;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** What the receiver's step would come to, as it was asked last. */
final class PreviewView {
  private final AppContext context;
  private final VBox root = new VBox(4);
  private final Label told = new Label();
  private final Label rulesTitle = title(Texts.of("THE RULES THAT WOULD RUN"));
  private final Label rowTitle = title(Texts.of("ROW BEFORE → AFTER"));
  private final VBox rules = new VBox();
  private final FieldLines changes = new FieldLines("preview-changes");

  private @Nullable Rpc asked;
  private @Nullable Preview preview;
  private @Nullable String failure;
  private @Nullable Preview drawn;

  PreviewView(AppContext context) {
    this.context = context;
    told.setId("preview-told");
    told.getStyleClass().add("rule-text");
    WrappedText.wrap(told);
    rules.setId("preview-rules");
    rules.getStyleClass().add("step-rules");
    root.setId("message-preview");
    root.getStyleClass().add("inspector-section");
    root.getChildren()
        .addAll(title(Texts.of("WHAT WOULD HAPPEN")), told, rulesTitle, rules, rowTitle, changes);
  }

  private static Label title(String text) {
    Label title = new Label(text);
    title.getStyleClass().add("panel-title");
    return title;
  }

  Node node() {
    return root;
  }

  /** Asks for the step with a message; the answer is shown when it is there. */
  void ask(Rpc message) {
    asked = message;
    preview = null;
    failure = null;
    drawn = null;
    // It may wait for a moment: what acts at once goes on meanwhile.
    context
        .operator()
        .atOnce(
            "What would happen?",
            lab -> Thread.ofVirtual().name("preview").start(() -> look(lab, message)));
  }

  private void look(Lab lab, Rpc message) {
    try {
      Preview seen = lab.cluster().preview(message.to(), message.body());
      Platform.runLater(() -> answered(message, seen, null));
    } catch (LabException e) {
      Platform.runLater(() -> answered(message, null, LabText.of(String.valueOf(e.getMessage()))));
    }
  }

  private void answered(Rpc message, @Nullable Preview seen, @Nullable String why) {
    if (message.equals(asked)) {
      preview = seen;
      failure = why;
    }
  }

  /** Shows it under its message, and nothing under another. */
  void show(Rpc message, Moment moment) {
    boolean its = message.equals(asked);
    root.setVisible(its);
    root.setManaged(its);
    if (!its) {
      return;
    }
    Preview seen = preview;
    boolean there = seen != null;
    for (Node part : new Node[] {rulesTitle, rules, rowTitle, changes}) {
      part.setVisible(there);
      part.setManaged(there);
    }
    if (seen == null) {
      told.setText(failure == null ? Texts.of("Asking the database …") : failure);
      return;
    }
    NodeView now = moment.view().nodes().get(seen.node());
    boolean old = now != null && now.version() != seen.versionBefore();
    told.setText(
        Texts.of(
            "{0} at version {1}; the step was taken and undone.{2}",
            NodeNames.of(seen.node()),
            seen.versionBefore(),
            old ? Texts.of(" The node has taken steps since: ask again.") : ""));
    if (!seen.equals(drawn)) {
      drawn = seen;
      draw(seen);
    }
  }

  private void draw(Preview seen) {
    rules.getChildren().clear();
    Map<String, String> texts = context.source().rules();
    for (String name : seen.rules().orElse(List.of())) {
      Text rule = new Text(name);
      rule.getStyleClass().add("rule-name");
      Text text = new Text("  " + Texts.of(texts.getOrDefault(name, "")));
      text.getStyleClass().add("rule-text");
      rules.getChildren().add(new TextFlow(rule, text));
    }
    if (rules.getChildren().isEmpty()) {
      rules
          .getChildren()
          .add(
              FieldLines.muted(
                  seen.rules().isPresent()
                      ? Texts.of("none")
                      : Texts.of("not told of a step that changes nothing")));
    }
    changes.clear();
    changes.changes(StepDetails.of(seen));
  }
}
