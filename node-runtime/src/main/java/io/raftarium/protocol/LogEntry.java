package io.raftarium.protocol;

import tools.jackson.databind.JsonNode;

/**
 * One row of {@code raft.raft_log}; {@code kind} is noop, command or config, a noop's command is
 * JSON null.
 */
public record LogEntry(long index, long term, String kind, JsonNode command) {
  /** Whether it holds a configuration (section 6). */
  public boolean isConfig() {
    return kind.equals("config");
  }

  /** Whether both are the same entry (Log Matching, section 5.3: same index and term). */
  public boolean matches(LogEntry other) {
    return index == other.index && term == other.term;
  }

  /** What it holds, without its index. */
  @Override
  public String toString() {
    return "term " + term + " " + kind + (command.isNull() ? "" : " " + command);
  }
}
