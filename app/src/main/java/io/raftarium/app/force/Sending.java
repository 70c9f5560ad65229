package io.raftarium.app.force;

import io.raftarium.app.model.Operator;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabException;
import io.raftarium.protocol.StepResult;
import io.raftarium.view.Preview;
import java.util.function.Consumer;
import javafx.application.Platform;
import tools.jackson.databind.node.ObjectNode;

/** Carries out what a card asks, beside the window's own thread, and tells the card. */
public record Sending(Operator operator) implements SendCard.Acts {
  @Override
  public void preview(SendCard card, int node, ObjectNode event) {
    act(
        card,
        Texts.of("Preview of an event for {0}", NodeNames.of(node)),
        lab -> {
          Preview preview = lab.cluster().preview(node, event);
          Platform.runLater(() -> card.previewed(preview));
        });
  }

  @Override
  public void send(SendCard card, int node, ObjectNode event) {
    act(
        card,
        Texts.of("Send an event to {0}", NodeNames.of(node)),
        lab -> {
          StepResult result = new StepResult(lab.cluster().send(node, event));
          Platform.runLater(() -> card.sent(result));
        });
  }

  private void act(SendCard card, String what, Consumer<Lab> act) {
    operator.atOnce(
        what,
        lab -> {
          try {
            act.accept(lab);
          } catch (LabException e) {
            Platform.runLater(() -> card.failed(e));
          }
        });
  }
}
