package io.raftarium.check;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * One operation of a history: what a process asked, and what it learned of the outcome.
 *
 * @param process who asked
 * @param kind what was asked
 * @param key canonical JSON text of the key
 * @param value what a put, append or cas writes; for a get that answered, what it found
 * @param expect what a cas wants to find
 * @param outcome what became of it
 * @param invoked where it begins
 * @param answered line and time of its answer; line 0 while it has none
 */
public record Operation(
    long process,
    Kind kind,
    String key,
    Value value,
    Value expect,
    Outcome outcome,
    Mark invoked,
    Mark answered) {

  /** What an operation does to its key. */
  public enum Kind {
    /** Writes a value. */
    PUT,
    /** Reads the value. */
    GET,
    /** Adds text to the end of the text there; an absent key counts as empty text. */
    APPEND,
    /** Writes a value if the key has the expected one. */
    CAS,
    /** Removes the key. */
    DELETE;

    /** As in a history file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is known of the outcome. */
  public enum Outcome {
    /** It happened, between call and answer. */
    OK,
    /** It did not happen and never will. */
    FAILED,
    /** It may have happened, or happen at any time after its call. */
    UNKNOWN
  }

  /**
   * A moment of a history.
   *
   * @param line the line of the file, from 1
   * @param time ns
   */
  public record Mark(int line, long time) {
    /** No such moment. */
    public static final Mark NONE = new Mark(0, 0);
  }

  /** The operation in words, for example {@code cas "x" from 1 to 2 by process 3}. */
  public String words() {
    String what =
        switch (kind) {
          case PUT -> "put " + key + " = " + brief(value);
          case GET -> "get " + key;
          case APPEND -> "append " + brief(value) + " to " + key;
          case CAS -> "cas " + key + " from " + brief(expect) + " to " + brief(value);
          case DELETE -> "delete " + key;
        };
    return what + " by process " + process;
  }

  /** Where it is in the file, for example {@code lines 4 to 9}. */
  public String place() {
    return answered.line() == 0
        ? "from line " + invoked.line() + " on"
        : "lines " + invoked.line() + " to " + answered.line();
  }

  /** How long the answer took, if there was one. */
  public OptionalLong nanos() {
    return answered.line() == 0
        ? OptionalLong.empty()
        : OptionalLong.of(answered.time() - invoked.time());
  }

  static String brief(Value value) {
    String json = value.json();
    return json.length() <= 80
        ? json
        : json.substring(0, 50) + "…" + json.substring(json.length() - 20);
  }
}
