package io.raftarium.app.lesson;

import io.raftarium.app.lesson.Formula.Unanswered;
import io.raftarium.app.lesson.Lesson.Step;
import io.raftarium.lab.Lab;
import io.raftarium.promise.Kept;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What the formulas of a lesson look at: its laboratory, what happened in a step, its names. */
final class Ground {
  private final Lab lab;
  private final Hands hands;
  private final Map<String, Object> names;
  private Since since;

  /**
   * Of a laboratory.
   *
   * @param names that were given before
   */
  Ground(Lab lab, Hands hands, Map<String, Object> names) {
    this.lab = lab;
    this.hands = hands;
    this.names = new HashMap<>(names);
    this.since = new Since(lab.tape(), lab.tape().last());
  }

  Lab lab() {
    return lab;
  }

  /** The names that were given so far. */
  Map<String, Object> names() {
    return Map.copyOf(names);
  }

  /** A step begins: it gives its names, and counts what happens from here on. */
  void begin(Step step) {
    Map<String, Object> facts = facts();
    step.names()
        .forEach((name, formula) -> {
          try {
            names.put(name, formula.of(facts));
          } catch (Unanswered e) {
            throw new IllegalStateException(
                "Step " + step.id() + " cannot name " + name + ": " + e.getMessage(), e);
          }
        });
    since = new Since(lab.tape(), lab.tape().last());
  }

  /** What was done since the step began. */
  List<Map<String, Object>> acts() {
    since.readOn();
    return since.acts();
  }

  Map<String, Object> facts() {
    Map<String, Object> facts = Facts.of(lab.moment());
    since.readOn();
    facts.put("steps", since.steps());
    facts.put("acts", since.acts());
    facts.put(
        "leaderless",
        since.leaderless(
            !Objects.equals(facts.get("leader"), 0L), lab.time().now().nanos() / 1_000_000));
    facts.put("holding", lab.network().hold().isPresent());
    List<Kept> promises = lab.promises();
    facts.put("kept", names(promises, true));
    facts.put("broken", names(promises, false));
    facts.put("window", hands.window());
    facts.putAll(names);
    return facts;
  }

  private static List<String> names(List<Kept> promises, boolean kept) {
    return promises.stream()
        .filter(each -> each.holds() == kept)
        .map(each -> each.promise().name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
