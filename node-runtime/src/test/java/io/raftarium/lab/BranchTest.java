package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.promise.Kept;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
import io.raftarium.record.Happening;
import io.raftarium.record.Recording;
import io.raftarium.record.SavedFile;
import io.raftarium.record.Tape;
import io.raftarium.sim.Investigation;
import io.raftarium.sim.Laboratory;
import io.raftarium.sim.Report;
import io.raftarium.sim.Settings;
import io.raftarium.sql.Ablation;
import io.raftarium.view.Deed;
import io.raftarium.view.Link;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import io.raftarium.view.WireMessage.Fate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A laboratory that begins with a moment of another one. */
@Tag("thorough")
class BranchTest extends RunningLab {
  private static final Duration LIMIT = Duration.ofSeconds(25);

  /** Beside the one of the test, closed after. */
  private LocalLab branch(Origin origin) throws Exception {
    LocalLab made = LocalLab.on(TestServer.get(), TestServer.database(), origin.options());
    try {
      made.begin(origin);
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
    return made;
  }

  private static List<WireMessage> flying(Moment moment) {
    return moment.wire().stream().filter(message -> message.fate() == Fate.FLYING).toList();
  }

  private static NodeStatus process(Moment moment, int node) {
    return Objects.requireNonNull(moment.processes().get(node));
  }

  private static void sameRows(Moment then, LocalLab made) {
    for (NodeView node : then.view().nodes().values()) {
      NodeView copy = Objects.requireNonNull(made.cluster().view().nodes().get(node.id()));
      assertThat(copy.state()).isEqualTo(node.state());
      assertThat(copy.log()).isEqualTo(node.log());
      assertThat(copy.keyValues()).isEqualTo(node.keyValues());
      assertThat(copy.peers()).isEqualTo(node.peers());
      assertThat(copy.pending()).isEqualTo(node.pending());
      assertThat(copy.reads()).isEqualTo(node.reads());
    }
  }

  private static void keepsItsPromises(LocalLab made) {
    assertThat(made.checkRows())
        .isNotEmpty()
        .allSatisfy(kept -> assertThat(kept.breach()).as("%s", kept.promise()).isNull());
  }

  @Test
  void aMomentOfAPartitionWithMessagesUnderWayGoesOnByItself() throws Exception {
    lab.network().delay(Duration.ofMillis(60));
    int leader = start(5);
    assertThat(put("a", "1").status()).isEqualTo(Submission.Status.OK);
    Set<Integer> minority = new TreeSet<>(Set.of(leader, leader % 5 + 1));
    Set<Integer> majority = new TreeSet<>(lab.cluster().view().nodes().keySet());
    majority.removeAll(minority);
    lab.network()
        .partition(
            new TreeMap<>(Map.of("A", new TreeSet<>(minority), "B", new TreeSet<>(majority))));
    int dead = majority.iterator().next();
    lab.cluster().kill(dead);
    var _ = submit(OptionalInt.of(leader), "lost", "2");
    await(view -> node(view, leader).pending().size() == 1);
    Tape tape = lab.tape();
    long shown = tape.last();
    for (; flying(tape.at(shown, "", "")).isEmpty(); shown = tape.last()) {
      Thread.onSpinWait();
    }
    // Meanwhile the first goes on, to other rows.
    lab.network().heal();
    await(view ->
        view.nodes().values().stream()
            .anyMatch(n -> n.role() == Role.LEADER && n.commitIndex() > 2));

    Origin origin = lab.origin(shown);
    Moment then = origin.moment();
    LocalLab made = branch(origin);
    try {
      assertThat(then.number()).isGreaterThan(shown - 100);
      sameRows(then, made);
      Moment now = made.moment();
      assertThat(now.paused()).isTrue();
      assertThat(now.labNow()).isEqualTo(then.labNow());
      assertThat(now.links()).isEqualTo(then.links());
      assertThat(now.partition()).isEqualTo(then.partition());
      assertThat(process(now, dead).state()).isEqualTo(NodeStatus.State.DOWN);
      assertThat(process(now, leader).heartbeat()).isEqualTo(process(then, leader).heartbeat());
      assertThat(flying(now)).isEqualTo(flying(then));
      assertThat(made.events().getLast().deed())
          .isEqualTo(new Deed.Opened(lab.name(), then.number(), then.at()));
      keepsItsPromises(made);

      made.time().resume();
      made.network().heal();
      long last = flying(now).isEmpty() ? 0 : flying(now).getLast().number();
      assertThat(made.observer().await(LIMIT, view -> view.leader() != null)).isTrue();
      Submission more =
          made.client().submit(OptionalInt.empty(), command("b", "3")).get(30, TimeUnit.SECONDS);
      assertThat(more.status()).isEqualTo(Submission.Status.OK);
      assertThat(
              made.tape().from(1, 2_000).stream()
                  .filter(Happening.Ended.class::isInstance)
                  .map(ended -> ((Happening.Ended) ended).message()))
          .contains(last);
      assertThat(made.promises()).extracting(Kept::breach).containsOnlyNulls();
      keepsItsPromises(made);
      assertThat(made.network().links()).doesNotContainKey(new Link(leader, dead));
    } finally {
      made.close();
    }
  }

  @Test
  void anyMomentOfABusyClusterCanBeOpened() throws Exception {
    start(3);
    for (int i = 0; i < 30; i++) {
      var _ = submit(OptionalInt.empty(), "k" + i % 5, "v" + i);
    }
    assertThat(put("end", "x").status()).isEqualTo(Submission.Status.OK);
    long last = lab.tape().last();
    for (long shown = lab.tape().first() + 30; shown < last; shown += last / 7) {
      Origin origin = lab.origin(shown);
      LocalLab made = branch(origin);
      try {
        sameRows(origin.moment(), made);
        keepsItsPromises(made);
        made.time().resume();
        assertThat(made.observer().await(LIMIT, view -> view.leader() != null)).isTrue();
      } finally {
        made.close();
      }
    }
  }

  @Test
  void aMomentBehindASnapshotNeedsWhatTheSnapshotHeld() throws Exception {
    int leader = start(3);
    assertThat(put("a", "1").status()).isEqualTo(Submission.Status.OK);
    lab.cluster().takeSnapshot(leader);
    await(view -> node(view, leader).snapshotIndex() > 0);
    long first = lab.tape().last();
    assertThat(put("b", "2").status()).isEqualTo(Submission.Status.OK);
    lab.cluster().takeSnapshot(leader);
    await(view -> node(view, leader).snapshotIndex() > 2);

    Origin origin = lab.origin(first);
    LocalLab made = branch(origin);
    try {
      sameRows(origin.moment(), made);
      keepsItsPromises(made);
    } finally {
      made.close();
    }

    Origin alone =
        Origin.ofFile(origin.moment(), List.of(origin.moment().view()), origin.options());
    Moment poor = alone.moment();
    NodeView node = node(poor.view(), leader);
    assertThat(node.snapshotIndex()).isEqualTo(node.lastApplied());
    // With what the moment shows itself it can be opened too: a node had applied just as much.
    LocalLab fromFile = branch(alone);
    try {
      sameRows(poor, fromFile);
    } finally {
      fromFile.close();
    }
    Origin later = lab.origin(lab.tape().last());
    long pastSnapshot = put("c", "3").index();
    await(view ->
        view.nodes().values().stream().allMatch(each -> each.lastApplied() == pastSnapshot));
    Origin lost = lab.origin(lab.tape().last());
    assertThat(later.moment().number()).isLessThan(lost.moment().number());
    assertThatThrownBy(() -> branch(Origin.ofFile(lost.moment(), List.of(), lost.options())))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("no longer kept");
  }

  @Test
  void aMomentOfARecordedRunGoesOnWithTheRightFunction(@TempDir Path folder) throws Exception {
    Recording recording = recorded(folder.resolve("run.jsonl"));
    Tape tape = recording.tape();
    int opened = 0;
    for (int part = 1; part < 8; part++) {
      Origin origin;
      LocalLab made;
      try {
        origin =
            Origin.ofTape("a run", "a file", tape, tape.last() * part / 8, TestServer.options());
        made = branch(origin);
      } catch (LabException e) {
        // What a recording does not hold is told, in words.
        assertThat(e)
            .hasMessageMatching(".*(session|no longer kept|not all kept|in pieces|break what).*");
        continue;
      }
      opened++;
      try {
        for (NodeView node : origin.moment().view().nodes().values()) {
          NodeView copy = node(made.cluster().view(), node.id());
          assertThat(copy.currentTerm()).isEqualTo(node.currentTerm());
          assertThat(copy.role()).isEqualTo(node.role());
          assertThat(copy.commitIndex()).isEqualTo(node.commitIndex());
          assertThat(copy.log().stream().map(LogEntry::term))
              .endsWith(node.log().stream().map(LogEntry::term).toArray(Long[]::new));
        }
        made.time().resume();
        assertThat(made.observer().await(LIMIT, view -> view.leader() != null)).isTrue();
        keepsItsPromises(made);
      } finally {
        made.close();
      }
    }
    assertThat(opened).isPositive();
  }

  private static Recording recorded(Path file) throws Exception {
    Ablation fault = Ablation.find("commit-counts-old-terms").orElseThrow();
    try (Laboratory laboratory = Laboratory.embedded(fault)) {
      for (long seed = 1; seed <= 60; seed++) {
        Report report = laboratory.run(Settings.drawn(seed, 4_000, 50), () -> false);
        if (report.violation() != null) {
          Investigation.record(laboratory, report, file, () -> false);
          return (Recording) SavedFile.read(file, share -> {});
        }
      }
    }
    throw new AssertionError("the fault broke nothing");
  }
}
