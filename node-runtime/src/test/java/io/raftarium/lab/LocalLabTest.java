package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.Until;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.Capture;
import io.raftarium.record.CaptureFile;
import io.raftarium.view.Deed;
import io.raftarium.view.LabEvent;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Five real nodes: they elect, replicate, part, agree again, die and come back. */
class LocalLabTest extends RunningLab {
  @Test
  void fiveNodesElectALeaderAndReplicateWhatItIsGiven() throws Exception {
    start(5);
    Submission answered = put("colour", "green");
    assertThat(answered.status()).as("%s", answered).isEqualTo(Submission.Status.OK);
    assertThat(answered.index()).isPositive();
    assertThat(answered.term()).isEqualTo(leader().currentTerm());
    await(holds(Set.of(1, 2, 3, 4, 5), "colour", "green"));
    await(RunningLab::agreed);
    assertThat(node(1).entry(answered.index()))
        .isEqualTo(
            new LogEntry(
                answered.index(), answered.term(), "command", command("colour", "green").body()));
    assertThat(lab.events())
        .extracting(LabEvent::deed)
        .hasAtLeastOneElementOfType(Deed.Started.class)
        .hasAtLeastOneElementOfType(Deed.Submitted.class)
        .hasAtLeastOneElementOfType(Deed.Answered.class);
    assertThat(lab.tape().reads())
        .extracting(read -> read.view().number())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void aCutOffLeaderStaysBehindAndAgreesAgainAfterTheRepair() throws Exception {
    int old = start(5);
    long oldTerm = leader().currentTerm();
    assertThat(put("a", "1").status()).isEqualTo(Submission.Status.OK);
    int companion = old == 1 ? 2 : 1;
    SortedSet<Integer> minority = new TreeSet<>(List.of(old, companion));
    lab.network().partition(new TreeMap<>(Map.of("minority", minority)));
    assertThat(lab.network().partition()).containsKeys("minority", "others");
    CompletableFuture<Submission> lost = submit(OptionalInt.of(old), "a", "lost");
    await(view -> node(view, old).pending().containsKey("r2"));
    assertThat(lab.client().submissions().getFirst().status()).isEqualTo(Submission.Status.WAITING);
    long lostIndex = lab.client().submissions().getFirst().index();
    assertThat(lostIndex).isEqualTo(node(old).lastLogIndex());
    await(view ->
        view.leader() != null && Objects.requireNonNull(view.leader()).currentTerm() > oldTerm);
    assertThat(leader().id()).isNotIn(minority);
    assertThat(put("a", "2").status()).isEqualTo(Submission.Status.OK);
    NodeView behind = node(old);
    assertThat(behind.role()).as("two leaders, of different terms").isEqualTo(Role.LEADER);
    assertThat(behind.currentTerm()).isEqualTo(oldTerm);
    assertThat(behind.commitIndex()).isLessThan(lostIndex);
    assertThat(lab.network().links())
        .hasSize(12)
        .allSatisfy((link, rule) -> assertThat(rule.cut()).isTrue());

    lab.network().heal();
    assertThat(lab.network().partition()).isEmpty();
    assertThat(lab.network().links()).isEmpty();
    await(RunningLab::agreed);
    await(holds(Set.of(1, 2, 3, 4, 5), "a", "2"));
    assertThat(node(old).log())
        .noneMatch(entry -> entry.command().path("value").asString("").equals("lost"));
    assertThat(lost.get(20, TimeUnit.SECONDS).status()).isEqualTo(Submission.Status.UNKNOWN);
  }

  @Test
  void nothingCommittedIsLostWhenNodesAreKilledAndRestarted() throws Exception {
    int first = start(5);
    for (int i = 0; i < 5; i++) {
      assertThat(put("k" + i, "v" + i).status()).isEqualTo(Submission.Status.OK);
    }
    lab.cluster().kill(first);
    assertThat(process(first).state()).isEqualTo(NodeStatus.State.DOWN);
    assertThat(process(first).election()).isNull();
    assertThat(put("k5", "v5").status()).isEqualTo(Submission.Status.OK);
    for (int id = 1; id <= 5; id++) {
      if (id != first) {
        lab.cluster().kill(id);
      }
    }
    for (int id = 1; id <= 5; id++) {
      lab.cluster().restart(id);
      assertThat(process(id).state()).isEqualTo(NodeStatus.State.RUNNING);
    }
    await(RunningLab::settled);
    for (int i = 0; i <= 5; i++) {
      await(holds(Set.of(1, 2, 3, 4, 5), "k" + i, "v" + i));
    }
  }

  @Test
  void aPausedLeaderIsReplacedAndStepsBackWhenItGoesOn() throws Exception {
    int old = start(3);
    long oldTerm = leader().currentTerm();
    lab.cluster().pause(old);
    assertThat(process(old).state()).isEqualTo(NodeStatus.State.PAUSED);
    await(view -> Objects.requireNonNull(view.leader()).currentTerm() > oldTerm);
    assertThat(node(old).role()).isEqualTo(Role.LEADER);
    assertThat(node(old).currentTerm()).isEqualTo(oldTerm);
    lab.cluster().resume(old);
    await(RunningLab::settled);
    assertThat(node(old).currentTerm()).isGreaterThan(oldTerm);
  }

  @Test
  void aTimeOutNowMakesANodeCampaign() throws Exception {
    int old = start(3);
    int next = old % 3 + 1;
    long term = node(next).currentTerm();
    lab.cluster().timeOutNow(next);
    await(view ->
        node(view, next).currentTerm() > term
            && view.journal().stream()
                .anyMatch(step ->
                    step.nodeId() == next
                        && step.event() instanceof Event.ElectionTimeout
                        && step.changed().currentTerm(0) > term));
    await(RunningLab::settled);
  }

  @Test
  void anIsolatedNodeHearsNothingAndOneWayCutsAreOneWay() throws Exception {
    int leader = start(3);
    int other = leader % 3 + 1;
    lab.network().isolate(Set.of(other));
    assertThat(lab.network().links()).hasSize(4);
    long term = node(other).currentTerm();
    await(view -> node(view, other).currentTerm() > term && node(view, other).leaderId() == null);
    lab.network().heal();
    await(RunningLab::settled);
    lab.network().link(leader, other, LinkRule.OK.withCut(true));
    assertThat(lab.network().links()).containsKey(new Link(leader, other));
    assertThat(lab.network().links()).doesNotContainKey(new Link(other, leader));
    lab.network().link(leader, other, LinkRule.OK);
    await(RunningLab::settled);
  }

  @Test
  void manyRequestsAtOnceGoTogetherAndAllAreAnswered() throws Exception {
    start(3);
    List<CompletableFuture<Submission>> fates = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      fates.add(submit(OptionalInt.empty(), "k" + i % 10, "v" + i));
    }
    for (CompletableFuture<Submission> fate : fates) {
      Submission answer = fate.get(30, TimeUnit.SECONDS);
      assertThat(answer.status()).isEqualTo(Submission.Status.OK);
      awaitCommitted(answer.index());
    }
    await(RunningLab::agreed);
    int steps =
        (int) leader().log().stream().filter(entry -> entry.kind().equals("command")).count();
    assertThat(steps).isEqualTo(200);
    assertThat(lab.client().submissions()).hasSize(200);
  }

