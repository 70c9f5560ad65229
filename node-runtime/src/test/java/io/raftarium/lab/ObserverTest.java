package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.observe.ClusterObserver;
import io.raftarium.observe.Observer;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.record.Happening;
import io.raftarium.record.Tape;
import io.raftarium.time.LabClock;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Feed;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The observer against a real cluster: what it shares, how it heals, how it catches up. */
@Tag("thorough")
class ObserverTest extends RunningLab {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void losingItsConnectionShowsAtOnceAndHealsByItself() throws Exception {
    start(3);
    AtomicBoolean sawLoss = new AtomicBoolean();
    Thread watcher =
        Thread.ofVirtual()
            .start(() -> {
              try {
                sawLoss.set(
                    lab.observer().await(LIMIT, view -> view.feed().state() == Feed.State.LOST));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where application_name = 'raftarium observer' and datname = current_database()");
    assertThat(watcher.join(LIMIT)).isTrue();
    assertThat(sawLoss).isTrue();
    assertThat(put("k", "v").status()).isEqualTo(Submission.Status.OK);
    await(view -> view.feed().state() == Feed.State.LIVE && agreed(view));
    assertThat(lab.cluster().view().feed().problem()).isNull();
    await(holds(java.util.Set.of(1, 2, 3), "k", "v"));
  }

  @Test
  void catchesUpFromTheTablesWhereTheJournalNoLongerReaches() throws Exception {
    start(1);
    // An observer that cannot connect again until the journal is gone.
    AtomicBoolean blocked = new AtomicBoolean();
    try (LabClock clock = new LabClock();
        ClusterObserver observer =
            new ClusterObserver(
                application -> {
                  if (blocked.get()) {
                    throw new SQLException("blocked by the test");
                  }
                  return connect("raftarium second observer");
                },
                new Tape(clock))) {
      assertThat(observer.await(LIMIT, view -> view.leader() != null)).isTrue();
      long knownVersion = node(observer.view(), 1).version();
      blocked.set(true);
      execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where application_name = 'raftarium second observer'"
              + " and datname = current_database()");
      assertThat(observer.await(LIMIT, view -> view.feed().state() == Feed.State.LOST)).isTrue();
      assertThat(observer.view().feed().problem()).isNotNull();
      for (int i = 0; i < 20; i++) {
        assertThat(put("k" + i, "v").status()).isEqualTo(Submission.Status.OK);
      }
      assertThat(
              lab.client()
                  .submit(java.util.OptionalInt.empty(), Command.delete("k3"))
                  .get(20, java.util.concurrent.TimeUnit.SECONDS)
                  .status())
          .isEqualTo(Submission.Status.OK);
      execute("select raft.trim_journal(1, 2)");
      blocked.set(false);
      assertThat(
              observer.await(
                  LIMIT,
                  view ->
                      view.feed().state() == Feed.State.LIVE
                          && node(view, 1).version() > knownVersion + 2
                          && node(view, 1).equals(lab.cluster().view().nodes().get(1))))
          .as(() -> observer.view() + " instead of " + lab.cluster().view())
          .isTrue();
      assertThat(node(observer.view(), 1).keyValues()).hasSize(19).doesNotContainKey("k3");
    }
  }

  @Test
  void sharesWhatDidNotChangeAndLeavesNoVersionOut() throws Exception {
    start(3);
    assertThat(put("k", "v").status()).isEqualTo(Submission.Status.OK);
    await(RunningLab::agreed);
    // A node that hears nothing stays as it is while the others go on.
    int leader = leader().id();
    lab.network().isolate(Set.of(leader % 3 + 1));
    assertThat(put("k", "w").status()).isEqualTo(Submission.Status.OK);
    await(view -> node(view, leader).lastApplied() == node(view, leader).lastLogIndex());
    List<ClusterView> history = lab.tape().reads().stream().map(Happening.Read::view).toList();
    boolean shared = false;
    for (int i = 1; i < history.size(); i++) {
      for (NodeView node : history.get(i).nodes().values()) {
        NodeView before = history.get(i - 1).nodes().get(node.id());
        if (before != null && before.version() == node.version()) {
          assertThat(node).isSameAs(before);
          shared = true;
        } else if (before != null
            && before.lastLogIndex() == node.lastLogIndex()
            && before.lastLogTerm() == node.lastLogTerm()) {
          assertThat(node.log()).isSameAs(before.log());
        }
      }
    }
    assertThat(shared).isTrue();
    for (int id = 1; id <= 3; id++) {
      int node = id;
      List<Long> versions =
          lab.cluster().view().journal().stream()
              .filter(step -> step.nodeId() == node)
              .map(JournalEntry::version)
              .toList();
      assertThat(versions).isNotEmpty();
      assertThat(versions.getLast()).isEqualTo(node(id).version());
      for (int i = 1; i < versions.size(); i++) {
        assertThat(versions.get(i)).isEqualTo(versions.get(i - 1) + 1);
      }
    }
    assertThat(lab.cluster().view().feed().lag()).isPositive().isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void keepsTheNewestEntriesOfALongLogAndTheSnapshotAllOfThem() throws Exception {
    start(1);
    List<java.util.concurrent.CompletableFuture<Submission>> fates =
        java.util.stream.IntStream.range(0, 400)
            .mapToObj(i -> submit(java.util.OptionalInt.empty(), "k", "v" + i))
            .toList();
    for (var fate : fates) {
      assertThat(fate.get(30, java.util.concurrent.TimeUnit.SECONDS).status())
          .isEqualTo(Submission.Status.OK);
    }
    await(view -> node(view, 1).lastApplied() == 401);
    assertThat(node(1).log()).hasSize(Observer.LOG_KEPT);
    assertThat(node(1).log().getLast().index()).isEqualTo(401);
    assertThat(node(1).log().getFirst().index()).isEqualTo(102);
    assertThat(lab.capture().nodes().get(1))
        .isNotNull()
        .extracting(node -> node.log().size())
        .isEqualTo(401);
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = connect("raftarium test");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
