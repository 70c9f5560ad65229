package io.raftarium.remote;

import com.google.protobuf.ByteString;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Reply;
import io.raftarium.remote.v1.Answer;

/** Answers on their way between programs. */
final class Replies {
  private Replies() {}

  static Answer answer(Reply reply) {
    return Answer.newBuilder().setReply(ByteString.copyFromUtf8(reply.json().toString())).build();
  }

  static Reply of(Answer answer) {
    return Reply.of(ExactJson.MAPPER.readTree(answer.getReply().toStringUtf8()));
  }
}
