package io.raftarium.app.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.protocol.Rpc;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class MessageLookTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'AppendEntries','entries':[],'prev_log_index':7} | HEARTBEAT | NONE | heartbeat",
        "{'type':'AppendEntries','entries':[{},{}],'prev_log_index':7} | APPEND | NONE | Append 8→9",
        "{'type':'AppendEntries','entries':[{}],'prev_log_index':7} | APPEND | NONE | Append 8",
        "{'type':'AppendEntriesReply','success':true,'match_index':9} | REPLY | YES | ok 9",
        "{'type':'AppendEntriesReply','success':false} | REPLY | NO | refused",
        "{'type':'RequestVote','term':5} | VOTE | NONE | Vote? t5",
        "{'type':'RequestVote','term':5,'pre_vote':true} | VOTE | NONE | Pre-vote? t5",
        "{'type':'RequestVoteReply','vote_granted':true} | REPLY | YES | yes",
        "{'type':'RequestVoteReply','vote_granted':false} | REPLY | NO | no",
        "{'type':'TimeoutNow'} | OTHER | NONE | TimeoutNow"
      })
  void everyKindHasItsOwnLook(
      String rpc, MessageLook.Shape shape, MessageLook.Sign sign, String label) {
    MessageLook look = MessageLook.of(Rpc.of(JsonMapper.shared().readTree(rpc.replace('\'', '"'))));
    assertThat(look.shape()).isEqualTo(shape);
    assertThat(look.sign()).isEqualTo(sign);
    assertThat(look.label()).isEqualTo(label);
  }
}
