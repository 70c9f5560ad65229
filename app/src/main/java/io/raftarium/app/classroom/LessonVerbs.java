package io.raftarium.app.classroom;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.export.FileChoice;
import io.raftarium.app.lesson.Lesson;
import io.raftarium.app.lesson.Player;
import io.raftarium.app.model.Operator;
import io.raftarium.app.words.Texts;
import java.util.List;
import java.util.function.Consumer;
import org.kordamp.ikonli.feather.Feather;

/** The commands of lessons. */
public final class LessonVerbs {
  private final Classroom classroom;
  private final Operator operator;
  private final FileChoice files;

  /** Of a window. */
  public LessonVerbs(Classroom classroom, Operator operator, FileChoice files) {
    this.classroom = classroom;
    this.operator = operator;
    this.files = files;
  }

  public void addTo(Actions commands) {
    commands.add(
        Action.named(
                "lesson.list", "Lessons", "Raft from its beginnings, step by step on real nodes")
            .icon(Feather.BOOK)
            .does(() -> commands.run("panel.lesson")));
    commands.add(
        Action.named(
                "lesson.first",
                "Begin with lesson 1",
                "From the beginning, where nothing is known yet")
            .icon(Feather.BOOK)
            .does(() -> classroom.start(classroom.course().lessons().getFirst(), false)));
    commands.add(
        Action.named(
                "lesson.openFile",
                "Open a lesson's file…",
                "A lesson that somebody has written; its step begins again when the file is saved")
            .icon(Feather.FILE_TEXT)
            .does(this::openFile));
    for (Lesson lesson : classroom.course().all()) {
      commands.add(
          Action.named(
                  "lesson.start." + lesson.id(),
                  Texts.phrase("Lesson: {0}", lesson.title()),
                  lesson.about())
              .icon(Feather.BOOK)
              .does(() -> classroom.start(lesson, false)));
    }
    played(
        commands,
        "lesson.next",
        Texts.mark("Go on"),
        Texts.mark("To the next step of the lesson"),
        Player::next);
    played(
        commands,
        "lesson.back",
        Texts.mark("Back"),
        Texts.mark("To the step before, as it was"),
        Player::back);
    played(
        commands,
        "lesson.replay",
        Texts.mark("Replay"),
        Texts.mark("Begins the step again, as it was"),
        player -> player.replay(-1));
    played(
        commands,
        "lesson.showMe",
        Texts.mark("Show me"),
        Texts.mark("Does what the step asks for"),
        Player::showMe);
    commands.add(
        Action.named("lesson.leave", "Leave", "Leaves the lesson; it can be taken up where it was")
            .icon(Feather.LOG_OUT)
            .unless(() -> classroom.player().isEmpty(), "no lesson is played")
            .does(classroom::leave));
  }

  /** Those that begin the lessons in which a rule of Raft is seen at work. */
  public static List<Action> seeing(Classroom classroom, Actions commands, String rule) {
    return classroom.course().lessons().stream()
        .filter(lesson -> lesson.rules().contains(rule))
        .map(lesson -> commands.get("lesson.start." + lesson.id()))
        .toList();
  }

  private void played(
      Actions commands, String id, String text, String detail, Consumer<Player> does) {
    commands.add(
        Action.named(id, text, detail)
            .unless(() -> classroom.player().isEmpty(), "no lesson is played")
            .does(() -> classroom.player().ifPresent(does)));
  }

  private void openFile() {
    files
        .openLesson(Texts.of("Open a lesson"))
        .ifPresent(file ->
            classroom.open(
                file,
                operator::say,
                failure -> operator.fail(Texts.of("The lesson cannot be opened"), failure)));
  }
}
