package io.raftarium.check;

import java.util.List;

/** What the checker found. */
public sealed interface Verdict {
  /**
   * Every key has an order of its operations that explains all answers.
   *
   * @param operations how many there are
   * @param keys how many keys
   * @param unknown how many operations of unknown outcome
   */
  record Linearizable(int operations, int keys, int unknown) implements Verdict {}

  /**
   * No order explains the answers of one key.
   *
   * @param operation the first operation, by answers, that fits into no order
   * @param possible values that its key could have had instead, some of them
   */
  record NotLinearizable(Operation operation, List<Value> possible) implements Verdict {
    public NotLinearizable {
      possible = List.copyOf(possible);
    }

    /** The finding in words. */
    public String words() {
      String answer =
          switch (operation.kind()) {
            case GET -> " returned " + Operation.brief(operation.value());
            case CAS -> " swapped";
            case PUT, APPEND, DELETE -> " succeeded";
          };
      String could =
          possible.isEmpty()
              ? ""
              : "; by then the value could be "
                  + String.join(" or ", possible.stream().map(Operation::brief).toList());
      return operation.words()
          + " ("
          + operation.place()
          + ")"
          + answer
          + ", but that fits no order of the operations on this key"
          + could;
    }
  }

  /**
   * The search was given up before it had an answer.
   *
   * @param reason which limit was reached
   * @param key where
   */
  record Undecided(String reason, String key) implements Verdict {}
}
