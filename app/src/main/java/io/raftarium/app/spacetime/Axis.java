package io.raftarium.app.spacetime;

/** What the distance from left to right means. */
enum Axis {
  /** Time that went by. */
  TIME(100_000),
  /** How many things happened: everything has its room, however soon it followed. */
  ORDER(12);

  private final double least;

  Axis(double least) {
    this.least = least;
  }

  /** The least that may fill the whole width. */
  double least() {
    return least;
  }

  double of(At at) {
    return this == TIME ? at.nanos() : at.number();
  }
}
