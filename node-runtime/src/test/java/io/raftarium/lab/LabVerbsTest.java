package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.Until;
import io.raftarium.promise.Kept;
import io.raftarium.promise.Promise;
import io.raftarium.protocol.Role;
import io.raftarium.view.Ask;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What an operator does beyond Figure 2: reads, transfers, configurations, snapshots, events. */
@Tag("thorough")
class LabVerbsTest extends RunningLab {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Test
  void aReadIsAnsweredByTheLeaderAndLeavesNoEntry() throws Exception {
    int leader = start(3);
    Submission put = put("colour", "green");
    assertThat(put.status()).isEqualTo(Submission.Status.OK);
    Submission read = done(lab.client().read(OptionalInt.empty(), "colour"));
    assertThat(read.status()).as("%s", read).isEqualTo(Submission.Status.OK);
    assertThat(read.ask()).isEqualTo(new Ask.Read("colour"));
    assertThat(read.result().value().asString()).isEqualTo("green");
    // From the rows themselves: the view may be a moment behind.
    assertThat(Objects.requireNonNull(lab.capture().nodes().get(leader)).lastLogIndex())
        .isEqualTo(put.index());
    Submission refused = done(lab.client().read(OptionalInt.of(leader % 3 + 1), "colour"));
    assertThat(refused.status()).isEqualTo(Submission.Status.NOT_LEADER);
    assertThat(lab.client().submissions())
        .extracting(Submission::ask)
        .containsExactly(
            new Ask.Read("colour"),
            new Ask.Read("colour"),
            new Ask.Write(command("colour", "green")));
  }

