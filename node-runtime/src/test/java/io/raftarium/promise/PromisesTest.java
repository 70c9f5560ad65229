package io.raftarium.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Changes;
import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
import io.raftarium.record.LogChange;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeState;
import io.raftarium.view.NodeView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Views of three nodes, right and wrong ones. */
class PromisesTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<Promise, String> breaches = new EnumMap<>(Promise.class);
  private final Promises promises = Promises.ofViews(breaches::putIfAbsent);
  private final TreeMap<Integer, NodeView> nodes = new TreeMap<>();
  private final List<JournalEntry> journal = new ArrayList<>();
  private long number;

  /** One node as it is to be, from nothing. */
  private record Is(int id, long version, long term, @Nullable Integer vote, Role role) {
    Is(int id, long version, long term, Role role) {
      this(id, version, term, 1, role);
    }
  }

  @Test
  void aClusterThatKeepsThemBreaksNone() {
    show(follower(1, 1), List.of(), 0);
    show(follower(2, 1), List.of(), 0);
    show(follower(3, 1), List.of(), 0);
    look();
    show(new Is(1, 5, 1, Role.LEADER), terms(1, 1), 0);
    show(new Is(2, 3, 1, Role.FOLLOWER), terms(1, 1), 0);
    show(new Is(3, 2, 1, Role.FOLLOWER), terms(1), 0);
    look();
    show(new Is(1, 6, 1, Role.LEADER), terms(1, 1), 2);
    look();
    // Node 2 leads the next term, and node 1 lost what was not committed.
    show(new Is(1, 9, 2, 2, Role.FOLLOWER), terms(1, 1, 2), 2);
    show(new Is(2, 9, 2, 2, Role.LEADER), terms(1, 1, 2), 3);
    look();
    assertThat(breaches).isEmpty();
    assertThat(promises.checked(Promise.ELECTION_SAFETY)).isEqualTo(2);
    assertThat(promises.checked(Promise.STATE_MACHINE_SAFETY)).isEqualTo(3);
  }

  @Test
  void twoLeadersOfOneTermBreakElectionSafetyEvenOneAfterTheOther() {
    show(new Is(1, 2, 1, Role.LEADER), terms(1), 0);
    look();
    show(new Is(1, 3, 1, Role.FOLLOWER), terms(1), 0);
    look();
    show(new Is(2, 5, 1, 2, Role.LEADER), terms(1), 0);
    look();
    assertThat(breaches).containsKey(Promise.ELECTION_SAFETY);
  }

  @Test
  void anotherVoteInTheSameTermIsABreach() {
    show(new Is(3, 2, 4, 1, Role.FOLLOWER), List.of(), 0);
    look();
    show(new Is(3, 3, 4, 2, Role.FOLLOWER), List.of(), 0);
    look();
    assertThat(breaches).containsOnlyKeys(Promise.ONE_VOTE);
  }

  @Test
  void aTermThatFallsIsABreach() {
    show(new Is(3, 2, 4, null, Role.FOLLOWER), List.of(), 0);
    look();
    show(new Is(3, 3, 3, null, Role.FOLLOWER), List.of(), 0);
    look();
    assertThat(breaches).containsOnlyKeys(Promise.NEVER_BACK);
  }

  @Test
  void aCommittedEntryThatIsReplacedIsABreach() {
    show(new Is(1, 2, 1, Role.FOLLOWER), terms(1, 1, 1), 2);
    look();
    show(new Is(1, 3, 2, Role.FOLLOWER), terms(1, 2), 2);
    look();
    assertThat(breaches).containsKey(Promise.COMMITTED_STAYS);
  }

  @Test
  void whatIsNotCommittedMayBeReplaced() {
    show(new Is(1, 2, 1, Role.FOLLOWER), terms(1, 1, 1), 1);
    look();
    show(new Is(1, 3, 2, Role.FOLLOWER), terms(1, 2), 1);
    look();
    assertThat(breaches).isEmpty();
  }

  @Test
  void aLeaderThatCutsItsLogIsABreach() {
    show(new Is(1, 2, 1, Role.LEADER), terms(1, 1, 1), 0);
    look();
    show(new Is(1, 3, 1, Role.LEADER), terms(1, 1), 0);
    look();
    assertThat(breaches).containsOnlyKeys(Promise.LEADER_APPEND_ONLY);
  }

  @Test
  void differentEntriesCommittedAtOneIndexBreakStateMachineSafety() {
    show(new Is(1, 2, 1, Role.FOLLOWER), terms(1), 0);
    show(new Is(2, 2, 2, Role.FOLLOWER), terms(2), 0);
    look();
    show(new Is(1, 3, 1, Role.FOLLOWER), terms(1), 1);
    look();
    show(new Is(2, 3, 2, Role.FOLLOWER), terms(2), 1);
    look();
    assertThat(breaches).containsOnlyKeys(Promise.STATE_MACHINE_SAFETY);
  }

  @Test
  void differentEntriesOfOneTermBreakLogMatching() {
    show(new Is(1, 2, 1, Role.FOLLOWER), List.of(entry(1, 1, "a")), 0);
    show(new Is(2, 2, 1, Role.FOLLOWER), List.of(entry(1, 1, "b")), 0);
    look();
    assertThat(breaches).containsOnlyKeys(Promise.LOG_MATCHING);
  }

  @Test
  void aCommitThatOnlyOneOfThreeHoldsIsABreach() {
    show(new Is(1, 2, 1, Role.LEADER), terms(1), 0);
    show(new Is(2, 2, 1, Role.FOLLOWER), List.of(), 0);
    show(new Is(3, 2, 1, Role.FOLLOWER), List.of(), 0);
    look();
    show(new Is(1, 3, 1, Role.LEADER), terms(1), 1);
    look();
    assertThat(breaches).containsOnlyKeys(Promise.QUORUM_COMMIT);
  }

  @Test
  void aLeaderWithoutACommittedEntryBreaksLeaderCompleteness() {
    show(new Is(1, 2, 1, Role.FOLLOWER), terms(1), 0);
    show(new Is(3, 2, 1, Role.FOLLOWER), List.of(), 0);
    look();
    show(new Is(1, 3, 1, Role.FOLLOWER), terms(1), 1);
    look();
    show(new Is(3, 4, 2, 3, Role.LEADER), List.of(), 0);
    look();
    assertThat(breaches).containsKey(Promise.LEADER_COMPLETENESS);
  }

  @Test
  void aLeaderWithoutAMajorityOfVotesIsABreach() {
    for (int id = 1; id <= 3; id++) {
      show(new Is(id, 0, 0, null, Role.FOLLOWER), List.of(), 0);
    }
    look();
    step(1, 1, changed("current_term", 1).put("voted_for", 1).put("role", "leader"));
    show(new Is(1, 1, 1, Role.LEADER), List.of(), 0);
    look();
    assertThat(breaches).containsOnlyKeys(Promise.MAJORITY_OF_VOTES);
  }

  @Test
  void aVoteThatOnlyTheJournalKnowsCounts() {
    for (int id = 1; id <= 3; id++) {
      show(new Is(id, 0, 0, null, Role.FOLLOWER), List.of(), 0);
    }
    look();
    // Node 2 voted for node 1 and was in the next term before anybody looked.
    step(2, 1, changed("current_term", 1).put("voted_for", 1));
    step(2, 2, changed("current_term", 2).putNull("voted_for"));
    show(new Is(2, 2, 2, null, Role.FOLLOWER), List.of(), 0);
    step(1, 1, changed("current_term", 1).put("voted_for", 1).put("role", "leader"));
    show(new Is(1, 1, 1, Role.LEADER), List.of(), 0);
    look();
    assertThat(breaches).isEmpty();
  }

  /** A column that a step leaves as it is, is not in its journal: here, who is voted for. */
  @Test
  void theSameVoteInTheNextTermIsAVoteOfIt() {
    for (int id = 1; id <= 3; id++) {
      show(new Is(id, 2, 1, 1, id == 1 ? Role.LEADER : Role.FOLLOWER), List.of(), 0);
    }
    look();
    step(1, 3, changed("current_term", 2).put("role", "follower"));
    step(2, 3, changed("current_term", 2));
    step(1, 4, changed("role", 0).put("role", "leader"));
    show(new Is(1, 4, 2, 1, Role.LEADER), List.of(), 0);
    show(new Is(2, 3, 2, 1, Role.FOLLOWER), List.of(), 0);
    look();
    assertThat(breaches).isEmpty();
  }

  @Test
  void whatAServerLostWhenItDiedIsNoBreach() {
    show(new Is(1, 9, 1, Role.FOLLOWER), terms(1, 1, 1), 3);
    look();
    promises.missed();
    // A commit index is not flushed for itself: the log has it again.
    show(new Is(1, 8, 1, Role.FOLLOWER), terms(1, 1, 1), 2);
    look();
    assertThat(breaches).isEmpty();
  }

  /** Its own disk came after the followers' disks, and they have what it acknowledged. */
  @Test
  void aLeaderMayLoseTheEndOfItsLogWithItsServer() {
    show(new Is(1, 9, 1, Role.LEADER), terms(1, 1, 1), 3);
    show(new Is(2, 4, 1, Role.FOLLOWER), terms(1, 1, 1), 2);
    show(new Is(3, 4, 1, Role.FOLLOWER), terms(1, 1, 1), 2);
    look();
    show(new Is(1, 7, 1, Role.LEADER), terms(1), 1);
    look();
    show(new Is(1, 8, 1, Role.FOLLOWER), terms(1), 1);
    look();
    show(new Is(2, 7, 2, 2, Role.LEADER), terms(1, 1, 1, 2), 2);
    show(new Is(1, 9, 2, 2, Role.FOLLOWER), terms(1, 1, 1, 2), 1);
    look();
    show(new Is(2, 8, 2, 2, Role.LEADER), terms(1, 1, 1, 2), 4);
    look();
    assertThat(breaches).isEmpty();
  }

  /** An event may tell what is stored, which commits, and then be taken for what it is. */
  @Test
  void aStepMayCommitByTheConfigurationThatItEnds() {
    Promises exact = Promises.ofSteps(breaches::putIfAbsent);
    Configuration three = Configuration.of(List.of(1, 2, 3), List.of());
    Configuration joint = new Configuration(List.of(3, 4), List.of(1, 2, 3), List.of());
    LogEntry second = entry(2, 1, "y");
    LogEntry change = new LogEntry(3, 1, "config", JSON.objectNode());
    for (int id = 1; id <= 2; id++) {
      exact.created(compacted(id, 1, 1, 1, three), true);
      exact.after(
          new Promises.Seen(
              compacted(id, 2, 1, 2, three),
              new Event.ElectionTimeout(),
              List.of(new LogChange(id, 2, second)),
              List.of()));
    }
    breaches.clear();
    exact.after(
        new Promises.Seen(
            compacted(1, 3, 2, 3, joint),
            new Event.ElectionTimeout(),
            List.of(new LogChange(1, 3, change)),
            List.of()));
    assertThat(breaches).doesNotContainKey(Promise.QUORUM_COMMIT);
  }

  /**
   * A cluster that is opened again, or from a moment: its changes were made before anybody looked.
   */
  @Test
  void changesThatWereMadeBeforeAnybodyLookedAreNoBreach() {
    List<LogEntry> log = new ArrayList<>(terms(1));
    log.add(config(2, List.of(1, 2, 3), List.of(1, 4, 5)));
    log.add(config(3, List.of(1, 2, 3), List.of()));
    show(new Is(1, 9, 1, Role.LEADER), log, 3);
    look();
    assertThat(breaches).isEmpty();

    log.add(config(4, List.of(6, 7), List.of()));
    show(new Is(1, 10, 1, Role.LEADER), log, 3);
    look();
    assertThat(breaches).containsOnlyKeys(Promise.CONFIGURATIONS);
  }

  private static LogEntry config(long index, List<Integer> voters, List<Integer> outgoing) {
    ObjectNode body = JSON.objectNode();
    voters.forEach(body.putArray("voters")::add);
    outgoing.forEach(body.putArray("outgoing")::add);
    body.putArray("learners");
    return new LogEntry(index, 1, "config", body);
  }

  /** A leader of term 1 with a snapshot up to entry 1. */
  private static NodeState compacted(
      int id, long version, long commitIndex, long last, Configuration config) {
    return new NodeState(
        id,
        version,
        1,
        id,
        Role.LEADER,
        id,
        new NodeState.Places(commitIndex, commitIndex, last, 1, 1, 1),
        config,
        0,
        NodeState.UnderWay.NOTHING);
  }

  @Test
  void aLeaderThatLosesItsTermWithItsServerIsABreach() {
    show(new Is(1, 9, 2, Role.LEADER), terms(1, 2), 1);
    look();
    show(new Is(1, 7, 1, Role.FOLLOWER), terms(1), 1);
    look();
    assertThat(breaches).containsOnlyKeys(Promise.NEVER_BACK);
  }

  @Test
  void aVoteAndASnapshotAreOnTheDiskBeforeAnybodyIsTold() {
    Promises exact = Promises.ofSteps(breaches::putIfAbsent);
    exact.created(view(new Is(1, 3, 2, 3, Role.FOLLOWER), terms(1, 1), 1).state(), true);
    exact.lost(view(new Is(1, 2, 2, null, Role.FOLLOWER), terms(), 0).state(), List.of());
    assertThat(breaches).containsOnlyKeys(Promise.NEVER_BACK);
  }

  @Test
  void aLogOfWhichOnlyTheEndIsSeenIsNoBreach() {
    show(new Is(1, 2, 1, Role.FOLLOWER), terms(1, 1), 1);
    look();
    List<LogEntry> end =
        LongStream.rangeClosed(500, 800).mapToObj(index -> entry(index, 1, "x")).toList();
    show(new Is(1, 700, 1, Role.FOLLOWER), end, 799);
    look();
    assertThat(breaches).isEmpty();
  }

  @Test
  void whatWasNotCommittedMayBeReplacedOutOfSight() {
    show(new Is(1, 2, 1, Role.FOLLOWER), terms(1, 1, 1), 1);
    show(new Is(2, 9, 2, 2, Role.LEADER), terms(1, 2, 2, 2), 1);
    look();
    show(new Is(2, 10, 2, 2, Role.LEADER), terms(1, 2, 2, 2), 4);
    show(new Is(3, 10, 2, 2, Role.FOLLOWER), terms(1, 2, 2, 2), 4);
    // Node 1 has taken the entries of term 2, of which a view shows only the last.
    show(new Is(1, 9, 2, 2, Role.FOLLOWER), List.of(entry(4, 2, "x")), 4);
    look();
    assertThat(breaches).isEmpty();
  }

  @Test
  void aRowThatLiesAboutItsLogIsABreach() {
    show(new Is(1, 2, 1, Role.FOLLOWER), terms(1), 0);
    look();
    NodeView node = view(new Is(1, 3, 1, Role.FOLLOWER), terms(1, 1), 0);
    nodes.put(1, new NodeView(node.state(), terms(1), none(), none(), none(), none(), null));
    look();
    assertThat(breaches).containsOnlyKeys(Promise.ROW_AND_LOG);
  }

  private static Is follower(int id, long version) {
    return new Is(id, version, 0, null, Role.FOLLOWER);
  }

  private void show(Is is, List<LogEntry> log, long commitIndex) {
    nodes.put(is.id(), view(is, log, commitIndex));
  }

  private void step(int node, long version, ObjectNode changed) {
    journal.add(
        new JournalEntry(
            node,
            version,
            Instant.EPOCH,
            new Event.ElectionTimeout(),
            Actions.NONE,
            List.of(),
            new Changes(changed)));
  }

  private static ObjectNode changed(String column, long value) {
    return JSON.objectNode().put(column, value);
  }

  private void look() {
    promises.view(
        new ClusterView(
            ++number,
            Instant.EPOCH,
            new TreeMap<>(nodes),
            List.copyOf(journal),
            ClusterView.NOTHING.feed()));
  }

  private static NodeView view(Is is, List<LogEntry> log, long commitIndex) {
    long last = log.isEmpty() ? 0 : log.getLast().index();
    long lastTerm = log.isEmpty() ? 0 : log.getLast().term();
    NodeState state =
        new NodeState(
            is.id(),
            is.version(),
            is.term(),
            is.vote(),
            is.role(),
            null,
            new NodeState.Places(commitIndex, commitIndex, last, lastTerm, 0, 0),
            new Configuration(List.of(1, 2, 3), List.of(), List.of()),
            0,
            NodeState.UnderWay.NOTHING);
    return new NodeView(state, log, none(), none(), none(), none(), null);
  }

  private static <K, V> SortedMap<K, V> none() {
    return Collections.emptySortedMap();
  }

  /** A log of entries of these terms, from index 1. */
  private static List<LogEntry> terms(long... terms) {
    List<LogEntry> log = new ArrayList<>();
    for (long term : terms) {
      log.add(entry(log.size() + 1L, term, "x"));
    }
    return log;
  }

  private static LogEntry entry(long index, long term, String value) {
    return new LogEntry(
        index, term, "command", JSON.objectNode().put("op", "put").put("key", value));
  }
}
