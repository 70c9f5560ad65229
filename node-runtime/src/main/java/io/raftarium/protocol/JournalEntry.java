package io.raftarium.protocol;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One step of one node as {@code raft.raft_journal} keeps it: the event, the actions it returned,
 * the rules that ran in order, and the state columns that changed with their new values.
 */
public record JournalEntry(
    int nodeId,
    long version,
    Instant at,
    JsonNode event,
    JsonNode actions,
    List<String> rules,
    JsonNode changed) {}
