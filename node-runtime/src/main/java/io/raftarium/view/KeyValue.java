package io.raftarium.view;

import tools.jackson.databind.JsonNode;

/**
 * One row of the replicated state machine: the value and the log index of the command that set it.
 */
public record KeyValue(String key, JsonNode value, long logIndex) {}