  @Test
  void aRequestEndsAsItsNodeDeserves() throws Exception {
    int leader = start(3);
    int follower = leader % 3 + 1;
    int dead = follower % 3 + 1;
    Submission refused = submit(OptionalInt.of(follower), "k", "v").get(20, TimeUnit.SECONDS);
    assertThat(refused.status()).isEqualTo(Submission.Status.NOT_LEADER);
    assertThat(refused.problem()).contains("node " + leader);
    lab.cluster().kill(dead);
    Submission down = submit(OptionalInt.of(dead), "k", "v").get(20, TimeUnit.SECONDS);
    assertThat(down.status()).isEqualTo(Submission.Status.NODE_DOWN);
    Submission bad =
        lab.client()
            .submit(
                OptionalInt.empty(),
                new Command(
                    tools.jackson.databind.json.JsonMapper.shared()
                        .createObjectNode()
                        .put("op", "explode")))
            .get(20, TimeUnit.SECONDS);
    assertThat(bad.status()).isEqualTo(Submission.Status.REJECTED);
    assertThat(bad.problem()).contains("bad command");
    assertThat(put("k", "v").status()).isEqualTo(Submission.Status.OK);
    await(view ->
        node(view, leader).log().stream().filter(entry -> entry.kind().equals("command")).count()
            == 1);
  }

