package io.raftarium.app.words;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Events and messages of the contract in short. */
public final class EventText {
  private EventText() {}

  /** An event by type and sender, for example {@code AppendEntries from S2}. */
  public static String name(JsonNode event) {
    String type = event.path("type").asString("?");
    int from = event.path("from").asInt(0);
    return from == 0 ? type : type + " from " + NodeNames.of(from);
  }

  /** What a message carries, for example {@code AppendEntries → S3, index 9}. */
  public static String sent(JsonNode rpc) {
    String head = rpc.path("type").asString("?") + " → " + NodeNames.of(rpc.path("to").asInt(0));
    String content = content(rpc);
    return content.isEmpty() ? head : head + ", " + content;
  }

  private static String content(JsonNode rpc) {
    return switch (rpc.path("type").asString("")) {
      case "AppendEntries" -> {
        long first = rpc.path("prev_log_index").asLong(0) + 1;
        int count = rpc.path("entries").size();
        yield switch (count) {
          case 0 -> "no entries";
          case 1 -> "index " + first;
          default -> "indexes " + first + " to " + (first + count - 1);
        };
      }
      case "AppendEntriesReply" ->
          rpc.path("success").asBoolean(false)
              ? "match " + rpc.path("match_index").asLong(0)
              : "refused, conflict at " + rpc.path("conflict_index").asLong(0);
      case "RequestVote" -> "term " + rpc.path("term").asLong(0);
      case "RequestVoteReply" -> rpc.path("vote_granted").asBoolean(false) ? "granted" : "refused";
      default -> "";
    };
  }

  /** What a step sent and answered, one line each; equal messages to several peers share a line. */
  public static List<String> effects(JsonNode actions) {
    List<String> lines = new ArrayList<>();
    List<String> contents = new ArrayList<>();
    for (JsonNode rpc : actions.path("send_rpc")) {
      String type = rpc.path("type").asString("?");
      String content = content(rpc);
      String to = NodeNames.of(rpc.path("to").asInt(0));
      String key = type + "/" + content;
      int same = contents.indexOf(key);
      if (same >= 0) {
        lines.set(same, lines.get(same).replaceFirst(" → ([S0-9, ]*S\\d+)", " → $1, " + to));
      } else {
        contents.add(key);
        lines.add(sent(rpc));
      }
    }
    for (JsonNode reply : actions.path("replies")) {
      lines.add(
          "answer to "
              + reply.path("request").asString("?")
              + ": "
              + reply.path("status").asString("?"));
    }
    return lines;
  }
}
