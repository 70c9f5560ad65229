package io.raftarium.app.classroom;

import io.raftarium.app.lesson.Lesson;
import io.raftarium.app.lesson.Page;
import io.raftarium.app.lesson.Page.Asked;
import io.raftarium.app.lesson.Page.Part;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What came of a lesson: what was predicted right, and what to look at again. */
final class ResultView extends VBox {
  /**
   * What can be done then.
   *
   * @param again begins a step again
   * @param next begins another lesson
   * @param save writes the result into a file for a lecturer
   */
  record Ways(IntConsumer again, Consumer<Lesson> next, Runnable save, Runnable list) {}

  ResultView(Page page, Optional<Lesson> next, Ways ways) {
    super(8);
    getStyleClass().addAll("lesson-part", "lesson-result");
    setId("lesson-result");
    setMinWidth(0);
    List<Part> asked = page.predictions();
    long right =
        asked.stream().filter(part -> part.asked() != null && part.asked().correct()).count();
    boolean exam = page.lesson().kind() == Lesson.Kind.EXAM;
    Label title =
        new Label(
            page.lesson().kind() == Lesson.Kind.CHALLENGE
                ? page.acts() == 1
                    ? Texts.of("Done with one act: it cannot be fewer.")
                    : Texts.of(
                        "Done with {0} acts; {1} are known to be enough.",
                        page.acts(), page.lesson().lab().fewest())
                : asked.isEmpty()
                    ? Texts.of("Done.")
                    : exam
                        ? Texts.of("{0} of {1} points", right, asked.size())
                        : Texts.of("Done. {0} of {1} predicted right.", right, asked.size()));
    title.getStyleClass().add("lesson-heading");
    WrappedText.wrap(title);
    getChildren().add(title);
    asked.stream()
        .filter(part -> part.asked() != null && !part.asked().correct())
        .forEach(part -> getChildren().add(again(part, ways.again())));
    FlowPane buttons = new FlowPane(6, 6);
    next.ifPresent(lesson -> {
      Button go = new Button(Texts.of("Next: {0}", lesson.title()));
      go.setId("lesson-go-on");
      go.getStyleClass().add("accent");
      go.setOnAction(_ -> ways.next().accept(lesson));
      buttons.getChildren().add(go);
    });
    buttons
        .getChildren()
        .addAll(
            button("lesson-save", Texts.of("Save the result…"), ways.save()),
            button("lesson-list", Texts.of("All lessons"), ways.list()));
    getChildren().add(buttons);
  }

  private static Button button(String id, String text, Runnable does) {
    Button button = new Button(text);
    button.setId(id);
    button.setOnAction(_ -> does.run());
    return button;
  }

  private static HBox again(Part part, IntConsumer again) {
    Asked asked = part.asked();
    VBox words = Markdown.of(asked == null ? "" : asked.text());
    Hyperlink link = new Hyperlink(Texts.of("Look again"));
    link.setAccessibleText(Texts.of("Look again at: {0}", part.title()));
    link.setOnAction(_ -> again.accept(part.number()));
    VBox box = new VBox(words, link);
    HBox.setHgrow(box, Priority.ALWAYS);
    HBox line = new HBox(6, new FontIcon(Feather.X), box);
    line.getStyleClass().add("lesson-remark");
    return line;
  }
}
