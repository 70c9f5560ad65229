package io.raftarium.app.lesson;

import io.raftarium.app.lesson.Formula.Unanswered;
import io.raftarium.app.lesson.Lesson.Choice;
import io.raftarium.app.lesson.Lesson.Question;
import io.raftarium.app.lesson.Lesson.Step;
import io.raftarium.app.lesson.Page.Asked;
import io.raftarium.view.Preview;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Asks a lesson's questions and judges their answers by what the function did. */
final class Judge {
  private Judge() {}

  /** A question as it is asked now. */
  static Asked ask(Question question, Map<String, Object> facts) {
    return new Asked(
        question.ask().of(facts),
        question.choices().stream().map(choice -> choice.text().of(facts)).toList(),
        -1,
        Set.of(),
        false,
        "",
        List.of());
  }

  /** The facts with those of a step that was taken and undone. */
  static Map<String, Object> with(Map<String, Object> facts, Preview preview) {
    facts.put("node", (long) preview.node());
    facts.put("before", Facts.plain(preview.before()));
    facts.put("after", Facts.plain(preview.after()));
    facts.put("changed", preview.changes().stream().map(Preview.Column::name).toList());
    facts.put("actions", Facts.plain(preview.result().body()));
    facts.put("ran", preview.rules().orElse(List.of()));
    return facts;
  }

  /**
   * What is right, by the facts.
   *
   * @throws IllegalStateException if nothing is
   */
  static Asked judged(Step step, Asked asked, Map<String, Object> facts) {
    Question question = step.question();
    if (question == null) {
      return asked;
    }
    Set<Integer> right = new TreeSet<>();
    String why = "";
    if (question.click() != null) {
      try {
        right.addAll(question.click().nodes(facts));
      } catch (Unanswered e) {
        throw new IllegalStateException(
            "The question of step " + step.id() + " has no answer: " + e.getMessage(), e);
      }
    } else {
      List<Choice> choices = question.choices();
      for (int i = 0; i < choices.size(); i++) {
        if (choices.get(i).right().holds(facts)) {
          right.add(i);
        }
      }
      Choice mine = choices.get(Math.clamp(asked.chosen(), 0, choices.size() - 1));
      why = mine.why() == null ? "" : mine.why().of(facts);
    }
    if (right.isEmpty()) {
      throw new IllegalStateException(
          "No answer to the question of step " + step.id() + " is right");
    }
    return asked.judged(right, why, ran(facts));
  }

  private static List<String> ran(Map<String, Object> facts) {
    return facts.get("ran") instanceof List<?> rules
        ? rules.stream().map(String::valueOf).toList()
        : List.of();
  }
}
