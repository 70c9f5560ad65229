package io.raftarium.app.status;

import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A card that tells how far something is, with a button that ends it. */
final class WorkCard {
  private static final int MOST_CHARS = 80;

  private final ProgressBar bar = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
  private final HBox root;

  /** Whether the newest share is on its way to the screen; one at a time is enough. */
  private final AtomicBoolean telling = new AtomicBoolean();

  private volatile double done;

  WorkCard(String what, Runnable cancel) {
    Label head = new Label(Shortened.of(what, MOST_CHARS));
    head.getStyleClass().add("message-title");
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText(what);
    VBox words = new VBox(6, head, bar);
    HBox.setHgrow(words, Priority.ALWAYS);
    Button end = new Button(Texts.of("Cancel"));
    end.setId("work-cancel");
    end.getStyleClass().add("small");
    end.setMinWidth(Region.USE_PREF_SIZE);
    end.setOnAction(ignored -> {
      end.setDisable(true);
      cancel.run();
    });
    root = new HBox(10, words, end);
    root.setAlignment(Pos.CENTER_LEFT);
    root.getStyleClass().add("message-card");
    root.setMaxWidth(320);
    root.setMinHeight(Region.USE_PREF_SIZE);
  }

  Node node() {
    return root;
  }

  /** How much is done; any thread. */
  void share(double share) {
    done = share;
    if (telling.compareAndSet(false, true)) {
      Platform.runLater(() -> {
        telling.set(false);
        bar.setProgress(done);
      });
    }
  }
}
