package io.raftarium.app.status;

import io.raftarium.app.parts.Card;
import io.raftarium.app.parts.Copied;
import io.raftarium.app.words.Failures;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.Region;

/** An unexpected failure: what it means for a person, and all that helps whoever mends it. */
public final class FailureCard extends Card {
  private static final int MOST_CHARS = 600;
  private static final int MOST_DETAILS = 20_000;

  private final Button copy = new Button(Texts.of("Copy"));
  private final Label more = new Label();
  private int others;

  /**
   * What happened.
   *
   * @param what was done when it happened
   * @param versions what runs, for the report
   */
  public FailureCard(
      String what,
      Throwable failure,
      List<String> versions,
      Runnable openLog,
      Runnable copied,
      Runnable closed) {
    super("failure");
    String sentence = Failures.sentence(failure);
    String details =
        Shortened.lines(
            what
                + "\n"
                + sentence
                + "\n\n"
                + String.join("\n", versions)
                + "\n\n"
                + Failures.trace(failure),
            MOST_DETAILS);
    Label text =
        new Label(
            Texts.of(
                "{0}\nThe window goes on; if it behaves strangely, close it and start again: nothing"
                    + " committed is lost.",
                Shortened.lines(sentence, MOST_CHARS)));
    text.setId("failure-text");
    WrappedText.wrap(text);
    TextArea area = new TextArea(details);
    area.setId("failure-details");
    area.setEditable(false);
    area.getStyleClass().add("mono");
    area.setPrefRowCount(12);
    area.setAccessibleText(Texts.of("Details"));
    TitledPane folded = new TitledPane(Texts.of("Details"), area);
    folded.setId("failure-fold");
    folded.setAnimated(false);
    folded.setExpanded(false);
    more.setVisible(false);
    more.setManaged(false);
    more.getStyleClass().add("muted");
    copy.setId("failure-copy");
    copy.getStyleClass().add("accent");
    copy.setOnAction(_ -> {
      Copied.text(details);
      copied.run();
    });
    Button log = new Button(Texts.of("Open the log folder"));
    log.setId("failure-log");
    log.setOnAction(_ -> openLog.run());
    Label head = title(Texts.of("Something went wrong inside Raftarium"));
    body().setPrefWidth(560);
    body().setMinHeight(Region.USE_PREF_SIZE);
    body()
        .getChildren()
        .addAll(head, text, more, folded, buttons(log, leave(Texts.of("Close"), closed), copy));
  }

  @Override
  public Node focus() {
    return copy;
  }

  /** While it lies there another one happened. */
  public void another() {
    others++;
    more.setText(
        others == 1
            ? Texts.of("Once more since: the log has it.")
            : Texts.of("{0} more since: the log has them.", others));
    more.setVisible(true);
    more.setManaged(true);
  }
}
