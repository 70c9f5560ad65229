package io.raftarium.lab;

import io.raftarium.fault.LinkRules;
import io.raftarium.record.Tape;
import io.raftarium.time.Countdown;
import io.raftarium.view.Deed;
import io.raftarium.view.Hold;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is known of processes elsewhere, told to the tape as it becomes known. */
final class FarProcesses implements FarNodes.Facts {
  private final Tape tape;
  private final LinkRules rules;
  private final Supplier<SortedMap<String, SortedSet<Integer>>> partition;
  private final FarHolds holds;
  private final @Nullable NodePrograms programs;
  private final ConcurrentSkipListMap<Integer, NodeStatus> known = new ConcurrentSkipListMap<>();

  /**
   * Nothing is known yet.
   *
   * @param rules of the links, which are kept as the nodes tell them
   * @param partition that runs
   * @param holds of the links, kept likewise
   * @param programs knows which processes have ended; null where nobody does
   */
  FarProcesses(
      SortedSet<Integer> ids,
      Tape tape,
      LinkRules rules,
      Supplier<SortedMap<String, SortedSet<Integer>>> partition,
      FarHolds holds,
      @Nullable NodePrograms programs) {
    this.tape = tape;
    this.rules = rules;
    this.partition = partition;
    this.holds = holds;
    this.programs = programs;
    Instant now = Instant.now();
    for (int id : ids) {
      known.put(
          id, new NodeStatus(id, NodeStatus.State.UNKNOWN, null, null, Duration.ZERO, "", now));
    }
  }

  SortedMap<Integer, NodeStatus> all() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(known));
  }

  /** One of them. */
  NodeStatus of(int node) {
    NodeStatus process = known.get(node);
    if (process == null) {
      throw new LabException(
          "There is no node " + node + "; the nodes are " + Links.named(known.keySet()) + ".");
    }
    return process;
  }

  /** One that can be asked. */
  NodeStatus reached(int node) {
    NodeStatus process = of(node);
    return switch (process.state()) {
      case RUNNING, PAUSED -> process;
      case DOWN, FAILED -> throw new LabException("Node " + node + " is down; start it first.");
      case UNKNOWN -> throw new LabException("Node " + node + " cannot be reached now.");
    };
  }

  private void put(NodeStatus process) {
    NodeStatus seen = process;
    Optional<String> failure = Optional.empty();
    if (process.state() == NodeStatus.State.UNKNOWN
        && programs != null
        && !programs.runs(process.id())) {
      failure = programs.failure(process.id());
      seen =
          new NodeStatus(
              process.id(),
              failure.isPresent() ? NodeStatus.State.FAILED : NodeStatus.State.DOWN,
              null,
              null,
              Duration.ZERO,
              process.backing());
    }
    NodeStatus before = known.put(seen.id(), seen);
    if (before == null || before.state() != seen.state()) {
      tape.ran(all());
      failure.ifPresent(why -> tape.done(new Deed.Failed(process.id(), why)));
    }
  }

  @Override
  public void is(NodeStatus process, SortedMap<Integer, LinkRule> links, Optional<Hold> hold) {
    put(process);
    holds.put(process.id(), hold);
    if (process.state() == NodeStatus.State.UNKNOWN) {
      return;
    }
    TreeMap<Link, LinkRule> changes = new TreeMap<>();
    for (Map.Entry<Link, LinkRule> rule : rules.all().entrySet()) {
      if (rule.getKey().from() == process.id()) {
        changes.put(rule.getKey(), LinkRule.OK);
      }
    }
    links.forEach((to, rule) -> changes.put(new Link(process.id(), to), rule));
    rules.put(changes);
    tape.linked(rules.all(), partition.get());
  }

  @Override
  public void heard(NodeStatus process) {
    put(process);
  }

  @Override
  public void stepped(NodeStatus process, String event, String message, long version) {
    put(process);
    tape.stepped(process, event, message, version);
  }

  @Override
  public void sent(WireMessage message) {
    tape.sent(message);
  }

  @Override
  public void held(long message, @Nullable Countdown on) {
    tape.held(message, on);
  }

  @Override
  public void ended(long message, WireMessage.Fate fate) {
    tape.ended(message, fate);
  }

  @Override
  public void acted(int node, String who, String what) {
    tape.done(new Deed.Acted(node, who, what));
  }
}
