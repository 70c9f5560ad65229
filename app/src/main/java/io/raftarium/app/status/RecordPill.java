package io.raftarium.app.status;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.ActionButton;
import io.raftarium.app.words.Texts;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/** Tells in the toolbar whether the window records, and for how long; a press begins or ends it. */
public final class RecordPill {
  private static final PseudoClass ON = PseudoClass.getPseudoClass("on");

  private final ActionButton button;
  private final Region dot = new Region();
  private final Supplier<Optional<Duration>> recording;

  /** Of the command that begins and ends it. */
  public RecordPill(
      Action command, Supplier<Optional<Duration>> recording, Consumer<String> refused) {
    this.recording = recording;
    button = new ActionButton(command, "REC", refused);
    button.setId("record");
    button.getStyleClass().add("record-pill");
    dot.getStyleClass().add("record-dot");
    button.setGraphic(dot);
    button.setMinWidth(Region.USE_PREF_SIZE);
  }

  public Node node() {
    return button;
  }

  /** Shows how it is. */
  public void show() {
    Optional<Duration> on = recording.get();
    button.refresh();
    button.pseudoClassStateChanged(ON, on.isPresent());
    button.setText("REC" + on.map(RecordPill::text).orElse(""));
    button.setAccessibleText(
        on.isPresent()
            ? Texts.of("Recording; press to end it")
            : Texts.of("Record what happens from now on"));
  }

  private static String text(Duration duration) {
    return String.format(Locale.ROOT, " %d:%02d", duration.toMinutes(), duration.toSecondsPart());
  }
}
