package io.raftarium.app.spacetime;

/**
 * Which part of the axis is in sight; plain figures, a new one with every change.
 *
 * @param from what lies at the left end
 * @param span how much there is from the left end to the right one
 */
record Sight(Axis axis, double from, double span) {
  /** Room right of the newest, as a part of the width. */
  private static final double AHEAD = 0.03;

  double to() {
    return from + span;
  }

  /** Shows more or less around a place, which stays where it is; below 1 shows less. */
  Sight zoom(double factor, double around, double first, double last) {
    double whole = Math.max(axis.least(), (last - first) * (1 + 2 * AHEAD));
    double wanted = Math.clamp(span * factor, axis.least(), whole);
    double share = span <= 0 ? 0.5 : (around - from) / span;
    return new Sight(axis, around - wanted * share, wanted).within(first, last);
  }

  /** Moves along. */
  Sight pan(double by, double first, double last) {
    return new Sight(axis, from + by, span).within(first, last);
  }

  /** The same with a place in the middle. */
  Sight centre(double place, double first, double last) {
    return new Sight(axis, place - span / 2, span).within(first, last);
  }

  /** Moved as little as needed for a place to be in sight. */
  Sight reveal(double place, double first, double last) {
    boolean seen = place >= from + span * AHEAD && place <= to() - span * AHEAD / 2;
    return seen ? this : centre(place, first, last);
  }

  /** The same length at the newest. */
  Sight newest(double last) {
    return new Sight(axis, last - span * (1 - AHEAD), span);
  }

  /** All there is. */
  static Sight all(Axis axis, double first, double last) {
    double whole = Math.max(axis.least(), (last - first) * (1 + 2 * AHEAD));
    return new Sight(axis, first - whole * AHEAD, whole).within(first, last);
  }

  /** Whether the newest is in sight. */
  boolean shows(double last) {
    return last <= to();
  }

  private Sight within(double first, double last) {
    double least = first - span * AHEAD;
    double most = last - span * (1 - AHEAD);
    // Where all of it has room, it begins at the left.
    return new Sight(axis, Math.max(least, Math.min(from, Math.max(least, most))), span);
  }
}
