package io.raftarium.app.window;

import io.raftarium.app.command.CommandRegistry;
import io.raftarium.app.export.FileChoice;
import io.raftarium.app.theme.Theme;
import java.nio.file.Path;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** A window without its content: scene, theme, messages above and the overlay above all. */
final class Shell {
  private static final double WIDTH = 1440;
  private static final double HEIGHT = 900;

  private final Stage stage;
  private final Path dataFolder;
  private final Path logFile;
  private final FileChoice files;
  private final Messages messages;
  private final Overlay overlay = new Overlay();
  private final StackPane content = new StackPane();
  private final Scene scene;

  Shell(Stage stage, Theme theme, Path dataFolder, Path logFile, FileChoice files) {
    this.stage = stage;
    this.dataFolder = dataFolder;
    this.logFile = logFile;
    this.files = files;
    this.messages = new Messages(logFile);
    StackPane root = new StackPane(content, messages.node(), overlay.node());
    root.getStyleClass().add("window");
    StackPane.setAlignment(messages.node(), Pos.TOP_RIGHT);
    scene = new Scene(root, WIDTH, HEIGHT);
    theme.dress(scene);
    stage.setScene(scene);
    stage.setMinWidth(800);
    stage.setMinHeight(560);
  }

  /** Shows the window, no larger than the screen. */
  void show() {
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    if (screen.getWidth() < WIDTH || screen.getHeight() < HEIGHT) {
      stage.setWidth(Math.min(WIDTH, screen.getWidth()));
      stage.setHeight(Math.min(HEIGHT, screen.getHeight()));
    }
    stage.show();
  }

  Stage stage() {
    return stage;
  }

  Scene scene() {
    return scene;
  }

  /** Asks where exports go. */
  FileChoice files() {
    return files;
  }

  Messages messages() {
    return messages;
  }

  Overlay overlay() {
    return overlay;
  }

  HelpCard help(CommandRegistry commands) {
    return new HelpCard(commands, dataFolder, logFile, overlay::close);
  }

  void setContent(Node node) {
    content.getChildren().setAll(node);
  }
}
