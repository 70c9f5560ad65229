package io.raftarium.protocol;

import tools.jackson.databind.JsonNode;

/**
 * One row of {@code raft.raft_log}; {@code kind} is noop, command or config, a noop's command is
 * JSON null.
 */
public record LogEntry(long index, long term, String kind, JsonNode command) {
  /** Whether both are the same entry (Log Matching, section 5.3: same index and term). */
  public boolean matches(LogEntry other) {
    return index == other.index && term == other.term;
  }
}
