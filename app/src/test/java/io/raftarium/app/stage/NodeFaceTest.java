package io.raftarium.app.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.model.Frame;
import io.raftarium.app.model.Frames;
import io.raftarium.protocol.Role;
import io.raftarium.view.NodeStatus.State;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NodeFaceTest {
  @Test
  void onlyTheLeaderOfTheHighestTermLeads() {
    Frame frame = Frames.cluster(3).leader(1, 1).leader(2, 2).frame();
    assertThat(face(frame, 1).word()).isEqualTo("old leader");
    assertThat(face(frame, 1).leads()).isFalse();
    assertThat(face(frame, 2).word()).isEqualTo("LEADER");
    assertThat(face(frame, 2).leads()).isTrue();
  }

  @Test
  void aKilledNodeSaysSoWhateverItsRole() {
    Frame frame = Frames.cluster(3).leader(1, 1).process(1, State.DOWN).frame();
    assertThat(face(frame, 1).word()).isEqualTo("killed");
    assertThat(face(frame, 1).spoken()).isEqualTo("Node S1, killed, term 1");
  }

  @Test
  void aCandidateShowsWhoWasAsked() {
    Frame frame = Frames.cluster(3).role(2, 4, Role.CANDIDATE).frame();
    assertThat(face(frame, 2).granted()).containsExactly(2);
    assertThat(face(frame, 2).asked()).containsExactly(1, 3);
    assertThat(face(frame, 1).asked()).isEmpty();
  }

  @Test
  void whoIsInNoConfigurationOfTheLeaderIsNoMember() {
    Frame frame = Frames.cluster(3).joint(List.of(1, 2), List.of()).leader(1, 1).frame();
    assertThat(face(frame, 2).word()).isEqualTo("follower");
    assertThat(face(frame, 3).word()).isEqualTo("no member");
  }

  @Test
  void theTimerDrains() {
    // Armed at 0, fires at 1000 ns, and it is 500 ns.
    assertThat(face(Frames.cluster(1).frame(), 1).timer()).isEqualTo(0.5);
  }

  private static NodeFace face(Frame frame, int id) {
    return NodeFace.of(frame, Objects.requireNonNull(frame.view().nodes().get(id)));
  }
}