  @Test
  void whatTakesNoTimeDoesNotWaitForWhatDoes() throws Exception {
    int leader = start(3);
    int down = leader % 3 + 1;
    int other = down % 3 + 1;
    lab.cluster().kill(down);
    try (Connection holder = TestServer.get().connect(lab.name(), "raftarium holder");
        Statement hold = holder.createStatement()) {
      holder.setAutoCommit(false);
      hold.execute("select 1 from raft.raft_state where node_id = " + down + " for update");
      // Its first step waits for the row, and the verb for the step.
      CompletableFuture<Void> restart =
          CompletableFuture.runAsync(() -> lab.cluster().restart(down));
      Until.holds("it starts", () -> process(down).state() == NodeStatus.State.RUNNING);
      lab.network().link(leader, other, LinkRule.OK.withCut(true));
      lab.network().heal();
      lab.cluster().pause(other);
      assertThat(process(other).state()).isEqualTo(NodeStatus.State.PAUSED);
      lab.cluster().resume(other);
      assertThat(restart).isNotDone();
      holder.rollback();
      restart.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void leadershipGoesToWhomItIsHanded() throws Exception {
    int leader = start(3);
    int next = leader % 3 + 1;
    assertThat(put("k", "v").status()).isEqualTo(Submission.Status.OK);
    Submission transfer = done(lab.client().transfer(next));
    assertThat(transfer.status()).as("%s", transfer).isEqualTo(Submission.Status.OK);
    await(view -> settled(view) && node(view, next).role() == Role.LEADER);
    Submission self = done(lab.client().transfer(next));
    assertThat(self.status()).isEqualTo(Submission.Status.REJECTED);
    assertThatThrownBy(() -> lab.client().transfer(9)).hasMessageContaining("no node 9");
  }

  @Test
  void aNodeJoinsAsLearnerThenVoterAndLeaves() throws Exception {
    int leader = start(3);
    assertThat(put("k", "v").status()).isEqualTo(Submission.Status.OK);
    int added = lab.cluster().addNode();
    assertThat(added).isEqualTo(4);
    assertThat(node(4).voters()).containsExactly(1, 2, 3);
    assertThat(done(lab.client().changeConfig(Set.of(1, 2, 3), Set.of(4))).status())
        .isEqualTo(Submission.Status.OK);
    await(holds(Set.of(4), "k", "v"));
    await(view -> node(view, 4).learners().equals(List.of(4)));
    assertThatThrownBy(() -> lab.cluster().removeNode(4))
        .hasMessageContaining("in the configuration");
    int gone = leader % 3 + 1;
    int stays = gone % 3 + 1;
    Submission change = done(lab.client().changeConfig(Set.of(leader, stays, 4), Set.of()));
    assertThat(change.status()).as("%s", change).isEqualTo(Submission.Status.OK);
    await(view -> {
      NodeView led = view.leader();
      return led != null && !led.configured(gone) && !led.joint();
    });
    lab.cluster().removeNode(gone);
    assertThat(lab.cluster().view().nodes()).doesNotContainKey(gone);
    assertThat(lab.cluster().processes()).doesNotContainKey(gone);
    assertThat(put("k", "w").status()).isEqualTo(Submission.Status.OK);
    await(holds(Set.of(leader, stays, 4), "k", "w"));
    assertThat(lab.cluster().addNode()).as("an id that none had").isEqualTo(5);
  }

  @Test
  void aNodeTakesASnapshotWhenToldTo() throws Exception {
    int leader = start(1);
    assertThat(put("k", "v").status()).isEqualTo(Submission.Status.OK);
    lab.cluster().takeSnapshot(leader);
    await(view -> node(view, leader).snapshotIndex() == node(view, leader).lastApplied());
    assertThatThrownBy(() -> lab.cluster().takeSnapshot(leader))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("applied nothing since");
  }

  @Test
  void anyEventCanBeSentAndIsAnswered() throws Exception {
    int leader = start(3);
    long term = node(leader).currentTerm();
    JsonNode result = lab.cluster().send(leader, JSON.objectNode().put("type", "HeartbeatTimeout"));
    assertThat(result.path("role").asString()).isEqualTo("leader");
    assertThat(result.path("send_rpc")).isNotEmpty();
    assertThatThrownBy(() -> lab.cluster().send(leader, JSON.stringNode("Start")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("JSON object");
    assertThatThrownBy(() -> lab.cluster().send(leader, JSON.objectNode().put("type", "Nonsense")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("Node " + leader + " refused");
    lab.cluster().send(leader % 3 + 1, JSON.objectNode().put("type", "ElectionTimeout"));
    await(view -> settled(view) && view.highestTerm() > term);
    lab.cluster().pause(leader);
    assertThatThrownBy(() -> lab.cluster().send(leader, JSON.objectNode().put("type", "Start")))
        .hasMessageContaining("resume it first");
  }

  @Test
  void withCheckQuorumACutOffLeaderStepsDown() throws Exception {
    lab.cluster().start(3, true, true);
    await(RunningLab::settled);
    int leader = leader().id();
    assertThat(lab.options().checkQuorum()).isTrue();
    lab.network().isolate(Set.of(leader));
    await(view -> node(view, leader).role() != Role.LEADER);
  }

  @Test
  void thePromisesAreWatchedAndABreachIsTold() throws Exception {
    int leader = start(3);
    assertThat(put("k", "v").status()).isEqualTo(Submission.Status.OK);
    await(RunningLab::agreed);
    Until.holds("they were checked", () -> !lab.promises().isEmpty());
    assertThat(lab.promises())
        .allSatisfy(kept -> assertThat(kept.breach()).as("%s", kept).isNull());
    assertThat(lab.checkRows())
        .allSatisfy(kept -> assertThat(kept.breach()).as("%s", kept).isNull())
        .filteredOn(kept -> kept.promise() == Promise.SAME_STATE_MACHINE)
        .singleElement()
        .satisfies(kept -> assertThat(kept.checked()).isPositive());
    // Somebody tampers with a follower's committed entry.
    int victim = leader % 3 + 1;
    try (Connection connection = TestServer.get().connect(lab.name(), "raftarium test");
        Statement statement = connection.createStatement()) {
      statement.execute(
          String.format(
              Locale.ROOT,
              """
              update raft.raft_log set command = '{"op":"put","key":"k","value":"forged"}'
               where node_id = %d and kind = 'command'
              """,
              victim));
    }
    assertThat(put("k", "w").status()).isEqualTo(Submission.Status.OK);
    tampered = true;
    assertThat(lab.checkRows())
        .filteredOn(kept -> !kept.holds())
        .extracting(Kept::promise)
        .contains(Promise.LOG_MATCHING, Promise.STATE_MACHINE_SAFETY);
    assertThat(lab.promises()).anySatisfy(kept -> assertThat(kept.holds()).isFalse());
  }

  private static Submission done(CompletableFuture<Submission> fate) throws Exception {
    return fate.get(30, TimeUnit.SECONDS);
  }
}
