package io.raftarium.app.lesson;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a lesson shows at a moment: its steps so far, the newest last.
 *
 * @param problem why it cannot go on; empty unless it is broken
 * @param acts that a learner has done in a challenge so far
 */
public record Page(Lesson lesson, Phase phase, List<Part> parts, String problem, int acts) {
  /** Where a lesson stands. */
  public enum Phase {
    /** Its laboratory is being set up. */
    OPENING,
    /** It waits until the state is there. */
    PLAYING,
    /** It waits for an answer. */
    ASKING,
    /** It waits for a person to go on. */
    READING,
    /** It is over. */
    FINISHED,
    /** It cannot go on. */
    BROKEN
  }

  /**
   * A step as it was told.
   *
   * @param number of the step, from 0
   * @param text small Markdown
   * @param over whether its state was reached
   * @param asked its question, where it has one
   * @param remarks on what the learner did otherwise
   * @param done what was said as it was over
   * @param showable whether the learner can be shown
   */
  public record Part(
      int number,
      String id,
      String title,
      String text,
      List<String> highlight,
      boolean over,
      @Nullable Asked asked,
      List<String> remarks,
      String done,
      boolean showable) {

    Part with(@Nullable Asked newAsked) {
      return new Part(number, id, title, text, highlight, over, newAsked, remarks, done, showable);
    }

    Part with(List<String> newRemarks) {
      return new Part(number, id, title, text, highlight, over, asked, newRemarks, done, showable);
    }

    Part over(String newDone) {
      return new Part(number, id, title, text, highlight, true, asked, remarks, newDone, showable);
    }

    /** The same, with each text put another way. */
    public Part told(UnaryOperator<String> way) {
      return new Part(
          number,
          id,
          title,
          way.apply(text),
          highlight,
          over,
          asked == null ? null : asked.told(way),
          remarks.stream().map(way).toList(),
          way.apply(done),
          showable);
    }
  }

  /**
   * A question and what became of it.
   *
   * @param choices to choose from; empty where a node is clicked
   * @param chosen by the learner: the number of a choice from 0, or a node; -1 before
   * @param right the right ones; empty until they are known
   * @param judged whether it is known if the answer is right
   * @param why what there is to say of the choice
   * @param ran the rules that run in the step
   */
  public record Asked(
      String text,
      List<String> choices,
      int chosen,
      Set<Integer> right,
      boolean judged,
      String why,
      List<String> ran) {
    Asked told(UnaryOperator<String> way) {
      return new Asked(
          way.apply(text),
          choices.stream().map(way).toList(),
          chosen,
          right,
          judged,
          way.apply(why),
          ran);
    }

    Asked chosen(int choice) {
      return new Asked(text, choices, choice, Set.of(), false, "", List.of());
    }

    Asked judged(Set<Integer> known, String because, List<String> rules) {
      return new Asked(text, choices, chosen, known, true, because, rules);
    }

    /** Whether the learner was right. */
    public boolean correct() {
      return judged && right.contains(chosen);
    }

    /** Whether a node is to be clicked. */
    public boolean click() {
      return choices.isEmpty();
    }
  }

  /** The newest part. */
  public Optional<Part> now() {
    return parts.isEmpty() ? Optional.empty() : Optional.of(parts.getLast());
  }

  /** The questions that were answered. */
  public List<Part> predictions() {
    return parts.stream().filter(part -> part.asked() != null && part.asked().judged()).toList();
  }
}
