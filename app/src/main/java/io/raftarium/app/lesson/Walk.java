package io.raftarium.app.lesson;

import io.raftarium.app.lesson.Formula.Unanswered;
import io.raftarium.app.lesson.Lesson.Shot;
import io.raftarium.app.lesson.Lesson.Step;
import io.raftarium.lab.Lab;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** Goes through the steps of a lesson one at a time, for whoever calls: nobody is asked. */
public final class Walk {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Ground ground;
  private final Doer doer;

  /** On a laboratory. */
  public Walk(Lesson lesson, Lab lab, Hands hands) {
    this.ground = new Ground(lab, hands, Map.of());
    this.doer = new Doer(lab, lesson, hands, false, ground::facts, () -> false);
  }

  /**
   * Does what a step sets up and what it asks for, and waits for its state.
   *
   * @param meanwhile done again and again while it waits
   * @return what there is to say once it is over
   * @throws IllegalStateException if the state does not come
   */
  public String take(Step step, Runnable meanwhile) {
    ground.begin(step);
    step.doing().forEach(doer::carryOut);
    step.then().forEach(doer::carryOut);
    step.showMe().forEach(doer::carryOut);
    Formula until = step.until();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (until != null && !until.holds(ground.facts())) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "awaited " + until.source() + " within " + LIMIT.toSeconds() + " s");
      }
      meanwhile.run();
    }
    return step.done() == null ? "" : step.done().of(ground.facts());
  }

  /** The node that a picture shows. */
  public OptionalInt node(Shot shot) {
    try {
      return shot.node() == null
          ? OptionalInt.empty()
          : OptionalInt.of(shot.node().node(ground.facts()));
    } catch (Unanswered _) {
      return OptionalInt.empty();
    }
  }
}
