package io.raftarium.app.message;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
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
  private final Label title = new Label(Texts.of("ITS WAY"));
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
    String number = Texts.of("Message {0}, term {1}", trip.message(), trip.term());
    WireMessage.Fate fate = onWire.map(WireMessage::fate).orElse(trip.fate());
    String state =
        switch (fate) {
          case HELD -> Texts.of("held on its link, it waits for you");
          case FLYING -> Texts.of("under way");
          case DELIVERED -> Texts.of("delivered");
          case LOST -> Texts.of("lost on its link");
          case REFUSED -> Texts.of("its receiver was down");
        };
    return number + ": " + state;
  }

  void show(Trip trip, Traces traces) {
    if (trip.equals(shown)) {
      return;
    }
    shown = trip;
    root.getChildren().setAll(title);
    traces
        .step(trip.sentBy())
        .ifPresent(step ->
            line(Texts.of("Sent by the step of {0}", told(step)), step.happening(), "sender"));
    line(Texts.of("Sent at {0}", TimeText.of(trip.sentAt())), trip.sent(), "sent");
    if (trip.ended() > 0 && trip.endedAt() != null) {
      String end =
          switch (trip.fate()) {
            case DELIVERED -> Texts.of("Delivered");
            case REFUSED -> Texts.of("Found its receiver down");
            case LOST, HELD, FLYING -> Texts.of("Lost");
          };
      line(Texts.of("{0} at {1}", end, TimeText.of(trip.endedAt())), trip.ended(), "ended");
    }
    traces
        .step(trip.takenBy())
        .ifPresent(step ->
            line(Texts.of("Taken in the step of {0}", told(step)), step.happening(), "taker"));
  }

  private static String told(Step step) {
    return NodeNames.of(step.node())
        + ", "
        + Shortened.of(step.event(), 40)
        + (step.changed() ? Texts.of(", version {0}", step.version()) : "")
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
    line.setTooltip(new Tooltip(Texts.of("Show this moment")));
    line.setOnAction(_ -> context.playhead().show(context.source().at(happening)));
    root.getChildren().add(line);
  }
}