  @Test
  void aRequestThatNobodyCommitsIsUnknownAfterItsLimit() throws Exception {
    int leader = start(3);
    lab.network().isolate(Set.of(leader));
    CompletableFuture<Submission> fate = submit(OptionalInt.of(leader), "k", "v");
    await(view -> !node(view, leader).pending().isEmpty());
    assertThat(fate).isNotDone();
    lab.time().advance(Submissions.LIMIT);
    Submission unknown = fate.get(20, TimeUnit.SECONDS);
    assertThat(unknown.status()).isEqualTo(Submission.Status.UNKNOWN);
    assertThat(unknown.latency()).isGreaterThanOrEqualTo(Submissions.LIMIT);
    assertThat(unknown.index()).isPositive();
    assertThat(unknown.term()).isEqualTo(1);

    // The others go on: what they commit at its index shows that it never will be.
    await(view -> {
      NodeView leads = view.leader();
      return leads != null && leads.id() != leader && leads.commitIndex() >= unknown.index();
    });
    Submission lost = fateOf(unknown.request());
    assertThat(lost.status()).isEqualTo(Submission.Status.DID_NOT_HAPPEN);
    assertThat(lost.problem()).contains("index " + unknown.index());
    assertThat(lab.events().getLast().deed()).isEqualTo(new Deed.Answered(lost));
  }

  @Test
  void aRequestThatIsCommittedAfterItsLimitHasHappened() throws Exception {
    int leader = start(3);
    lab.network().isolate(Set.of(leader));
    CompletableFuture<Submission> fate = submit(OptionalInt.of(leader), "k", "v");
    await(view -> !node(view, leader).pending().isEmpty());
    // Nobody else may win before the links are whole again.
    List.copyOf(lab.cluster().processes().keySet()).stream()
        .filter(other -> other != leader)
        .forEach(lab.cluster()::pause);
    lab.time().advance(Submissions.LIMIT);
    Submission unknown = fate.get(20, TimeUnit.SECONDS);
    assertThat(unknown.status()).isEqualTo(Submission.Status.UNKNOWN);
    assertThat(fateOf(unknown.request()).status()).isEqualTo(Submission.Status.UNKNOWN);
    lab.network().heal();
    List.copyOf(lab.cluster().processes().keySet()).stream()
        .filter(other -> other != leader)
        .forEach(lab.cluster()::resume);
    await(view -> view.nodes().values().stream().anyMatch(n -> n.commitIndex() >= unknown.index()));
    assertThat(fateOf(unknown.request()).status())
        .isIn(Submission.Status.HAPPENED, Submission.Status.DID_NOT_HAPPEN);
    boolean there =
        lab.cluster().view().nodes().values().stream()
            .anyMatch(n -> n.keyValues().containsKey("k"));
    assertThat(fateOf(unknown.request()).status() == Submission.Status.HAPPENED).isEqualTo(there);
  }

