package io.raftarium.app.classroom;

import io.raftarium.app.lesson.Course;
import io.raftarium.app.lesson.Lesson;
import io.raftarium.app.lesson.Progress;
import io.raftarium.app.lesson.Progress.Mark;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** All lessons in their order, with how far somebody is in each. */
final class CourseView extends VBox {
  private final BiConsumer<Lesson, Boolean> start;

  /**
   * Draws it.
   *
   * @param start begins a lesson: where it was left, or anew
   */
  CourseView(Course course, Progress progress, BiConsumer<Lesson, Boolean> start) {
    super(4);
    this.start = start;
    getStyleClass().add("course");
    setMinWidth(0);
    long done = course.lessons().stream().filter(each -> progress.of(each).finished()).count();
    heading(Texts.of("Lessons"), Texts.of("{0} of {1} done", done, course.lessons().size()));
    int number = 1;
    for (Lesson lesson : course.lessons()) {
      getChildren().add(line(number++ + ".", lesson, progress.of(lesson)));
    }
    course
        .exam()
        .ifPresent(exam -> {
          heading(Texts.of("Exam"), "");
          getChildren().add(line("", exam, progress.of(exam)));
        });
    List<Lesson> challenges = course.challenges();
    if (!challenges.isEmpty()) {
      heading(Texts.of("Challenges"), "");
      challenges.forEach(each -> getChildren().add(line("", each, progress.of(each))));
    }
  }

  private void heading(String text, String more) {
    Label title = new Label(text);
    title.getStyleClass().add("lesson-heading");
    Label beside = new Label(more);
    beside.getStyleClass().add("muted-text");
    HBox line = new HBox(8, title, beside);
    line.setAlignment(Pos.BASELINE_LEFT);
    line.getStyleClass().add("course-heading");
    getChildren().add(line);
  }

  private HBox line(String number, Lesson lesson, Mark mark) {
    FontIcon icon =
        new FontIcon(
            mark.finished()
                ? Feather.CHECK_CIRCLE
                : mark.step() > 0 ? Feather.PLAY : Feather.CIRCLE);
    icon.getStyleClass().add(mark.finished() ? "course-done" : "course-open");
    Label title = new Label((number + " " + lesson.title()).strip());
    title.getStyleClass().add("course-title");
    WrappedText.wrap(title);
    Label about = new Label(lesson.about());
    about.getStyleClass().add("muted-text");
    WrappedText.wrap(about);
    Label state = new Label(state(lesson, mark));
    state.getStyleClass().addAll("muted-text", "small-text");
    WrappedText.wrap(state);
    VBox words = new VBox(1, title, about, state);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    Button go = new Button(mark.step() > 0 ? Texts.of("Go on") : Texts.of("Begin"));
    go.setId("lesson-begin-" + lesson.id());
    go.getStyleClass().add("small");
    go.setMinWidth(Region.USE_PREF_SIZE);
    go.setAccessibleText(go.getText() + ": " + lesson.title());
    go.setOnAction(_ -> start.accept(lesson, false));
    VBox buttons = new VBox(4, go);
    if (mark.step() > 0) {
      Button anew = new Button(Texts.of("Anew"));
      anew.getStyleClass().addAll("small", "flat");
      anew.setMinWidth(Region.USE_PREF_SIZE);
      anew.setAccessibleText(Texts.of("From its first step: {0}", lesson.title()));
      anew.setOnAction(_ -> start.accept(lesson, true));
      buttons.getChildren().add(anew);
    }
    HBox line = new HBox(8, icon, words, buttons);
    line.getStyleClass().add("course-line");
    return line;
  }

  private static String state(Lesson lesson, Mark mark) {
    String minutes = Texts.of("{0} min", lesson.minutes());
    String predicted =
        mark.predictions().isEmpty()
            ? ""
            : " · "
                + Texts.of("{0} of {1} predicted right", mark.right(), mark.predictions().size());
    String acts =
        mark.acts() == 0
            ? ""
            : " · "
                + Texts.of(
                    "fewest acts so far: {0}; known to be enough: {1}",
                    mark.acts(), lesson.lab().fewest());
    String at =
        mark.step() == 0
            ? ""
            : " · " + Texts.of("at step {0} of {1}", mark.step() + 1, lesson.steps().size());
    return minutes + predicted + acts + at;
  }
}
