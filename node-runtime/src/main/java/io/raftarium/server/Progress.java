package io.raftarium.server;

/** Told how far a long start has come; called from the starting thread. */
@FunctionalInterface
public interface Progress {
  /** One that does not care. */
  Progress NONE = (text, fraction) -> {};

  /**
   * A step begins.
   *
   * @param text what is being done, for a person
   * @param fraction of the whole that is done, 0 to 1
   */
  void step(String text, double fraction);

  /** The same receiver for a part of the whole: 0 to 1 becomes {@code from} to {@code to}. */
  default Progress part(double from, double to) {
    return (text, fraction) -> step(text, from + (to - from) * fraction);
  }
}
