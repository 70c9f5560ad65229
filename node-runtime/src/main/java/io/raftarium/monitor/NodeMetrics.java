package io.raftarium.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.raftarium.node.NodeListener;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import io.raftarium.protocol.StepResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Counts and measures what a node does, from what it tells. */
public final class NodeMetrics implements NodeListener {
  private final MeterRegistry registry;
  private final NodeListener next;
  private final Timer transactions;
  private final DistributionSummary batches;
  private final Counter elections;
  private final Counter leaderships;
  private final Counter reconnects;
  private final Counter refusals;
  private final AtomicReference<@Nullable StepResult> last = new AtomicReference<>();
  private final AtomicLong lastIndex = new AtomicLong();
  private final Map<Integer, AtomicLong> matches = new ConcurrentHashMap<>();

  /**
   * Registers them.
   *
   * @param waiting how many items wait for a step
   * @param next told of everything, too
   */
  public NodeMetrics(MeterRegistry registry, IntSupplier waiting, NodeListener next) {
    this.registry = registry;
    this.next = next;
    transactions =
        Timer.builder("raftarium.transaction")
            .description(
                "From the call of the function to the commit, for all steps of one transaction")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofNanos(100_000))
            .maximumExpectedValue(Duration.ofSeconds(5))
            .register(registry);
    batches =
        DistributionSummary.builder("raftarium.batch.size")
            .description("Steps in one transaction")
            .register(registry);
    elections = counter("raftarium.elections", "Elections that this node began");
    leaderships = counter("raftarium.leaderships", "Terms that this node began to lead");
    reconnects =
        counter(
            "raftarium.database.reconnects",
            "Connections to the database that were lost and found again");
    refusals = counter("raftarium.events.refused", "Messages that the function refused");
    gauge("raftarium.mailbox.waiting", "Items that wait for a step", () -> waiting.getAsInt());
    gauge("raftarium.term", "The current term", () -> result().term());
    gauge(
        "raftarium.commit.index",
        "The commit index; what is committed here is applied",
        () -> result().commitIndex());
    gauge("raftarium.version", "The version of the node's row", () -> result().version());
    gauge(
        "raftarium.leader",
        "Who leads as far as the node knows, 0 for nobody",
        () -> result().leader());
    for (Role role : Role.values()) {
      Gauge.builder("raftarium.role", () -> result().role().equals(role.text()) ? 1 : 0)
          .description("1 for the role that the node has")
          .tag("role", role.text())
          .register(registry);
    }
  }

  private Counter counter(String name, String what) {
    return Counter.builder(name).description(what).register(registry);
  }

  private void gauge(String name, String what, java.util.function.Supplier<Number> value) {
    Gauge.builder(name, value).description(what).register(registry);
  }

  private StepResult result() {
    StepResult result = last.get();
    return result == null ? StepResult.NONE : result;
  }

  @Override
  public void committed(int node, int count, Duration time) {
    transactions.record(time);
    batches.record(count);
    next.committed(node, count, time);
  }

  @Override
  public void stepped(int node, Event event, StepResult result) {
    StepResult before = last.getAndSet(result);
    registry.counter("raftarium.steps", "type", event.type()).increment();
    boolean led = before != null && before.leads() && before.term() == result.term();
    if (result.role().equals(Role.CANDIDATE.text())
        && (before == null || before.term() < result.term())) {
      elections.increment();
    }
    if (result.leads() && !led) {
      leaderships.increment();
    }
    if (result.leads()) {
      lag(event, result);
    } else {
      matches.values().forEach(match -> match.set(-1));
    }
    next.stepped(node, event, result);
  }

  /** How far each peer is behind, as far as this leader sent and heard. */
  private void lag(Event event, StepResult result) {
    for (Rpc rpc : result.actions().sent()) {
      if (rpc instanceof Rpc.AppendEntries sent) {
        lastIndex.accumulateAndGet(sent.lastIndex(), Math::max);
        match(rpc.to());
      }
    }
    if (event instanceof Rpc.AppendEntriesReply reply && reply.success()) {
      match(reply.from()).accumulateAndGet(reply.matchIndex(), Math::max);
    }
  }

  private AtomicLong match(int peer) {
    return matches.computeIfAbsent(
        peer,
        id -> {
          AtomicLong match = new AtomicLong(-1);
          Gauge.builder(
                  "raftarium.peer.lag",
                  () -> match.get() < 0 ? Double.NaN : Math.max(0, lastIndex.get() - match.get()))
              .description("Entries that the peer is not known to hold, while this node leads")
              .tag("peer", Integer.toString(id))
              .register(registry);
          return match;
        });
  }

  /** A message to a peer was lost before it left. */
  public void dropped(int peer) {
    registry.counter("raftarium.messages.dropped", "peer", Integer.toString(peer)).increment();
  }

  @Override
  public void reconnected(int node, boolean committed) {
    reconnects.increment();
    next.reconnected(node, committed);
  }

  @Override
  public void refused(int node, String type, String why) {
    refusals.increment();
    next.refused(node, type, why);
  }

  @Override
  public void failed(int node, String why) {
    next.failed(node, why);
  }
}
