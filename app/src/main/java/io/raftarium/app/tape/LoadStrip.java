package io.raftarium.app.tape;

import io.raftarium.app.theme.Palette;
import io.raftarium.app.words.LoadText;
import io.raftarium.app.words.Texts;
import io.raftarium.record.Tape;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/**
 * The chart of a load under the tape, with the tape's own axis of time; there is none while there
 * was no load, or while nobody wants to see it.
 */
final class LoadStrip {
  private static final double HEIGHT = 52;

  private final LoadModel model;
  private final Tape tape;
  private final Runnable changed;
  private final LoadPainter painter = new LoadPainter();
  private final Canvas canvas = new Canvas();
  private final Pane root = new Pane(canvas);
  private final Tooltip tip = new Tooltip();
  private final AtomicBoolean reading = new AtomicBoolean();
  private boolean wanted = true;
  private long seen;

  /**
   * Under a tape.
   *
   * @param scale of the tape as it is drawn
   * @param changed hears that it has to be drawn anew
   */
  LoadStrip(Tape tape, Supplier<TapeScale> scale, Runnable changed) {
    this.tape = tape;
    this.model = new LoadModel(tape);
    this.changed = changed;
    canvas.setManaged(false);
    root.setId("load-chart");
    root.getStyleClass().add("canvas-frame");
    root.setMinSize(60, HEIGHT);
    root.setPrefSize(400, HEIGHT);
    root.setMaxHeight(HEIGHT);
    root.addEventHandler(
        MouseEvent.MOUSE_MOVED,
        event -> {
          LoadModel.Half half = model.at(scale.get().at(event.getX()));
          tip.setText(
              LoadText.of(half.from(), half.writesPerSecond(), half.readsPerSecond())
                  + (half.writes() + half.reads() == 0
                      ? ""
                      : "\n" + LoadText.latencies(half.p50(), half.p99())));
          if (!tip.isShowing() && root.getScene().getWindow() != null) {
            tip.show(root, event.getScreenX() + 10, event.getScreenY() - 60);
          }
          tip.setAnchorX(event.getScreenX() + 10);
          tip.setAnchorY(event.getScreenY() - 60);
        });
    root.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> tip.hide());
    place();
  }

  Node node() {
    return root;
  }

  /** Whether there is anything to show. */
  boolean isEmpty() {
    return model.isEmpty();
  }

  /** Shows it, or folds it away. */
  void toggle() {
    wanted = !wanted;
    place();
    changed.run();
  }

  private void place() {
    boolean shown = wanted && !model.isEmpty();
    root.setVisible(shown);
    root.setManaged(shown);
  }

  /** Reads what is new on the tape, beside the window's own thread. */
  void follow() {
    long last = tape.last();
    if (last == seen || !reading.compareAndSet(false, true)) {
      return;
    }
    seen = last;
    Thread _ =
        Thread.ofVirtual()
            .name("load-chart")
            .start(() -> {
              boolean news;
              try {
                news = model.read();
              } finally {
                reading.set(false);
              }
              if (news) {
                Platform.runLater(() -> {
                  place();
                  changed.run();
                });
              }
            });
  }

  /** Draws it as the tape is drawn. */
  void draw(TapeScale scale, Palette palette, Instant head, @Nullable Instant past) {
    if (!root.isVisible() || root.getWidth() <= 0) {
      return;
    }
    canvas.setWidth(root.getWidth());
    canvas.setHeight(root.getHeight());
    painter.paint(
        canvas.getGraphicsContext2D(), model, scale, root.getHeight(), palette, head, past);
    LoadModel.Half half = model.at(head);
    root.setAccessibleText(
        Texts.of("Load: {0}", LoadText.rates(half.writesPerSecond(), half.readsPerSecond())));
  }
}
