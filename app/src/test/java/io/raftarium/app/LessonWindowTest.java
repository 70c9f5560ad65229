package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.classroom.Classroom;
import io.raftarium.app.lesson.Lesson;
import io.raftarium.app.lesson.Page;
import io.raftarium.app.window.MainWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A lesson in the window: begun, answered, gone back in, left and taken up. */
final class LessonWindowTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private MainWindow now() throws Exception {
    return screen.desktop().ready().get(60, TimeUnit.SECONDS);
  }

  private @Nullable Page page() throws Exception {
    return fx(() -> screen.desktop().lessons().orElseThrow().page().get());
  }

  private String step() throws Exception {
    Page page = page();
    return page == null ? "none" : page.now().map(Page.Part::id).orElse("opening");
  }

  private boolean is(Page.Phase phase) throws Exception {
    Page page = page();
    return page != null && page.phase() == phase;
  }

  private void press(String action) throws Exception {
    MainWindow window = now();
    fx(() -> {
      window.commands().run(action);
      return true;
    });
  }

  private void fire(String query) throws Exception {
    await(query, () -> screen.robot().lookup(query).tryQuery().isPresent());
    fx(() -> {
      screen.robot().lookup(query).queryButton().fire();
      return true;
    });
  }

  /** Answers what is asked, and is shown the rest. */
  private void playOn() throws Exception {
    String shown = "";
    while (!is(Page.Phase.FINISHED)) {
      Page page = Objects.requireNonNull(page());
      assertThat(page.phase()).as(page.problem()).isNotEqualTo(Page.Phase.BROKEN);
      String step = page.now().map(Page.Part::id).orElse("");
      if (page.phase() == Page.Phase.ASKING) {
        fire("#lesson-choice-" + step + "-0");
        await("the answer", () -> !is(Page.Phase.ASKING));
      } else if (page.phase() == Page.Phase.PLAYING && !step.equals(shown)) {
        press("lesson.showMe");
        shown = step;
      } else {
        press("lesson.next");
        await("what comes after " + step, () -> !page.equals(page()));
      }
    }
  }

  @Test
  void aLessonIsPlayed() throws Exception {
    press("lesson.list");
    screen.picture("list");
    press("lesson.start.leader-election");
    await("the first step", () -> step().equals("equal"));
    screen.picture("first");
    press("lesson.showMe");
    await("the question", () -> step().equals("asked") && is(Page.Phase.ASKING));
    screen.picture("question");
    fire("#lesson-choice-asked-0");
    await("what is so", () -> is(Page.Phase.PLAYING));
    screen.picture("answered");
    assertThat(screen.texts("#lesson-parts .hyperlink")).contains("RequestVote.2");
    assertThat(screen.texts("#lesson-parts .label")).anyMatch(text -> text.startsWith("Not so"));
    press("lesson.showMe");
    await("the next question", () -> step().equals("won") && is(Page.Phase.ASKING));

    press("lesson.back");
    await("the step before", () -> step().equals("asked") && is(Page.Phase.ASKING));
    MainWindow again = now();
    assertThat(again.source().lab().orElseThrow().cluster().view().leader()).isNull();
    await(
        "its message",
        () ->
            again.source().lab().orElseThrow().network().wire().stream()
                .anyMatch(message -> message.rpc().type().equals("RequestVote")));

    press("lesson.start.one-node");
    await("another lesson", () -> step().equals("alone") && is(Page.Phase.ASKING));
    playOn();
    screen.picture("result");
    fire("#lesson-save");
    await("the card", () -> screen.robot().lookup("#lesson-result-name").tryQuery().isPresent());
    fx(() -> {
      screen.robot().lookup("#lesson-result-name").queryAs(TextField.class).setText("Ada");
      return true;
    });
    fire("#lesson-result-save");
    Path result = screen.folder().resolve("raftarium-result.json");
    await("the result's file", () -> Files.exists(result));
    assertThat(Files.readString(result))
        .contains("\"name\" : \"Ada\"", "\"one-node\"", "\"finished\" : true");
    fire("#lesson-list");
    await("the own cluster", () -> page() == null && now().moment().view().nodes().size() == 5);
    press("lesson.list");
    await(
        "it is kept",
        () ->
            screen.texts("#lesson-parts .label").stream()
                .anyMatch(text -> text.contains("predicted right")));
    screen.picture("kept");
    screen.another();
  }

  /** A double click, another lesson before the first one is there, Back and Replay in a row. */
  @Test
  @Tag("thorough")
  void hasteDoesNoHarm() throws Exception {
    Classroom lessons = screen.desktop().lessons().orElseThrow();
    Lesson last = lessons.course().lessons().get(4);
    fx(() -> {
      lessons.start(lessons.course().lessons().get(0), true);
      lessons.start(lessons.course().lessons().get(3), true);
      lessons.leave();
      lessons.start(last, true);
      lessons.start(last, true);
      return true;
    });
    await("the last one is played", () -> is(Page.Phase.PLAYING) || is(Page.Phase.ASKING));
    assertThat(now().source().lab().orElseThrow().name()).isEqualTo(last.title());
    fx(() -> {
      for (int i = 0; i < 3; i++) {
        lessons.player().orElseThrow().replay(-1);
        lessons.player().orElseThrow().back();
      }
      return true;
    });
    await("it begins again", () -> is(Page.Phase.OPENING));
    await("it is played", () -> is(Page.Phase.PLAYING) || is(Page.Phase.ASKING));
    assertThat(screen.text("#messages .message-title")).isEmpty();
    fx(() -> {
      lessons.leave();
      return true;
    });
    await(
        "what was there before", () -> page() == null && now().moment().view().nodes().size() == 5);
    screen.another();
  }

  private static final String OWN =
      """
      lesson: mine
      title: Mine
      about: A lesson of my own.
      lab: {nodes: 3, link_delay: 10ms, speed: 1}
      steps:
        - id: begin
          text: Nobody leads.
          until: leader == 0 && up.size() == 3
        - id: end
          text: %s
      """;

  /** A lecturer's file: read, read again as it is saved, and what is wrong with it told. */
  @Test
  void aFileIsReadAgainWheneverItIsSaved() throws Exception {
    Path own = screen.folder().resolve("mine.yaml");
    Files.writeString(own, OWN.formatted("Write on."));
    screen.files().pick(own);
    press("lesson.openFile");
    await("its last step", () -> step().equals("end") && is(Page.Phase.READING));
    assertThat(told()).isEqualTo("Write on.");

    Files.writeString(own, OWN.formatted("Written on."));
    await("what was saved", () -> told().equals("Written on.") && is(Page.Phase.READING));

    Files.writeString(own, OWN.formatted("Wrong ${nobody}."));
    await(
        "what is wrong",
        () -> screen.texts("#messages .label").stream().anyMatch(text -> text.contains("line 10")));
    assertThat(told()).as("the lesson goes on as it was").isEqualTo("Written on.");

    press("lesson.leave");
    await("the own cluster", () -> page() == null && now().moment().view().nodes().size() == 5);
    Files.writeString(own, OWN.formatted("After."));
    // Longer than it takes to be read.
    Thread.sleep(600);
    assertThat(page()).as("nobody reads it any longer").isNull();
    screen.another();
  }

  private String told() throws Exception {
    Page page = page();
    return page == null ? "" : page.now().map(Page.Part::text).orElse("");
  }
}
