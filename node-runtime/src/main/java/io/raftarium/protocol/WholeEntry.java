package io.raftarium.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A log entry with what only the functions need of it.
 *
 * @param at the leader's clock when it appended the entry, ms; null where nobody knows
 * @param client the client session; null for none
 * @param serial of the command within its session; null for none
 */
public record WholeEntry(
    long term,
    String kind,
    JsonNode command,
    @Nullable Long at,
    @Nullable Long client,
    @Nullable Long serial) {
  /** One of a view, which leaves out the rest. */
  public static WholeEntry of(LogEntry entry) {
    return new WholeEntry(entry.term(), entry.kind(), entry.command(), null, null, null);
  }

  /** One of an AppendEntries, which carries all. */
  public static WholeEntry of(JsonNode sent) {
    return new WholeEntry(
        sent.path("term").asLong(0),
        sent.path("kind").asString(""),
        sent.path("command"),
        number(sent.path("at")),
        number(sent.path("client")),
        number(sent.path("serial")));
  }

  private static @Nullable Long number(JsonNode value) {
    return value.isNumber() ? Long.valueOf(value.asLong()) : null;
  }

  /** Whether it opens a session. */
  public boolean registers() {
    return command.path("op").asString("").equals("register");
  }
}
