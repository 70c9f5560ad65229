package io.raftarium.protocol;

import java.time.Instant;
import java.util.List;

/**
 * One step of one node as {@code raft.raft_journal} keeps it: the event, the actions it returned,
 * the rules that ran in order, and the state columns that changed with their new values.
 */
public record JournalEntry(
    int nodeId,
    long version,
    Instant at,
    Event event,
    Actions actions,
    List<String> rules,
    Changes changed) {}
