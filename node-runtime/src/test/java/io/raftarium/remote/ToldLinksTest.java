package io.raftarium.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.Until;
import io.raftarium.lab.FarNodes;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabClock;
import io.raftarium.view.Hold;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.WireMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node tells of its links never goes back behind what this program has set. */
@Tag("thorough")
class ToldLinksTest {
  @TempDir private Path folder;

  @Test
  void aStatusThatWasOnItsWayDoesNotUndoAChange() throws Exception {
    try (Processes processes = new Processes(folder, 3, false).prepared();
        LabClock clock = new LabClock();
        RemoteNodes nodes = new RemoteNodes(processes.cluster, "operator", clock)) {
      Process _ = processes.serve(1);
      Told told = new Told();
      nodes.follow(told);
      Until.holds("it is heard of", () -> told.heard.get() > 0);
      for (int i = 1; i <= 60; i++) {
        LinkRule rule = LinkRule.OK.withDelay(Duration.ofMillis(i));
        told.expected.set(null);
        nodes.links(1, new TreeMap<>(Map.of(2, rule)));
        told.expected.set(rule);
        long before = told.heard.get();
        if (i % 10 == 0) {
          Until.holds("it tells again", () -> told.heard.get() > before);
        }
      }
      assertThat(told.stale.get()).isZero();
    }
  }

  @Test
  void aNodeWhoseLinksAreTooOldIsHeardOfAndANewProgramCountsAnew() throws Exception {
    try (Processes processes = new Processes(folder, 3, false);
        LabClock clock = new LabClock();
        RemoteNodes nodes = new RemoteNodes(processes.cluster, "operator", clock)) {
      Told told = new Told();
      Following.Listener listener = nodes.listener(told);
      nodes.acts(1, () -> 5);
      listener.is(report(4));
      assertThat(told.processes.get()).as("it runs").isEqualTo(1);
      assertThat(told.heard.get()).as("its links are old").isZero();
      listener.is(report(5));
      assertThat(told.heard.get()).isEqualTo(1);
      nodes.acts(
          1,
          () -> {
            listener.lost(1, Instant.now());
            return 6;
          });
      listener.is(report(0));
      assertThat(told.heard.get()).as("of the new program").isEqualTo(2);
    }
  }

  private static NodeReport report(long acts) {
    return NodeReport.of("{\"node\":1,\"process\":\"running\",\"acts\":" + acts + "}");
  }

  /** Counts what is told of one node. */
  private static final class Told implements FarNodes.Facts {
    final AtomicLong heard = new AtomicLong();
    final AtomicLong processes = new AtomicLong();
    final AtomicLong stale = new AtomicLong();
    final AtomicReference<@Nullable LinkRule> expected = new AtomicReference<>();

    @Override
    public void is(NodeStatus process, SortedMap<Integer, LinkRule> links, Optional<Hold> hold) {
      if (process.id() != 1 || process.state() == NodeStatus.State.UNKNOWN) {
        return;
      }
      LinkRule wanted = expected.get();
      if (wanted != null && !wanted.equals(links.get(2)) && wanted.equals(expected.get())) {
        stale.incrementAndGet();
      }
      heard.incrementAndGet();
    }

    @Override
    public void heard(NodeStatus process) {
      processes.incrementAndGet();
    }

    @Override
    public void stepped(NodeStatus process, String event, String message, long version) {}

    @Override
    public void sent(WireMessage message) {}

    @Override
    public void held(long message, @Nullable Countdown on) {}

    @Override
    public void ended(long message, WireMessage.Fate fate) {}

    @Override
    public void acted(int node, String who, String what) {}
  }
}
