package io.raftarium.app.message;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.TimeText;
import io.raftarium.record.Traces;
import io.raftarium.record.Traces.Step;
import io.raftarium.record.Traces.Trip;
import io.raftarium.view.WireMessage;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The way of a message: the step that sent it, its sending, its end, and the step that took it. */
final class WayView {
  private final AppContext context;
  private final VBox root = new VBox(2);
  private final Label title = new Label("ITS WAY");
  private @Nullable Trip shown;

  WayView(AppContext context) {
    this.context = context;
    title.getStyleClass().add("panel-title");
    root.setId("message-way");
    root.getStyleClass().add("inspector-section");
  }

  Node node() {
    return root;
  }

  /** What became of a message, in a sentence. */
  static String state(Trip trip, Optional<WireMessage> onWire) {
    String number = "Message " + trip.message() + ", term " + trip.term() + ": ";
    WireMessage.Fate fate = onWire.map(WireMessage::fate).orElse(trip.fate());
    return number
        + switch (fate) {
          case HELD -> "held on its link, it waits for you";
          case FLYING -> "under way";
          case DELIVERED -> "delivered";
          case LOST -> "lost on its link";
          case REFUSED -> "its receiver was down";
        };
  }

  void show(Trip trip, Traces traces) {
    if (trip.equals(shown)) {
      return;
    }
    shown = trip;
    root.getChildren().setAll(title);
    traces
        .step(trip.sentBy())
        .ifPresent(step -> line("Sent by the step of " + told(step), step.happening(), "sender"));
    line("Sent at " + TimeText.of(trip.sentAt()), trip.sent(), "sent");
    if (trip.ended() > 0 && trip.endedAt() != null) {
      String end =
          switch (trip.fate()) {
            case DELIVERED -> "Delivered";
            case REFUSED -> "Found its receiver down";
            case LOST, HELD, FLYING -> "Lost";
          };
      line(end + " at " + TimeText.of(trip.endedAt()), trip.ended(), "ended");
    }
    traces
        .step(trip.takenBy())
        .ifPresent(step -> line("Taken in the step of " + told(step), step.happening(), "taker"));
  }

  private static String told(Step step) {
    return NodeNames.of(step.node())
        + ", "
        + Shortened.of(step.event(), 40)
        + (step.changed() ? ", version " + step.version() : "")
        + ", "
        + TimeText.of(step.at());
  }

  /** A click leads to the moment. */
  private void line(String text, long happening, String id) {
    Button line = new Button(text);
    line.setId("way-" + id);
    line.getStyleClass().addAll("small", "quiet", "way");
    line.setMnemonicParsing(false);
    line.setMaxWidth(Double.MAX_VALUE);
    line.setAlignment(Pos.CENTER_LEFT);
    line.setWrapText(true);
    line.setMinHeight(Region.USE_PREF_SIZE);
    line.setTooltip(new Tooltip("Show this moment"));
    line.setOnAction(_ -> context.playhead().show(context.source().at(happening)));
    root.getChildren().add(line);
  }
}
