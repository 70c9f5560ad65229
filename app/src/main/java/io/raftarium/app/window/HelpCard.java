package io.raftarium.app.window;

import io.raftarium.app.command.Command;
import io.raftarium.app.command.CommandRegistry;
import io.raftarium.app.theme.LiveScroll;
import io.raftarium.app.words.WrappedText;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What this program is, its keys, and where it keeps its files. */
final class HelpCard {
  private final VBox root = new VBox(10);
  private final Button close = new Button("Close");

  HelpCard(CommandRegistry commands, Path dataFolder, Path logFile, Runnable closed) {
    root.getStyleClass().add("palette");
    root.setId("help");
    root.setPrefWidth(560);
    Label title = new Label("Raftarium: Raft, run by PostgreSQL");
    title.getStyleClass().add("message-title");
    Label text =
        new Label(
            "Every node here is real: its state is rows, its decisions are one SQL function. The"
                + " window shows what the tables say.\nOn the stage: click selects, Ctrl+click adds,"
                + " dragging around nodes selects them, arrow keys move, Enter selects, the menu"
                + " key opens a node's menu.");
    WrappedText.wrap(text);
    GridPane keys = new GridPane();
    keys.setHgap(16);
    keys.setVgap(4);
    int row = 0;
    for (Command command : commands.all()) {
      if (command.shortcut() != null) {
        Label key = new Label(command.shortcut().getDisplayText());
        key.getStyleClass().add("keys");
        keys.addRow(row++, key, new Label(command.text()));
      }
    }
    LiveScroll scroll = new LiveScroll(keys);
    scroll.setPrefHeight(260);
    Label files = new Label("Data: " + dataFolder + "\nLog: " + logFile);
    WrappedText.wrap(files);
    files.getStyleClass().add("muted");
    close.setOnAction(ignored -> closed.run());
    root.getChildren().addAll(title, text, scroll, files, close);
  }

  Region node() {
    return root;
  }

  Node focus() {
    return close;
  }
}
