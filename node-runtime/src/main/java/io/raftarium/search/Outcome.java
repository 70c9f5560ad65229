package io.raftarium.search;

/** What a search came to. */
public sealed interface Outcome {
  /** How far it went. */
  Looked looked();

  /**
   * A way was found.
   *
   * @param shortest whether there is no shorter one
   */
  record Found(Schedule schedule, boolean shortest, Looked looked) implements Outcome {}

  /**
   * None was found.
   *
   * @param steps all ways of so many steps were looked at
   * @param end what ended it
   */
  record NotFound(int steps, End end, Looked looked) implements Outcome {}

  /** What ends a search that finds nothing. */
  enum End {
    /** Every way within the bound of steps was looked at. */
    STEPS,
    /** There is no other state to come to. */
    EVERYTHING,
    STATES,
    TIME,
    CANCELLED
  }
}
