package io.raftarium.app.tape;

import static io.raftarium.app.Rows.frame;
import static io.raftarium.app.Rows.log;
import static io.raftarium.app.Rows.node;
import static io.raftarium.app.Rows.step;
import static io.raftarium.app.Rows.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.tape.TapeModel.Mark;
import io.raftarium.app.tape.TapeModel.Sign;
import io.raftarium.app.tape.TapeModel.Span;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Role;
import io.raftarium.view.Deed;
import io.raftarium.view.LabEvent;
import io.raftarium.view.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TapeModelTest {
  private static final String NOTHING = "{\"send_rpc\":[],\"replies\":[]}";

  private final TapeModel model = new TapeModel();
  private final List<JournalEntry> journal = new ArrayList<>();
  private long number;

  private boolean happens(JournalEntry... steps) {
    journal.addAll(List.of(steps));
    return model.take(
        frame(
            view(
                ++number,
                List.copyOf(journal),
                node(1, Role.FOLLOWER, 5, 0, log()),
                node(2, Role.LEADER, 5, 1, log(5)))));
  }

  private static JournalEntry changes(
      int node, long version, String type, String changed, String... rules) {
    return step(node, version, "{\"type\":\"" + type + "\",\"to\":1}", NOTHING, changed, rules);
  }

  private List<Sign> signs() {
    return model.marks().stream().map(Mark::sign).toList();
  }

  @Test
  void anElectionBeginsATermAndLeavesMarks() {
    happens(
        changes(2, 1, "ElectionTimeout", "{\"role\":\"candidate\",\"current_term\":5}"),
        changes(2, 2, "RequestVoteReply", "{\"role\":\"leader\"}"),
        changes(2, 3, "AppendEntriesReply", "{\"commit_index\":1}"),
        changes(1, 4, "AppendEntries", "{\"current_term\":5,\"commit_index\":1}"));
    assertThat(model.spans()).containsExactly(new Span(Instant.ofEpochMilli(1), 5));
    assertThat(signs()).containsExactly(Sign.ELECTION, Sign.LEADER, Sign.COMMIT);
    assertThat(model.marks().getFirst().text()).isEqualTo("S2 stands for election in term 5");
  }

  @Test
  void aPreVoteIsNoElectionUntilAMajorityWouldVote() {
    happens(changes(2, 1, "ElectionTimeout", "{\"role\":\"pre_candidate\"}", "PreVote.1"));
    assertThat(signs()).isEmpty();
    happens(
        changes(
            2, 2, "RequestVoteReply", "{\"role\":\"candidate\",\"current_term\":6}", "PreVote.3"));
    assertThat(signs()).containsExactly(Sign.ELECTION);
    assertThat(model.spans().getLast()).isEqualTo(new Span(Instant.ofEpochMilli(2), 6));
  }

  @Test
  void theLaterRulesLeaveMarks() {
    happens(
        changes(2, 1, "ChangeConfig", "{\"outgoing\":[1,2]}", "Config.8"),
        changes(2, 2, "AppendEntriesReply", "{\"outgoing\":[]}", "Config.1", "Config.3"),
        changes(2, 3, "TransferLeadership", "{\"transfer_target\":1}", "Transfer.1"),
        changes(2, 4, "TakeSnapshot", "{\"snapshot_index\":3}", "Snapshot.1"),
        changes(1, 5, "InstallSnapshot", "{\"snapshot_index\":3}", "Snapshot.5"),
        changes(2, 6, "HeartbeatTimeout", "{\"role\":\"follower\"}", "CheckQuorum.1"));
    assertThat(signs())
        .containsExactly(
            Sign.CONFIG, Sign.CONFIG, Sign.TRANSFER, Sign.SNAPSHOT, Sign.SNAPSHOT, Sign.STEP_DOWN);
    assertThat(model.marks().get(2).text()).isEqualTo("S2 hands over to S1");
  }

  @Test
  void aRecordedRunNamesNoRulesAndLeavesTheSameMarks() {
    happens(
        changes(2, 1, "ChangeConfig", "{\"voters\":[1,2]}"),
        step(2, 2, "{\"type\":\"TransferLeadership\",\"to\":1}", NOTHING, "{}"),
        changes(2, 3, "AppendEntriesReply", "{\"snapshot_index\":3}"),
        changes(1, 4, "InstallSnapshot", "{\"snapshot_index\":3}"),
        changes(2, 5, "HeartbeatTimeout", "{\"role\":\"follower\"}"));
    assertThat(signs())
        .containsExactly(Sign.CONFIG, Sign.TRANSFER, Sign.SNAPSHOT, Sign.SNAPSHOT, Sign.STEP_DOWN);
    assertThat(model.marks()).extracting(Mark::text).contains("S1 installed a snapshot");
  }

  @Test
  void aFrameThatBringsNothingNewLeavesNoSecondMark() {
    JournalEntry leads =
        changes(2, 1, "RequestVoteReply", "{\"role\":\"leader\",\"current_term\":5}");
    assertThat(happens(leads)).isTrue();
    assertThat(happens()).isFalse();
    assertThat(signs()).containsExactly(Sign.LEADER);
  }

  @Test
  void whatTheOperatorDidIsFoundNearItsMoment() {
    Instant at = Instant.EPOCH.plusSeconds(3);
    model.take(
        frame(
            view(1, List.of(), node(1, Role.FOLLOWER, 5, 0, log())),
            new LabEvent(1, at, new Deed.Killed(1))));
    assertThat(model.near(at.plusMillis(40), Duration.ofMillis(50)))
        .containsExactly(new Mark(at, Sign.KILL, "Killed S1"));
    assertThat(model.near(at.plusMillis(60), Duration.ofMillis(50))).isEmpty();
  }

  @Test
  void rowsThatWereNeverReadBeginNoTerm() {
    model.take(frame(view(1, List.of(), NodeView.unread(1), NodeView.unread(2))));
    assertThat(model.spans()).isEmpty();
  }

  @Test
  void aRefusedMessageIsNoKill() {
    model.take(
        frame(
            view(1, List.of(), node(1, Role.FOLLOWER, 5, 0, log())),
            new LabEvent(1, Instant.EPOCH, new Deed.Refused(1, "AppendEntries", "no"))));
    assertThat(signs()).containsExactly(Sign.REFUSED);
  }

  @Test
  void aNewClusterClearsTheTape() {
    happens(changes(2, 1_001, "RequestVoteReply", "{\"role\":\"leader\",\"current_term\":5}"));
    assertThat(signs()).isNotEmpty();
    journal.clear();
    // Rows older than what was seen already: those of another cluster.
    model.take(frame(view(++number, List.of(), node(2, Role.FOLLOWER, 0, 0, log()))));
    assertThat(signs()).isEmpty();
  }
}
