package io.raftarium.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Recordings of earlier simulators as views. */
class StepRecordingTest {
  private static final String HEAD =
      """
      {"format":"raftarium-simulation","version":1,"seed":7,"steps":3,"nodes":3,"violated":"election safety","what":"two lead"}
      """;
  private static final String STARTED = step(0, 1, 1, "Start", 0, 0, 0, "follower", "");
  private static final String ELECTED =
      step(
          1500,
          1,
          2,
          "ElectionTimeout",
          1,
          1,
          2,
          "leader",
          "{'index':1,'term':1,'kind':'noop','command':null},{'index':2,'term':1,'kind':'command','command':{'op':'put'}}");
  private static final String ASKED = step(1550, 1, 2, "RequestVote", 1, 1, 2, "leader", "");
  private static final String CUT =
      step(1600, 1, 3, "AppendEntries", 2, 0, 1, "follower", "{'index':2}");

  @Test
  void everyStepIsAView() throws Exception {
    StepRecording recording =
        StepRecording.parse("r.jsonl", HEAD + STARTED + ELECTED + ASKED + CUT);
    assertThat(recording.seed()).isEqualTo(7);
    assertThat(recording.nodes()).isEqualTo(3);
    assertThat(recording.violated()).isEqualTo("election safety");
    assertThat(recording.what()).isEqualTo("two lead");
    List<ClusterView> views = recording.steps().stream().map(StepRecording.Step::view).toList();
    assertThat(views).extracting(ClusterView::number).containsExactly(1L, 2L, 3L, 4L);
    assertThat(views.get(1).at().toEpochMilli()).isEqualTo(1500);
    NodeView leader = node(views.get(1));
    assertThat(leader.role()).isEqualTo(Role.LEADER);
    assertThat(leader.votedFor()).isEqualTo(1);
    assertThat(leader.leaderId()).isNull();
    assertThat(leader.voters()).containsExactly(1, 2, 3);
    assertThat(leader.log()).extracting(LogEntry::index).containsExactly(1L, 2L);
    assertThat(node(views.get(3)).log()).extracting(LogEntry::index).containsExactly(1L);
    JournalEntry elected = views.get(1).journal().getLast();
    assertThat(elected.event().type()).isEqualTo("ElectionTimeout");
    assertThat(elected.changed().role()).isEqualTo(Role.LEADER);
    assertThat(elected.changed().columns().has("commit_index")).isFalse();
    assertThat(elected.changed().columns().has("voters")).isFalse();
  }

  @Test
  void nodesAreThereBeforeTheirFirstStep() throws Exception {
    ClusterView first = StepRecording.parse("r.jsonl", HEAD + STARTED).steps().getFirst().view();
    assertThat(first.nodes().keySet()).containsExactly(1, 2, 3);
    NodeView waiting = Objects.requireNonNull(first.nodes().get(3));
    assertThat(waiting.role()).isEqualTo(Role.FOLLOWER);
    assertThat(waiting.lastLogIndex()).isZero();
    assertThat(waiting.voters()).containsExactly(1, 2, 3);
  }

  /** As the journal of a database has it that keeps steps that changed something. */
  @Test
  void aStepThatChangedNothingIsInNoJournal() throws Exception {
    StepRecording recording =
        StepRecording.parse("r.jsonl", HEAD + STARTED + ELECTED + ASKED + CUT);
    StepRecording.Step asked = recording.steps().get(2);
    assertThat(asked.taken().event().type()).isEqualTo("RequestVote");
    assertThat(asked.view().journal()).extracting(JournalEntry::version).containsExactly(1L, 2L);
    assertThat(recording.steps().getLast().view().journal())
        .extracting(JournalEntry::version)
        .containsExactly(1L, 2L, 3L);
  }