  private Submission fateOf(String request) {
    return lab.client().submissions().stream()
        .filter(submission -> submission.request().equals(request))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutALeaderARequestIsSentToNobody() throws Exception {
    start(3);
    lab.cluster().kill(1);
    lab.cluster().kill(2);
    lab.cluster().kill(3);
    CompletableFuture<Submission> fate = submit(OptionalInt.empty(), "k", "v");
    lab.time().advance(Submissions.LIMIT);
    Submission rejected = fate.get(20, TimeUnit.SECONDS);
    assertThat(rejected.status()).isEqualTo(Submission.Status.REJECTED);
    assertThat(rejected.problem()).contains("no leader");
  }

  @Test
  void whileTheClockIsPausedMessagesHangInTheAir() throws Exception {
    int leader = start(3);
    lab.time().pause();
    CompletableFuture<Submission> fate = submit(OptionalInt.of(leader), "k", "v");
    await(view -> !node(view, leader).pending().isEmpty());
    Until.holds(
        "an AppendEntries flies",
        () ->
            lab.network().wire().stream()
                .anyMatch(message -> message.rpc() instanceof Rpc.AppendEntries));
    assertThat(fate).isNotDone();
    lab.time().resume();
    assertThat(fate.get(20, TimeUnit.SECONDS).status()).isEqualTo(Submission.Status.OK);
  }

  @Test
  void aSnapshotHoldsEverythingAndComesBackFromItsFile() throws Exception {
    int leader = start(3);
    assertThat(put("k", "v").status()).isEqualTo(Submission.Status.OK);
    await(RunningLab::agreed);
    int other = leader % 3 + 1;
    lab.network()
        .link(leader, other, LinkRule.OK.withDelay(Duration.ofMillis(3)).withLossPercent(1));
    Capture snapshot = lab.capture();
    assertThat(snapshot.nodes()).hasSize(3);
    assertThat(snapshot.server()).startsWith("PostgreSQL 18");
    assertThat(snapshot.processes()).containsEntry(1, NodeStatus.State.RUNNING);
    NodeView led = Objects.requireNonNull(snapshot.nodes().get(leader));
    assertThat(led.peers()).hasSize(2);
    assertThat(led.log()).hasSize((int) led.lastLogIndex());
    assertThat(led.keyValues()).containsKey("k");
    assertThat(CaptureFile.parse("snapshot.json", CaptureFile.text(snapshot))).isEqualTo(snapshot);
  }

  @Test
  void aNewClusterHasNothingOfTheOldOne() throws Exception {
    start(5);
    assertThat(put("k", "v").status()).isEqualTo(Submission.Status.OK);
    lab.network().isolate(Set.of(1));
    start(1);
    assertThat(lab.cluster().view().nodes()).hasSize(1);
    assertThat(node(1).keyValues()).isEmpty();
    assertThat(lab.network().links()).isEmpty();
    assertThat(put("k", "w").status()).isEqualTo(Submission.Status.OK);
    lab.cluster().stop();
    assertThat(lab.cluster().processes()).isEmpty();
    assertThat(lab.cluster().view().nodes()).hasSize(1);
  }

  @Test
  void aVerbThatCannotBeDoneSaysWhy() throws Exception {
    assertThatThrownBy(() -> lab.cluster().kill(1))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("No cluster runs");
    assertThatThrownBy(() -> lab.cluster().start(10)).hasMessageContaining("1 to 9");
    start(3);
    assertThatThrownBy(() -> lab.cluster().kill(4)).hasMessageContaining("no node 4");
    assertThatThrownBy(() -> lab.cluster().restart(1)).hasMessageContaining("runs already");
    assertThatThrownBy(() -> lab.cluster().resume(1)).hasMessageContaining("not paused");
    assertThatThrownBy(() -> lab.network().link(1, 1, LinkRule.OK)).hasMessageContaining("itself");
    assertThatThrownBy(() ->
            lab.network().partition(new TreeMap<>(Map.of("all", new TreeSet<>(Set.of(1, 2, 3))))))
        .hasMessageContaining("two groups");
    lab.cluster().kill(2);
    assertThatThrownBy(() -> lab.cluster().kill(2)).hasMessageContaining("is down");
    assertThatThrownBy(() -> lab.cluster().pause(2)).hasMessageContaining("is down");
    lab.cluster().pause(1);
    assertThatThrownBy(() -> lab.cluster().pause(1)).hasMessageContaining("paused already");
    assertThatThrownBy(() -> lab.cluster().timeOutNow(1)).hasMessageContaining("resume it first");
    assertThatThrownBy(() -> lab.cluster().restart(1)).hasMessageContaining("is paused");
  }
}
