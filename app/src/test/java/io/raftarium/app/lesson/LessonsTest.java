package io.raftarium.app.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.lesson.Page.Asked;
import io.raftarium.app.lesson.Page.Part;
import io.raftarium.app.lesson.Page.Phase;
import io.raftarium.app.lesson.Player.Pace;
import io.raftarium.lab.Clusters;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabOptions;
import io.raftarium.lab.LocalLab;
import io.raftarium.lab.Origin;
import io.raftarium.promise.Kept;
import io.raftarium.server.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every lesson from its first step to its last, on real nodes and as fast as they can: each state
 * is reached, by what the lesson shows a learner, and the function answers each question.
 */
@Tag("thorough")
class LessonsTest {
  private static final Path FOLDER = Path.of("..", "assets", "lessons");
  private static final long STEP_LIMIT_NANOS = 25_000_000_000L;

  @TempDir(cleanup = CleanupMode.ALWAYS)
  @SuppressWarnings("NullAway.Init") // set before any test
  static Path data;

  @SuppressWarnings("NullAway.Init") // set before any test
  private static Clusters clusters;

  private static @Nullable Lab open;

  @BeforeAll
  static void start() {
    clusters = Clusters.startAlone(LabOptions.in(data), Progress.NONE);
  }

  @AfterAll
  static void end() {
    Lab last = open;
    if (last != null) {
      last.close();
    }
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(FOLDER)) {
      String wanted = System.getProperty("raftarium.lesson", "");
      return all.filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("tour.yaml"))
          .filter(file -> wanted.isEmpty() || file.endsWith(wanted + ".yaml"))
          .sorted()
          .toList();
    }
  }

  /** The laboratories of a test, in one server. */
  static final class TestRooms implements Rooms {
    @Override
    public Lab open(Lesson lesson) {
      LocalLab lab = clusters.lesson(lesson.title(), lesson.lab().options(LabOptions.in(data)));
      lab.time().pause();
      lab.cluster().start(lesson.lab().nodes());
      return kept(lab);
    }

    @Override
    public Lab openFrom(Lesson lesson, Origin origin) {
      return kept(clusters.lesson(lesson.title(), origin));
    }

    private static Lab kept(Lab lab) {
      open = lab;
      return lab;
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isPlayedToItsEnd(Path file) throws Exception {
    Lesson lesson = LessonReader.read(file.getFileName().toString(), Files.readString(file), "");
    assertThat(file).hasFileName(lesson.id() + ".yaml");
    long began = System.nanoTime();
    try (Player player = new Player(lesson, 0, new TestRooms(), Hands.NONE, Pace.FAST, () -> {})) {
      Page page = played(player);
      assertThat(ran(page)).as("rules that ran").containsAll(lesson.rules());
      if (Boolean.getBoolean("raftarium.lesson.print")) {
        page.parts().forEach(System.out::println);
      }
      assertThat(page.parts()).hasSameSizeAs(lesson.steps());
      assertThat(page.parts()).allMatch(Part::over);
      for (Part part : page.parts()) {
        Asked asked = part.asked();
        if (asked != null) {
          assertThat(asked.judged()).as(part.id()).isTrue();
          if (!asked.click()) {
            assertThat(asked.right()).as("right answers of " + part.id()).hasSize(1);
          }
        }
        assertThat(part.text() + part.done()).as(part.id()).doesNotContain(Template.UNKNOWN);
      }
    }
    System.out.printf("%s: %.1f s%n", lesson.id(), (System.nanoTime() - began) / 1e9);
  }

  /** Going back opens the moment in another laboratory: it breaks nothing, and goes on the same. */
  @ParameterizedTest
  @ValueSource(strings = {"membership", "figure-8", "log-repair"})
  void aStepIsPlayedAgain(String id) throws Exception {
    Lesson lesson =
        LessonReader.read(id + ".yaml", Files.readString(FOLDER.resolve(id + ".yaml")), "");
    try (Player player = new Player(lesson, 0, new TestRooms(), Hands.NONE, Pace.FAST, () -> {})) {
      played(player);
      int middle = lesson.steps().size() / 2;
      Lab before = open;
      player.replay(middle);
      while (Objects.equals(open, before)) {
        LockSupport.parkNanos(3_000_000);
      }
      Page page = played(player);
      assertThat(page.parts()).hasSameSizeAs(lesson.steps()).allMatch(Part::over);
      Lab now = Objects.requireNonNull(open);
      assertThat(now.promises()).isNotEmpty().allMatch(Kept::holds);
    }
  }

  /** Whoever left a lesson takes it up where it was: what came before is not waited for. */
  @ParameterizedTest
  @ValueSource(strings = {"leader-election", "partition"})
  void isTakenUpAtAPersonsPace(String id) throws Exception {
    Lesson lesson =
        LessonReader.read(id + ".yaml", Files.readString(FOLDER.resolve(id + ".yaml")), "");
    int from = lesson.steps().size() - 2;
    long began = System.nanoTime();
    try (Player player =
        new Player(lesson, from, new TestRooms(), Hands.NONE, Pace.PERSON, () -> {})) {
      while (player.page().now().map(Part::number).orElse(-1) < from) {
        assertThat(player.page().phase()).as(player.page().problem()).isNotEqualTo(Phase.BROKEN);
        assertThat(System.nanoTime() - began)
            .as("nanoseconds, at %s", player.page().now())
            .isLessThan(STEP_LIMIT_NANOS);
        LockSupport.parkNanos(3_000_000);
      }
      assertThat(player.page().parts().subList(0, from)).allMatch(Part::over);
    }
  }

  /** Plays a lesson as a learner who answers everything with the first answer. */
  static Page played(Player player) {
    int shown = -1;
    int at = -1;
    long since = System.nanoTime();
    while (true) {
      Page page = player.page();
      if (page.phase() == Phase.FINISHED) {
        return page;
      }
      assertThat(page.phase())
          .as("%s; %s", page.problem(), seen(page.now()))
          .isNotEqualTo(Phase.BROKEN);
      Optional<Part> now = page.now();
      if (now.isPresent()) {
        int number = now.get().number();
        if (number != at) {
          at = number;
          since = System.nanoTime();
        }
        if (page.phase() == Phase.ASKING) {
          player.answer(now.get().asked() != null && now.get().asked().click() ? 1 : 0);
        } else if (page.phase() == Phase.PLAYING && now.get().showable() && shown != number) {
          shown = number;
          player.showMe();
        }
      }
      assertThat(System.nanoTime() - since)
          .as(
              "nanoseconds in step %s of %s, %s: %s",
              now.map(Part::id).orElse("none"), page.lesson().id(), page.phase(), seen(now))
          .isLessThan(STEP_LIMIT_NANOS);
      LockSupport.parkNanos(3_000_000);
    }
  }

  /** The rules of all steps that changed something, or were looked ahead at. */
  private static Set<String> ran(Page page) {
    Set<String> ran = new TreeSet<>();
    page.predictions()
        .forEach(part -> {
          Asked asked = part.asked();
          ran.addAll(asked == null ? List.of() : asked.ran());
        });
    Lab lab = open;
    if (lab != null) {
      lab.tape().reads().stream()
          .flatMap(read -> read.view().journal().stream())
          .forEach(step -> ran.addAll(step.rules()));
    }
    return ran;
  }

  private static String seen(Optional<Part> now) {
    Lab lab = open;
    return now + (lab == null ? "" : "; seen: " + Facts.of(lab.moment()));
  }
}
