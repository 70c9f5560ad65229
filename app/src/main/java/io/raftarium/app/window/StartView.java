package io.raftarium.app.window;

import io.raftarium.app.words.LabText;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What the window shows before there is a laboratory: how far it has come, or why it failed. */
final class StartView {
  private static final int MOST_RECENT = 6;
  private static final int MOST_CHARS = 60;

  private final VBox root = new VBox();

  StartView() {
    root.getStyleClass().add("start-view");
    root.setId("start-view");
  }

  Node node() {
    return root;
  }

  /** Shows a start that goes on, and returns what to tell its progress. */
  Steps starting(Runnable cancel) {
    Label title = title("Raftarium");
    Label text = new Label(Texts.of("Starting …"));
    text.setId("start-text");
    text.getStyleClass().add("muted");
    ProgressBar bar = new ProgressBar(0);
    bar.setPrefWidth(360);
    Button stop = new Button(Texts.of("Cancel"));
    stop.setCancelButton(true);
    stop.setOnAction(ignored -> cancel.run());
    root.getChildren().setAll(title, text, bar, stop);
    return (step, done) -> {
      text.setText(LabText.of(step));
      bar.setProgress(done);
    };
  }

  /** Offers what was open last, below what is said; nothing where there is nothing. */
  void recent(List<Way> files) {
    if (files.isEmpty()) {
      return;
    }
    Label title = new Label(Texts.of("Recent files"));
    title.getStyleClass().add("section-title");
    VBox list = new VBox(2, title);
    list.setId("start-recent");
    list.setAlignment(Pos.CENTER);
    for (Way each : files.subList(0, Math.min(MOST_RECENT, files.size()))) {
      Button button = new Way(Shortened.of(each.text(), MOST_CHARS), each.run()).button();
      button.getStyleClass().addAll("flat", "small");
      list.getChildren().add(button);
    }
    root.getChildren().add(list);
  }

  /** Shows a start that failed, with what can be done. */
  void failed(String head, String what, String advice, Way again, Way back) {
    Label title = title(head);
    FontIcon icon = new FontIcon(Feather.ALERT_TRIANGLE);
    icon.setIconSize(34);
    icon.getStyleClass().add("failure-icon");
    Label text = new Label(what);
    text.setId("start-failure");
    Label more = new Label(advice);
    more.getStyleClass().add("muted");
    for (Label label : new Label[] {text, more}) {
      WrappedText.wrap(label);
      label.setMaxWidth(640);
    }
    Button retry = again.button();
    retry.getStyleClass().add("accent");
    Button leave = back.button();
    HBox buttons = new HBox(8, retry, leave);
    buttons.setAlignment(Pos.CENTER);
    root.getChildren().setAll(icon, title, text, more, buttons);
  }

  private static Label title(String text) {
    Label title = new Label(text);
    title.getStyleClass().add("start-title");
    return title;
  }

  /** A way on from a failure. */
  record Way(String text, Runnable run) {
    private Button button() {
      Button button = new Button(text);
      button.setOnAction(_ -> run.run());
      return button;
    }
  }

  /** Takes the steps of a start; FX thread only. */
  @FunctionalInterface
  interface Steps {
    /** Text, and the share that is done. */
    void step(String text, double done);
  }
}
