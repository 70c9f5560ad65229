package io.raftarium.sim;

import io.raftarium.protocol.Command;
import io.raftarium.protocol.Event;
import org.jspecify.annotations.Nullable;

/**
 * A client with one operation at a time; with a session it asks again until it knows the outcome.
 */
final class Client {
  final int number;

  /** The node to ask next, 0 for any. */
  int leader;

  /** The session, 0 for none. */
  long session;

  long serial;
  boolean wantsSession;

  /**
   * Rises with every message to a node; an answer to an earlier one still counts for its operation.
   */
  long attempt;

  @Nullable Operation operation;

  /**
   * What it wants done.
   *
   * @param op the word of the history, or {@code register}
   * @param request the id by which it is answered
   * @param event what carries it
   */
  record Operation(
      String op,
      String request,
      Command command,
      Event event,
      boolean asksAgain,
      int tries,
      boolean gone) {
    /** Whether it goes through the log. */
    boolean log() {
      return event instanceof Event.ClientRequest;
    }

    Operation again() {
      return new Operation(op, request, command, event, asksAgain, tries + 1, gone);
    }

    /** One try's fate is unknown, so a later refusal says nothing. */
    Operation lost() {
      return new Operation(op, request, command, event, asksAgain, tries, true);
    }
  }

  Client(int number) {
    this.number = number;
  }
}
