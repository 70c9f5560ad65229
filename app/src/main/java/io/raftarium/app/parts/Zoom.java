package io.raftarium.app.parts;

import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;

/** How large everything in a window is; 1 as it is made. FX thread only. */
public final class Zoom {
  private static final List<Integer> PERCENT =
      List.of(80, 90, 100, 110, 125, 150, 175, 200, 250, 300);

  private final ReadOnlyDoubleWrapper factor = new ReadOnlyDoubleWrapper(1);

  /** What a person chose, while something else is shown to an audience; 0 while nothing is. */
  private double chosen;

  /** The factor. */
  public ReadOnlyDoubleProperty factor() {
    return factor.getReadOnlyProperty();
  }

  /** What a person chose for the desk, whatever an audience is shown. */
  public double chosen() {
    return chosen == 0 ? factor.get() : chosen;
  }

  /** As large as an audience needs it, until {@link #settle}. */
  public void lift(double to) {
    chosen = chosen();
    factor.set(to);
  }

  /** Back to what was chosen. */
  public void settle() {
    factor.set(chosen());
    chosen = 0;
  }

  /** The sizes that there are, in percent. */
  public static List<Integer> sizes() {
    return PERCENT;
  }

  /** Sets the nearest of the sizes that there are. */
  public void set(double wanted) {
    factor.set(PERCENT.get(nearest(wanted)) / 100.0);
  }

  /** Whether there is a size that many steps up, or down if negative. */
  public boolean can(int steps) {
    int to = nearest(factor.get()) + steps;
    return to >= 0 && to < PERCENT.size();
  }

  /** Goes that many steps up, or down if negative, as far as there are any. */
  public void step(int steps) {
    int to = Math.clamp(nearest(factor.get()) + (long) steps, 0, PERCENT.size() - 1);
    factor.set(PERCENT.get(to) / 100.0);
  }

  /** In words, for example {@code 125 %}. */
  public String text() {
    return String.format(Locale.ROOT, "%.0f %%", factor.get() * 100);
  }

  private static int nearest(double wanted) {
    int best = 0;
    for (int i = 1; i < PERCENT.size(); i++) {
      if (Math.abs(PERCENT.get(i) - wanted * 100) < Math.abs(PERCENT.get(best) - wanted * 100)) {
        best = i;
      }
    }
    return best;
  }
}
