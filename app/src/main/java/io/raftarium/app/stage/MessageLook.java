package io.raftarium.app.stage;

import io.raftarium.view.WireMessage;
import tools.jackson.databind.JsonNode;

/**
 * How a message is drawn.
 *
 * @param label what it says, in two or three words
 */
record MessageLook(Shape shape, Sign sign, String label, long term) {
  /** The outline; requests are filled, replies hollow. */
  enum Shape {
    HEARTBEAT,
    APPEND,
    VOTE,
    SNAPSHOT,
    OTHER,
    REPLY
  }

  /** What a reply says. */
  enum Sign {
    NONE,
    YES,
    NO
  }

  static MessageLook of(WireMessage message) {
    JsonNode rpc = message.rpc();
    long term = rpc.path("term").asLong(0);
    return switch (message.type()) {
      case "AppendEntries" -> append(rpc, term);
      case "AppendEntriesReply" ->
          rpc.path("success").asBoolean(false)
              ? new MessageLook(
                  Shape.REPLY, Sign.YES, "ok " + rpc.path("match_index").asLong(0), term)
              : new MessageLook(Shape.REPLY, Sign.NO, "refused", term);
      case "RequestVote" ->
          new MessageLook(
              Shape.VOTE,
              Sign.NONE,
              (rpc.path("pre_vote").asBoolean(false) ? "Pre-vote? t" : "Vote? t") + term,
              term);
      case "RequestVoteReply" ->
          rpc.path("vote_granted").asBoolean(false)
              ? new MessageLook(Shape.REPLY, Sign.YES, "yes", term)
              : new MessageLook(Shape.REPLY, Sign.NO, "no", term);
      case "InstallSnapshot" ->
          new MessageLook(
              Shape.SNAPSHOT,
              Sign.NONE,
              "Snapshot to " + rpc.path("snapshot_index").asLong(0),
              term);
      case "InstallSnapshotReply" ->
          new MessageLook(
              Shape.REPLY,
              Sign.YES,
              rpc.path("installed").asBoolean(false) ? "installed" : "next chunk",
              term);
      default -> new MessageLook(Shape.OTHER, Sign.NONE, message.type(), term);
    };
  }

  private static MessageLook append(JsonNode rpc, long term) {
    int count = rpc.path("entries").size();
    if (count == 0) {
      return new MessageLook(Shape.HEARTBEAT, Sign.NONE, "heartbeat", term);
    }
    long first = rpc.path("prev_log_index").asLong(0) + 1;
    return new MessageLook(
        Shape.APPEND,
        Sign.NONE,
        count == 1 ? "Append " + first : "Append " + first + "→" + (first + count - 1),
        term);
  }
}
