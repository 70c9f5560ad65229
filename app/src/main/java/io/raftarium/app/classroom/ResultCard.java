package io.raftarium.app.classroom;

import io.raftarium.app.lesson.Progress;
import io.raftarium.app.parts.Card;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/**
 * Asks whose result it is before it is saved for a lecturer; no name is known but what is typed.
 */
public final class ResultCard extends Card {
  private static final int LONGEST = 80;

  private final TextField name = new TextField();

  /**
   * Empty yet.
   *
   * @param progress what is saved
   * @param save takes the name, which may be empty
   */
  public ResultCard(Progress progress, Consumer<String> save, Runnable left) {
    super("lesson-result-card");
    Label about =
        new Label(
            Texts.of(
                "The file says how far you are in {0} lessons and which predictions were right. It"
                    + " holds no name but what you type here.",
                progress.lessons().size()));
    about.setMaxWidth(420);
    WrappedText.wrap(about);
    name.setId("lesson-result-name");
    name.setPromptText(Texts.of("Your name, if your lecturer wants it"));
    name.setAccessibleText(name.getPromptText());
    name.textProperty()
        .subscribe(text -> {
          if (text.codePointCount(0, text.length()) > LONGEST) {
            name.setText(text.substring(0, text.offsetByCodePoints(0, LONGEST)));
          }
        });
    Button write = new Button(Texts.of("Save…"));
    write.setId("lesson-result-save");
    write.setDefaultButton(true);
    write.setOnAction(_ -> save.accept(name.getText().strip()));
    body()
        .getChildren()
        .addAll(
            title(Texts.of("Save the result")),
            about,
            name,
            buttons(leave(Texts.of("Cancel"), left), write));
  }

  @Override
  public Node focus() {
    return name;
  }
}
