package io.raftarium.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The messages of a scenario on their way, and the links that are cut. */
final class ScenarioNetwork {
  /** Every link. */
  static final String ALL = "all";

  private final List<JsonNode> messages = new ArrayList<>();
  private final Set<String> cut = new TreeSet<>();

  /** Puts a message on its link, where it is lost if the link is cut. */
  void send(JsonNode message) {
    if (!cut.contains(link(message))) {
      messages.add(message);
    }
  }

  /** The oldest message on a link, no longer on it; null if there is none. */
  @Nullable JsonNode take(String link) {
    for (JsonNode message : messages) {
      if (on(message, link)) {
        messages.remove(message);
        return message;
      }
    }
    return null;
  }

  /** Loses what is on a link now. */
  void lose(String link) {
    messages.removeIf(message -> on(message, link));
  }

  /** Loses what a node has sent, as if it never had. */
  void forgetFrom(int node) {
    messages.removeIf(message -> message.path("from").asInt() == node);
  }

  /** Cuts {@code 1->2}, or {@code 1-2} both ways; what is on the link still arrives. */
  void cut(String link) {
    int between = link.contains("->") ? -1 : link.indexOf('-');
    if (between > 0) {
      String one = link.substring(0, between);
      String other = link.substring(between + 1);
      cut.add(one + "->" + other);
      cut.add(other + "->" + one);
    } else {
      cut.add(link);
    }
  }

  /** No link is cut any longer. */
  void heal() {
    cut.clear();
  }

  private static boolean on(JsonNode message, String link) {
    return link.equals(ALL) || link.equals(link(message));
  }

  private static String link(JsonNode message) {
    return message.path("from").asInt() + "->" + message.path("to").asInt();
  }
}
