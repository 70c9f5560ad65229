package io.raftarium.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.node.Pledges.Row;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.StepResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a node said, and databases that have it or not. */
class PledgesTest {
  private final Pledges pledges = new Pledges(1);

  private void told(String result) {
    pledges.told(new StepResult(ExactJson.MAPPER.readTree(result.replace('\'', '"'))), true);
  }

  private Optional<String> missing(long term, int vote, long last) {
    return pledges.missingIn(new Row(9, term, vote, last));
  }

  @Test
  void aTermIsKept() {
    told("{'term':7}");
    assertThat(missing(7, 0, 0)).isEmpty();
    assertThat(missing(8, 0, 0)).isEmpty();
    assertThat(missing(6, 0, 0).orElseThrow()).contains("it was in term 7 and is in term 6");
  }

  @Test
  void aVoteIsKeptInItsTerm() {
    told(
        "{'term':7,'send_rpc':[{'type':'RequestVoteReply','from':1,'to':3,'term':7,'vote_granted':true,'pre_vote':false}]}");
    assertThat(missing(7, 3, 0)).isEmpty();
    assertThat(missing(7, 0, 0).orElseThrow()).contains("in term 7 it had voted for node 3");
    assertThat(missing(8, 0, 0)).isEmpty();
    told("{'term':8}");
    assertThat(missing(8, 0, 0)).isEmpty();
  }

  @Test
  void aPreVoteIsNone() {
    told(
        "{'term':7,'send_rpc':[{'type':'RequestVoteReply','from':1,'to':3,'term':8,'vote_granted':true,'pre_vote':true}]}");
    assertThat(missing(7, 0, 0)).isEmpty();
  }

  @Test
  void whoCampaignsVotesForItself() {
    told(
        "{'term':7,'send_rpc':[{'type':'RequestVote','from':1,'to':3,'term':7,'pre_vote':false}]}");
    assertThat(missing(7, 1, 0)).isEmpty();
    assertThat(missing(7, 3, 0)).isPresent();
  }

  @Test
  void whatItSaidToHoldIsHeldUntilANewerLeaderCutsIt() {
    told(match(7, 12));
    told(match(7, 10));
    assertThat(missing(7, 0, 12)).isEmpty();
    assertThat(missing(7, 0, 11).orElseThrow()).contains("its log went to entry 12 and goes to 11");
    told(match(8, 9));
    assertThat(missing(8, 0, 9)).isEmpty();
    assertThat(missing(8, 0, 8)).isPresent();
  }

  @Test
  void whatAnOnlyVoterAnsweredIsHeld() {
    told("{'term':7,'replies':[{'request':'r','status':'ok','index':5,'term':7}]}");
    assertThat(missing(7, 0, 5)).isEmpty();
    assertThat(missing(7, 0, 4)).isPresent();
  }

  private static String match(long term, long index) {
    return "{'term':"
        + term
        + ",'send_rpc':[{'type':'AppendEntriesReply','from':1,'to':2,'term':"
        + term
        + ",'success':true,'match_index':"
        + index
        + "}]}";
  }
}
