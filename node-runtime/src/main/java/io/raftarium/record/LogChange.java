package io.raftarium.record;

import io.raftarium.protocol.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * A change of a log that a step made.
 *
 * @param added null if the entry was removed
 */
public record LogChange(int node, long index, @Nullable LogEntry added) {}
