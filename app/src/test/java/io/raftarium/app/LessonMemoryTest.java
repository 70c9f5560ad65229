package io.raftarium.app;

import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.classroom.Classroom;
import io.raftarium.app.lesson.Lesson;
import io.raftarium.app.lesson.Page;
import io.raftarium.app.lesson.Player;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The memory of a window in which lessons are learnt one after the other levels off. Something is
 * done every two seconds; {@code -Draftarium.memory.minutes=60} for an hour.
 */
@Tag("soak")
@EnabledOnOs(OS.LINUX)
final class LessonMemoryTest {
  private static final int MINUTES = Integer.getInteger("raftarium.memory.minutes", 10);
  private static final long BETWEEN = TimeUnit.SECONDS.toNanos(2);

  /** How much more the second half may take than the first, MB. */
  private static final double MOST_GROWTH = 80;

  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final List<Double> minutes = new ArrayList<>();
  private long begun;
  private int finished;

  @Test
  @Timeout(value = 120, unit = TimeUnit.MINUTES)
  void lessonsOneAfterTheOther() throws Exception {
    Classroom lessons = screen.desktop().lessons().orElseThrow();
    begun = System.nanoTime();
    while (minutes.size() < MINUTES) {
      for (Lesson lesson : lessons.course().all()) {
        play(lessons, lesson);
      }
    }
    fx(() -> {
      lessons.leave();
      return true;
    });
    screen.another();
    assertThat(finished).isPositive();
    assertThat(minutes.getLast() - minutes.get(MINUTES / 2))
        .as("growth of the second half, MB")
        .isLessThan(MOST_GROWTH);
  }

  private void play(Classroom lessons, Lesson lesson) throws Exception {
    fx(() -> {
      lessons.start(lesson, true);
      return true;
    });
    String shown = "";
    while (minutes.size() < MINUTES) {
      LockSupport.parkNanos(BETWEEN);
      tell();
      @Nullable Page page = fx(() -> lessons.page().get());
      Player player = fx(() -> lessons.player().orElseThrow());
      if (page == null || page.phase() == Page.Phase.OPENING) {
        continue;
      }
      assertThat(page.phase()).as(page.problem()).isNotEqualTo(Page.Phase.BROKEN);
      String step = page.now().map(Page.Part::id).orElse("");
      if (page.phase() == Page.Phase.FINISHED) {
        finished++;
        return;
      }
      if (page.phase() == Page.Phase.ASKING) {
        // A node where one is to be clicked, else an answer.
        player.answer(1);
      } else if (page.phase() == Page.Phase.PLAYING && !step.equals(shown)) {
        player.showMe();
        shown = step;
      } else {
        player.next();
      }
    }
  }

  private void tell() throws Exception {
    if (System.nanoTime() - begun >= TimeUnit.MINUTES.toNanos(minutes.size() + 1L)) {
      minutes.add(Memory.resident());
      Memory.print(minutes.size(), finished + " lessons");
    }
  }
}
