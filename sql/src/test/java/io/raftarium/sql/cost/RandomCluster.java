package io.raftarium.sql.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/** Draws a long mix of all events for a few nodes; their messages get lost, late and twice. */
final class RandomCluster {
  private static final int NODES = 4;
  private static final int MESSAGES_MAX = 60;

  private final Random random;
  private final List<ObjectNode> messages = new ArrayList<>();
  private final Set<Integer> leaders = new TreeSet<>();
  private long at = 1_000;
  private int requests;

  RandomCluster(long seed) {
    random = new Random(seed);
  }

  /** An event and the node that takes it. */
  record Draw(int node, ObjectNode event) {}

  /** Statements that create the nodes; the fourth is no member until a change lets it in. */
  static List<String> creation() {
    List<String> statements = new ArrayList<>();
    for (int node = 1; node <= NODES; node++) {
      statements.add(
          String.format(
              Locale.ROOT,
              """
              select raft.create_node(%d, '{1,2,3}', '{}', '{"snapshot_threshold":15,"snapshot_trailing":3,
                "election_timeout_ms":40,"heartbeat_interval_ms":10,"max_append_entries":4,"max_inflight":3}')\
              """,
              node));
    }
    return statements;
  }

  Draw draw() {
    at += random.nextInt(6);
    if (messages.size() > MESSAGES_MAX) {
      messages.subList(0, MESSAGES_MAX / 2).clear();
    }
    if (!messages.isEmpty() && random.nextInt(100) < 80) {
      int place = random.nextInt(Math.min(4, messages.size()));
      ObjectNode message = messages.get(place).deepCopy();
      if (random.nextInt(10) > 0) {
        messages.remove(place);
      }
      return new Draw(message.path("to").asInt(), message.put("at", at));
    }
    int node = 1 + random.nextInt(NODES);
    int leader =
        leaders.isEmpty()
            ? node
            : leaders.stream().skip(random.nextInt(leaders.size())).findFirst().orElse(node);
    int dice = random.nextInt(100);
    if (dice < (leaders.isEmpty() ? 25 : 3)) {
      at += random.nextInt(30);
      return new Draw(node, event("ElectionTimeout"));
    }
    if (dice < 35) {
      return new Draw(leader, event("HeartbeatTimeout"));
    }
    if (dice < 75) {
      return new Draw(leader, clientRequest());
    }
    return switch (dice % 10) {
      case 0 -> new Draw(node, event("Start"));
      case 1, 2 -> new Draw(node, event("TakeSnapshot"));
      case 3, 4 -> {
        ObjectNode read = event("ClientRead");
        read.putArray("reads")
            .addObject()
            .put("request", "read" + ++requests)
            .putObject("query")
            .put("op", "get")
            .put("key", "k1");
        yield new Draw(leader, read);
      }
      case 5, 6 -> {
        ObjectNode change = event("ChangeConfig").put("request", "change" + ++requests);
        ArrayNode voters = change.putArray("voters");
        ArrayNode learners = change.putArray("learners");
        int odd = 1 + random.nextInt(NODES);
        for (int id = 1; id <= NODES; id++) {
          (id == odd ? learners : voters).add(id);
        }
        yield new Draw(leader, change);
      }
      default ->
          new Draw(
              leader,
              event("TransferLeadership")
                  .put("request", "transfer" + ++requests)
                  .put("to", leader % 3 + 1));
    };
  }

  private ObjectNode clientRequest() {
    ObjectNode event = event("ClientRequest");
    ArrayNode all = event.putArray("requests");
    for (int i = random.nextInt(3); i >= 0; i--) {
      ObjectNode request = all.addObject().put("request", "r" + ++requests);
      ObjectNode command = request.putObject("command");
      String key = "k" + random.nextInt(8);
      switch (random.nextInt(6)) {
        case 0 -> command.put("op", "register");
        case 1 -> command.put("op", "delete").put("key", key);
        case 2 -> command.put("op", "append").put("key", key).put("value", "x");
        case 3 -> {
          command.put("op", "cas").put("key", key);
          command.set("expect", IntNode.valueOf(random.nextInt(3)));
          command.set("value", IntNode.valueOf(random.nextInt(3)));
        }
        default -> {
          command.put("op", "put").put("key", key).put("value", random.nextInt(3));
          if (random.nextInt(3) == 0) {
            request.put("client", 1 + random.nextInt(20)).put("serial", random.nextInt(20));
          }
        }
      }
    }
    return event;
  }

  private ObjectNode event(String type) {
    return Steps.event(type).put("at", at);
  }

  /** Takes up what a step returned. */
  void took(int node, JsonNode result) {
    for (JsonNode message : result.path("send_rpc")) {
      messages.add((ObjectNode) message);
    }
    if (result.path("role").asString().equals("leader")) {
      leaders.add(node);
    } else {
      leaders.remove(node);
    }
  }
}
