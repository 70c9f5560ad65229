package io.raftarium.app.action;

import io.raftarium.app.parts.Card;
import io.raftarium.app.parts.LiveScroll;
import io.raftarium.app.words.KeyText;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.GridPane;

/** What this program is, its keys, and where it keeps its files. */
public final class HelpCard extends Card {
  private final Button close = new Button(Texts.of("Close"));

  public HelpCard(Actions commands, Path dataFolder, Path logFile, Runnable closed) {
    super("help");
    body().setPrefWidth(560);
    Label title = title(Texts.of("Raftarium: Raft, run by PostgreSQL"));
    Label text =
        new Label(
            Texts.of(
                "Every node here is real: its state is rows, its decisions are one SQL function. The"
                    + " window shows what the tables say.\nOn the stage: click selects, Ctrl+click adds,"
                    + " dragging around nodes selects them, arrow keys move, Enter selects, the menu"
                    + " key opens a node's menu."));
    WrappedText.wrap(text);
    GridPane keys = new GridPane();
    keys.setHgap(16);
    keys.setVgap(4);
    int row = 0;
    for (Action command : commands.all()) {
      KeyCombination combination = command.shortcut();
      if (combination != null) {
        Label key = new Label(KeyText.of(combination));
        key.getStyleClass().add("keys");
        keys.addRow(row++, key, new Label(command.text()));
      }
    }
    LiveScroll scroll = new LiveScroll(keys);
    scroll.setPrefHeight(260);
    Label files = new Label(Texts.of("Data: {0}\nLog: {1}", dataFolder, logFile));
    WrappedText.wrap(files);
    files.getStyleClass().add("muted");
    close.setOnAction(ignored -> closed.run());
    body().getChildren().addAll(title, text, scroll, files, close);
  }

  @Override
  public Node focus() {
    return close;
  }
}
