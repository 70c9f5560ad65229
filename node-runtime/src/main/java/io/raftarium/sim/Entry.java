package io.raftarium.sim;

import tools.jackson.databind.JsonNode;

/**
 * An entry of a log.
 *
 * @param kind noop, command or config
 */
record Entry(long term, String kind, JsonNode command) {
  boolean isConfig() {
    return kind.equals("config");
  }

  @Override
  public String toString() {
    return "term " + term + " " + kind + (command.isNull() ? "" : " " + command);
  }
}
