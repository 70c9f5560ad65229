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
   * @param operation the first operation, by answers, that fits into no order, or that is plainly
   *     wrong
   * @param why what is wrong with its answer
   * @param possible values that its key could have had instead, some of them
   */
  record NotLinearizable(Operation operation, Why why, List<Value> possible) implements Verdict {
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
          + ", but "
          + why.words(operation.kind() == Operation.Kind.GET ? "that" : "what it expects")
          + could;
    }
  }

  /** What is wrong with an answer. */
  enum Why {
    /** A search through all orders found none that explains it. */
    NO_ORDER,
    /** No operation that was called before it was answered leads to the value. */
    NEVER_WRITTEN,
    /** Whatever may have written the value was over before another value was there for sure. */
    OVERWRITTEN,
    /** The value, or a part of it, was there more often than it was written. */
    TOO_OFTEN;

    private String words(String value) {
      return switch (this) {
        case NO_ORDER -> "that fits no order of the operations on this key";
        case NEVER_WRITTEN -> "nothing called before its answer writes " + value;
        case OVERWRITTEN ->
            "the key had another value, for sure, between the last write of "
                + value
                + " and its call";
        case TOO_OFTEN -> value + " was written less often than that takes";
      };
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
