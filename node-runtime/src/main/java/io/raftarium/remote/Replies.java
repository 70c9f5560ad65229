package io.raftarium.remote;

import com.google.protobuf.ByteString;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Reply;
import io.raftarium.remote.v1.Answer;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers on their way between programs. */
final class Replies {
  /** Beside the contract's: the node's process took nothing. */
  private static final String NOT_TAKEN = "not_taken";

  private Replies() {}

  static Answer answer(Reply reply) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("request", reply.request());
    json.put("status", reply.status().name().toLowerCase(Locale.ROOT));
    if (reply.leader() != null) {
      json.put("leader", reply.leader());
    }
    if (reply.status() == Reply.Status.OK) {
      json.put("index", reply.index()).put("term", reply.term());
      json.set("result", reply.result().body());
    }
    if (reply.error() != null) {
      json.put("error", reply.error());
    }
    return Answer.newBuilder().setReply(ByteString.copyFromUtf8(json.toString())).build();
  }

  static Reply of(Answer answer) {
    JsonNode json = ExactJson.MAPPER.readTree(answer.getReply().toStringUtf8());
    return json.path("status").asString("").equals(NOT_TAKEN)
        ? Reply.notTaken(json.path("error").asString(""))
        : Reply.of(json);
  }
}
