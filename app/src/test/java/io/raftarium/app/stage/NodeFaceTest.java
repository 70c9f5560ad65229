package io.raftarium.app.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.model.Frames;
import io.raftarium.protocol.Role;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus.State;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NodeFaceTest {
  @Test
  void onlyTheLeaderOfTheHighestTermLeads() {
    Moment moment = Frames.cluster(3).leader(1, 1).leader(2, 2).moment();
    assertThat(face(moment, 1).word()).isEqualTo("old leader");
    assertThat(face(moment, 1).leads()).isFalse();
    assertThat(face(moment, 2).word()).isEqualTo("LEADER");
    assertThat(face(moment, 2).leads()).isTrue();
  }

  @Test
  void aKilledNodeSaysSoWhateverItsRole() {
    Moment moment = Frames.cluster(3).leader(1, 1).process(1, State.DOWN).moment();
    assertThat(face(moment, 1).word()).isEqualTo("killed");
    assertThat(face(moment, 1).spoken()).isEqualTo("Node S1, killed, term 1");
  }

  @Test
  void aCandidateShowsWhoWasAsked() {
    Moment moment = Frames.cluster(3).role(2, 4, Role.CANDIDATE).moment();
    assertThat(face(moment, 2).granted()).containsExactly(2);
    assertThat(face(moment, 2).asked()).containsExactly(1, 3);
    assertThat(face(moment, 1).asked()).isEmpty();
  }

  @Test
  void whoIsInNoConfigurationOfTheLeaderIsNoMember() {
    Moment moment = Frames.cluster(3).joint(List.of(1, 2), List.of()).leader(1, 1).moment();
    assertThat(face(moment, 2).word()).isEqualTo("follower");
    assertThat(face(moment, 3).word()).isEqualTo("no member");
  }

  @Test
  void theTimerDrains() {
    // Armed at 0, fires at 1000 ns, and it is 500 ns.
    assertThat(face(Frames.cluster(1).moment(), 1).timer()).isEqualTo(0.5);
  }

  private static NodeFace face(Moment moment, int id) {
    return NodeFace.of(moment, Objects.requireNonNull(moment.view().nodes().get(id)));
  }
}
