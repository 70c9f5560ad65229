package io.raftarium.app.lesson;

import io.raftarium.app.lesson.Page.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far somebody is.
 *
 * @param lessons by their ids
 */
public record Progress(SortedMap<String, Mark> lessons) {
  /** Nothing yet. */
  public static final Progress NONE = new Progress(new TreeMap<>());

  /**
   * How far in a lesson.
   *
   * @param step to go on with, from 0
   * @param finished whether it was played to its end once
   * @param predictions the newest of each step
   * @param acts the fewest that a challenge was won with; 0 before
   */
  public record Mark(int step, boolean finished, List<Prediction> predictions, int acts) {
    /** Before it was begun. */
    public static final Mark NONE = new Mark(0, false, List.of(), 0);

    /** How many predictions were right. */
    public long right() {
      return predictions.stream().filter(Prediction::right).count();
    }
  }

  /**
   * What was predicted in a step.
   *
   * @param step its id
   * @param question in short
   */
  public record Prediction(String step, String question, boolean right) {}

  /** How far in a lesson. */
  public Mark of(Lesson lesson) {
    return lessons.getOrDefault(lesson.id(), Mark.NONE);
  }

  /** The same after a page of a lesson was seen. */
  public Progress with(Page page) {
    Mark before = of(page.lesson());
    boolean over = page.phase() == Page.Phase.FINISHED;
    int step = over ? 0 : page.now().map(Part::number).orElse(before.step());
    List<Prediction> predictions = new ArrayList<>(before.predictions());
    for (Part part : page.predictions()) {
      predictions.removeIf(each -> each.step().equals(part.id()));
      if (part.asked() != null) {
        predictions.add(new Prediction(part.id(), part.asked().text(), part.asked().correct()));
      }
    }
    int acts =
        over && page.lesson().kind() == Lesson.Kind.CHALLENGE
            ? before.acts() == 0 ? page.acts() : Math.min(before.acts(), page.acts())
            : before.acts();
    TreeMap<String, Mark> all = new TreeMap<>(lessons);
    all.put(
        page.lesson().id(),
        new Mark(step, before.finished() || over, List.copyOf(predictions), acts));
    return new Progress(all);
  }
}