  /** The function refuses what would break a promise; the recording ends with that step. */
  @Test
  void aRefusedStepLeavesEveryRowAsItWas() throws Exception {
    String refused =
        "{\"step\":3,\"time\":1700,\"node\":1,\"event\":{\"type\":\"AppendEntries\"},\"refused\":\"RF003\"}";
    StepRecording recording = StepRecording.parse("r.jsonl", HEAD + STARTED + ELECTED + refused);
    assertThat(recording.steps()).hasSize(3);
    StepRecording.Step last = recording.steps().getLast();
    assertThat(last.taken().event().type()).isEqualTo("AppendEntries");
    assertThat(node(last.view())).isEqualTo(node(recording.steps().get(1).view()));
    assertThat(last.view().at().toEpochMilli()).isEqualTo(1700);
  }

  /** It is no step of anybody's: the next step shows what is left. */
  @Test
  void whatAServerLostIsGoneAtTheNextStep() throws Exception {
    ObjectNode lost = (ObjectNode) ExactJson.MAPPER.readTree(CUT);
    lost.remove(List.of("event", "result", "rules"));
    lost.put("lost", true);
    ((ObjectNode) lost.path("state")).put("version", 1);
    StepRecording recording =
        StepRecording.parse("r.jsonl", HEAD + STARTED + ELECTED + lost + "\n" + ASKED);
    assertThat(recording.steps()).hasSize(3);
    NodeView after = node(recording.steps().getLast().view());
    assertThat(after.log()).extracting(LogEntry::index).containsExactly(1L);
    assertThat(node(recording.steps().get(1).view()).log()).hasSize(2);
  }

  /** A run with a fault in the function can leave one; the recording is there to show it. */
  @Test
  void aHoleInTheLogIsShownAsItsEnd() throws Exception {
    StepRecording recording =
        StepRecording.parse("r.jsonl", HEAD + ELECTED.replace("\"index\":1,", "\"index\":0,"));
    assertThat(node(recording.steps().getFirst().view()).log())
        .extracting(LogEntry::index)
        .containsExactly(2L);
  }

  @Test
  void whatIsNoRecordingIsToldWithItsLine() {
    assertProblem("hello", "line 1 is no JSON");
    assertProblem("", "first line");
    assertProblem("{\"format\":\"raftarium-snapshot\"}", "is no recording of Raftarium");
    assertProblem(HEAD.replace("\"version\":1", "\"version\":9") + STARTED, "version 9");
    assertProblem(HEAD.replace("\"nodes\":3", "\"nodes\":70") + STARTED, "nodes must be a number");
    assertProblem(
        HEAD + STARTED + "{\"node\":1}\n", "line 3: state is missing; it must be an object");
    assertProblem(HEAD + STARTED.replace("follower", "king"), "state.role");
    assertProblem(HEAD + "}\n" + STARTED, "line 2 is no JSON");
  }

  @Test
  void oneThatWasCutOffIsToldAsSuch() {
    String whole = HEAD + STARTED + ELECTED;
    assertProblem(whole.substring(0, whole.length() - 20), "r.jsonl was cut off in line 3");
    assertProblem(HEAD, "holds no step");
  }

  private static void assertProblem(String text, String message) {
    assertThatThrownBy(() -> StepRecording.parse("r.jsonl", text))
        .isInstanceOf(SavedFileException.class)
        .hasMessageContaining(message);
  }

  private static NodeView node(ClusterView view) {
    return Objects.requireNonNull(view.nodes().get(1));
  }

  private static String step(
      int time,
      int node,
      int version,
      String event,
      int term,
      int vote,
      int last,
      String role,
      String log) {
    return String.format(
            Locale.ROOT,
            """
            {'step':1,'time':%d,'node':%d,'event':{'type':'%s'},'result':{'send_rpc':[]},\
            'state':{'node':%d,'term':%d,'votedFor':%d,'role':'%s','leader':0,'commitIndex':0,'lastApplied':0,\
            'lastLogIndex':%d,'lastLogTerm':0,'snapshotIndex':0,'snapshotTerm':0,\
            'config':{'voters':[1,2,3],'outgoing':[],'learners':[]},'version':%d},'log':[%s]}
            """,
            time,
            node,
            event,
            node,
            term,
            vote,
            role,
            last,
            version,
            log)
        .replace('\'', '"');
  }
}
