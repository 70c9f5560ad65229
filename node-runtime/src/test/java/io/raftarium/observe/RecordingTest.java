package io.raftarium.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Recordings of the simulator as views. */
class RecordingTest {
  private static final String HEAD =
      """
      {"format":"raftarium-simulation","version":1,"seed":7,"steps":3,"nodes":1,"violated":"election safety","what":"two lead"}
      """;
  private static final String STARTED = step(0, 1, "Start", 0, 0, 0, "follower", 0, "");
  private static final String ELECTED =
      step(
          1500,
          1,
          "ElectionTimeout",
          1,
          1,
          2,
          "leader",
          0,
          "{'index':1,'term':1,'kind':'noop','command':null},{'index':2,'term':1,'kind':'command','command':{'op':'put'}}");
  private static final String CUT =
      step(1600, 1, "AppendEntries", 2, 0, 1, "follower", 0, "{'index':2}");

  @Test
  void everyStepIsAView() throws Exception {
    Recording recording = Recording.parse("r.jsonl", HEAD + STARTED + ELECTED + CUT);
    assertThat(recording.title()).contains("seed 7", "election safety");
    assertThat(recording.violated()).isEqualTo("election safety");
    assertThat(recording.what()).isEqualTo("two lead");
    List<ClusterView> views = recording.views();
    assertThat(views).extracting(ClusterView::number).containsExactly(1L, 2L, 3L);
    assertThat(views.get(1).at().toEpochMilli()).isEqualTo(1500);
    NodeView leader = node(views.get(1));
    assertThat(leader.role()).isEqualTo(Role.LEADER);
    assertThat(leader.votedFor()).isEqualTo(1);
    assertThat(leader.leaderId()).isNull();
    assertThat(leader.voters()).containsExactly(1, 2, 3);
    assertThat(leader.log()).extracting(LogEntry::index).containsExactly(1L, 2L);
    assertThat(node(views.get(2)).log()).extracting(LogEntry::index).containsExactly(1L);
    assertThat(views.get(2).journal()).hasSize(3);
    JournalEntry elected = views.get(1).journal().getLast();
    assertThat(elected.event().path("type").asString()).isEqualTo("ElectionTimeout");
    assertThat(elected.changed().path("role").asString()).isEqualTo("leader");
    assertThat(elected.changed().has("commit_index")).isFalse();
  }

  @Test
  void whatIsNoRecordingIsToldWithItsLine() {
    assertThatThrownBy(() -> Recording.parse("a.txt", "hello"))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageContaining("line 1 is no JSON");
    assertThatThrownBy(() -> Recording.parse("a.txt", "")).hasMessageContaining("first line");
    assertThatThrownBy(
            () -> Recording.parse("a.txt", HEAD.replace("\"version\":1", "\"version\":9")))
        .hasMessageContaining("version 9");
    assertThatThrownBy(() -> Recording.parse("a.txt", HEAD + STARTED + "{\"node\":1}\n"))
        .hasMessageContaining("line 3: time must be a whole number");
    assertThatThrownBy(() -> Recording.parse("a.txt", HEAD + STARTED.replace("follower", "king")))
        .hasMessageContaining("state.role");
    assertThatThrownBy(
            () -> Recording.parse("a.txt", HEAD + ELECTED.replace("\"index\":1,", "\"index\":0,")))
        .hasMessageContaining("hole");
  }

  private static NodeView node(ClusterView view) {
    return Objects.requireNonNull(view.nodes().get(1));
  }

  private static String step(
      int time,
      int node,
      String event,
      int term,
      int vote,
      int last,
      String role,
      int leader,
      String log) {
    return """
    {'step':1,'time':%d,'node':%d,'event':{'type':'%s'},'result':{'send_rpc':[]},\
    'state':{'node':%d,'term':%d,'votedFor':%d,'role':'%s','leader':%d,'commitIndex':0,'lastApplied':0,\
    'lastLogIndex':%d,'lastLogTerm':0,'snapshotIndex':0,'snapshotTerm':0,\
    'config':{'voters':[1,2,3],'outgoing':[],'learners':[]},'version':1},'log':[%s]}
    """
        .formatted(time, node, event, node, term, vote, role, leader, last, log)
        .replace('\'', '"');
  }
}
