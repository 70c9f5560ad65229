package io.raftarium.app.lesson;

import io.raftarium.app.words.Assets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The lessons of the program, in the order in which they are learnt.
 *
 * @param lessons that teach
 * @param exam about all of them
 * @param challenges to try oneself
 */
public record Course(List<Lesson> lessons, Optional<Lesson> exam, List<Lesson> challenges) {
  private static final String FOLDER = "/assets/lessons/";
  private static final String ORDER = "/assets/course.yaml";

  /** Reads all of it from the program itself. */
  public static Course read() {
    try {
      JsonNode order = YamlTree.read("course.yaml", Assets.text(ORDER)).root();
      List<Lesson> lessons = lessons(order.path("lessons"));
      List<Lesson> exam = lessons(order.path("exam"));
      return new Course(lessons, exam.stream().findFirst(), lessons(order.path("challenges")));
    } catch (LessonException e) {
      throw new IllegalStateException("A lesson of the program itself cannot be read", e);
    }
  }

  private static List<Lesson> lessons(JsonNode ids) throws LessonException {
    List<Lesson> lessons = new ArrayList<>();
    for (JsonNode id : ids) {
      lessons.add(lesson(id.asString("")));
    }
    return List.copyOf(lessons);
  }

  /** One of the program's own lessons. */
  public static Lesson lesson(String id) throws LessonException {
    String file = id + ".yaml";
    return LessonReader.known(
        file,
        Assets.text(FOLDER + file),
        Assets.find(FOLDER + LessonReader.translationsOf(file)).orElse(""));
  }

  /** All of them, in order. */
  public List<Lesson> all() {
    List<Lesson> all = new ArrayList<>(lessons);
    exam.ifPresent(all::add);
    all.addAll(challenges);
    return List.copyOf(all);
  }

  /** The lesson after one; empty after the last. */
  public Optional<Lesson> after(Lesson lesson) {
    List<Lesson> all = all();
    for (int i = 0; i + 1 < all.size(); i++) {
      if (all.get(i).id().equals(lesson.id())) {
        return Optional.of(all.get(i + 1));
      }
    }
    return Optional.empty();
  }
}
