package io.raftarium.app.parts;

import io.raftarium.app.words.CountText;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.TextRows;
import io.raftarium.app.words.Texts;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;

/** The one place where a text from data is read whole and copied, whatever its length. */
public final class WholeTextCard extends Card {
  private static final int COLUMNS = 96;
  private static final int MOST_IN_TITLE = 80;

  private final Button copy = new Button(Texts.of("Copy all of it"));

  public WholeTextCard(String title, String text, Runnable copied, Runnable closed) {
    super("whole-text");
    Label head = title(Shortened.of(title, MOST_IN_TITLE));
    int characters = text.codePointCount(0, text.length());
    Label length =
        new Label(
            characters == 1
                ? Texts.of("1 character; long lines go on in the next row.")
                : Texts.of(
                    "{0} characters; long lines go on in the next row.", CountText.of(characters)));
    length.setId("whole-text-length");
    length.getStyleClass().add("muted");
    // A list lays out only the rows in sight: a text area takes minutes for a million characters.
    List<String> lines = TextRows.of(text, COLUMNS);
    ListView<String> rows = new ListView<>(FXCollections.observableList(lines));
    rows.setId("whole-text-rows");
    rows.getStyleClass().addAll("mono", "dense");
    rows.setAccessibleText(Texts.of("The whole text"));
    rows.setPrefSize(820, 420);
    copy.setId("whole-text-copy");
    copy.getStyleClass().add("accent");
    copy.setOnAction(_ -> {
      Copied.text(text);
      copied.run();
    });
    Button close = leave(Texts.of("Close"), closed);
    close.setId("whole-text-close");
    HBox buttons = buttons(close, copy);
    body().getChildren().addAll(head, length, rows, buttons);
  }

  @Override
  public Node focus() {
    return copy;
  }
}
