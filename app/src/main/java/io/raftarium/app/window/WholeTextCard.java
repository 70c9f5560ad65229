package io.raftarium.app.window;

import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.TextRows;
import java.util.List;
import java.util.Locale;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The one place where a text from data is read whole and copied, whatever its length. */
final class WholeTextCard {
  private static final int COLUMNS = 96;
  private static final int MOST_IN_TITLE = 80;

  private final VBox root = new VBox(10);
  private final Button copy = new Button("Copy all of it");

  WholeTextCard(String title, String text, Runnable copied, Runnable closed) {
    root.getStyleClass().add("palette");
    root.setId("whole-text");
    Label head = new Label(Shortened.of(title, MOST_IN_TITLE));
    head.getStyleClass().add("message-title");
    int characters = text.codePointCount(0, text.length());
    Label length =
        new Label(
            String.format(Locale.ROOT, "%,d", characters)
                + (characters == 1 ? " character" : " characters")
                + "; long lines go on in the next row.");
    length.setId("whole-text-length");
    length.getStyleClass().add("muted");
    // A list lays out only the rows in sight: a text area takes minutes for a million characters.
    List<String> lines = TextRows.of(text, COLUMNS);
    ListView<String> rows = new ListView<>(FXCollections.observableList(lines));
    rows.setId("whole-text-rows");
    rows.getStyleClass().addAll("mono", "dense");
    rows.setAccessibleText("The whole text");
    rows.setPrefSize(820, 420);
    copy.setId("whole-text-copy");
    copy.getStyleClass().add("accent");
    copy.setOnAction(_ -> {
      ClipboardContent content = new ClipboardContent();
      content.putString(text);
      Clipboard.getSystemClipboard().setContent(content);
      copied.run();
    });
    Button close = new Button("Close");
    close.setId("whole-text-close");
    close.setCancelButton(true);
    close.setOnAction(_ -> closed.run());
    HBox buttons = new HBox(8, close, copy);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    root.getChildren().addAll(head, length, rows, buttons);
  }

  Region node() {
    return root;
  }

  Node focus() {
    return copy;
  }
}
