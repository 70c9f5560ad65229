package io.raftarium.app.spacetime;

import java.util.ArrayList;
import java.util.List;

/** The round places that a scale names. */
final class Scale {
  private Scale() {}

  /** Round places in sight, not nearer to each other than so many of its units. */
  static List<Double> of(Sight sight, double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    double step = power;
    for (double factor : new double[] {1, 2, 5, 10}) {
      step = power * factor;
      if (step >= least) {
        break;
      }
    }
    List<Double> places = new ArrayList<>();
    for (double at = Math.ceil(sight.from() / step) * step; at <= sight.to(); at += step) {
      places.add(at);
    }
    return places;
  }
}
