package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.promise.Kept;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
import io.raftarium.view.ClusterView;
import io.raftarium.view.KeyValue;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A laboratory in a database of its own for each test, and words for what tests ask of it. */
abstract class RunningLab {
  private static final Duration LIMIT = Duration.ofSeconds(25);

  protected LocalLab lab;

  /** Whether the test changed rows behind the nodes' backs. */
  protected boolean tampered;

  RunningLab() {
    try {
      lab = TestServer.lab();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  final void isOpen() {
    assertThat(lab.cluster().processes()).isEmpty();
  }

  @AfterEach
  final void close() throws InterruptedException {
    // Whatever the test did to them, real nodes keep what Raft promises.
    Thread.sleep(50);
    List<Kept> promises = lab.promises();
    lab.close();
    if (!tampered) {
      assertThat(promises)
          .allSatisfy(kept -> assertThat(kept.breach()).as("%s", kept.promise()).isNull());
    }
  }

  /** Starts a cluster and waits for a leader that all follow. */
  protected final int start(int nodes) throws InterruptedException {
    lab.cluster().start(nodes);
    await(RunningLab::settled);
    return leader().id();
  }

  protected final NodeView leader() {
    return Objects.requireNonNull(lab.cluster().view().leader());
  }

  protected final NodeView node(int id) {
    return node(lab.cluster().view(), id);
  }

  protected static NodeView node(ClusterView view, int id) {
    return Objects.requireNonNull(view.nodes().get(id));
  }

  protected final NodeStatus process(int id) {
    return Objects.requireNonNull(lab.cluster().processes().get(id));
  }

  protected final Submission put(String key, String value) throws Exception {
    Submission answer = submit(OptionalInt.empty(), key, value).get(30, TimeUnit.SECONDS);
    if (answer.status() == Submission.Status.OK) {
      awaitCommitted(answer.index());
    }
    return answer;
  }

  /** An answer may be here before the view that shows what it answered. */
  protected final void awaitCommitted(long index) throws InterruptedException {
    await(view -> view.nodes().values().stream().anyMatch(node -> node.commitIndex() >= index));
  }

  protected final CompletableFuture<Submission> submit(OptionalInt node, String key, String value) {
    return lab.client().submit(node, command(key, value));
  }

  protected static Command command(String key, String value) {
    return Command.put(key, value);
  }

  /** A connection to the laboratory's database. */
  protected final Connection connect(String application) throws SQLException {
    try {
      return TestServer.get().connect(lab.name(), application);
    } catch (SQLException e) {
      throw e;
    } catch (Exception e) {
      throw new SQLException(e);
    }
  }

  protected final void await(Predicate<ClusterView> fits) throws InterruptedException {
    assertThat(lab.observer().await(LIMIT, fits))
        .as(() -> "the view stays " + lab.cluster().view() + "; events " + lab.events())
        .isTrue();
  }

  protected static Predicate<ClusterView> holds(Set<Integer> nodes, String key, String value) {
    return view ->
        nodes.stream()
            .allMatch(id -> {
              KeyValue held = node(view, id).keyValues().get(key);
              return held != null && held.value().asString().equals(value);
            });
  }

  /**
   * One leader, whom all follow in its term, and everywhere the same log, committed and applied.
   */
  protected static boolean agreed(ClusterView view) {
    if (!settled(view)) {
      return false;
    }
    List<LogEntry> log = node(view, 1).log();
    long last = node(view, 1).lastLogIndex();
    return view.nodes().values().stream()
        .allMatch(node ->
            node.log().equals(log) && node.commitIndex() == last && node.lastApplied() == last);
  }

  protected static boolean settled(ClusterView view) {
    NodeView leader = view.leader();
    return leader != null
        && view.nodes().values().stream()
            .allMatch(node ->
                node.currentTerm() == leader.currentTerm()
                    && Objects.equals(node.leaderId(), leader.id())
                    && (node.role() == Role.LEADER || node.role() == Role.FOLLOWER));
  }
}
