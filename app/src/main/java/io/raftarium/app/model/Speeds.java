package io.raftarium.app.model;

import java.util.List;

/** The speeds of the laboratory clock that the window offers, slowest first. */
public final class Speeds {
  private static final List<Integer> DIVISORS = List.of(1000, 500, 200, 100, 50, 20, 10, 5, 2, 1);

  private Speeds() {}

  /** How many there are. */
  public static int count() {
    return DIVISORS.size();
  }

  /** The speed of a step from 0, the slowest. */
  public static double at(int step) {
    return 1.0 / DIVISORS.get(Math.clamp(step, 0, count() - 1));
  }

  /** The step whose speed is nearest, by ratio. */
  public static int step(double speed) {
    int best = 0;
    for (int step = 1; step < count(); step++) {
      if (Math.abs(Math.log(at(step) / speed)) < Math.abs(Math.log(at(best) / speed))) {
        best = step;
      }
    }
    return best;
  }

  /** In words, for example {@code 1/50×}. */
  public static String text(double speed) {
    int divisor = DIVISORS.get(step(speed));
    return divisor == 1 ? "1×" : "1/" + divisor + "×";
  }
}
