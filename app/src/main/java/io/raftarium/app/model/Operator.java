package io.raftarium.app.model;

import io.raftarium.lab.Lab;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries the operator's verbs out off the FX thread and tells the operator when one fails. */
public interface Operator {
  /** How a verb is carried out: {@link #run} or {@link #atOnce}. */
  @FunctionalInterface
  interface Way {
    /** Carries it out. */
    void run(String what, Consumer<Lab> verb);
  }

  /** Runs a verb that takes no time: it never waits behind one that does. */
  void atOnce(String what, Consumer<Lab> verb);

  /**
   * Runs a verb that may take a while, after those before it.
   *
   * @param what what is being done, for the message if it fails, for example {@code Kill S3}
   */
  void run(String what, Consumer<Lab> verb);

  /** Why nothing is carried out now, in words for a person; empty where it is. */
  default Optional<String> idle() {
    return Optional.empty();
  }

  /**
   * Shows that something is under way which may take a while. FX thread.
   *
   * @param cancel asked for by the operator; any number of times
   */
  Work begin(String what, Runnable cancel);

  /** Something that is under way. Any thread. */
  interface Work {
    /** How much of it is done, 0 to 1. */
    void share(double done);

    /** It is over. */
    void over();
  }

  /** Shows a short message for a moment. */
  void say(String message);

  /** Shows a failure until it is dismissed: what happened and what to do. */
  void fail(String what, Throwable cause);
}
