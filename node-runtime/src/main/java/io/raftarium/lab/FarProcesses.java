package io.raftarium.lab;

import io.raftarium.fault.LinkRules;
import io.raftarium.record.Tape;
import io.raftarium.view.Deed;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** What is known of processes elsewhere, told to the tape as it becomes known. */
final class FarProcesses implements FarNodes.Facts {
  private final Tape tape;
  private final LinkRules rules;
  private final Supplier<SortedMap<String, SortedSet<Integer>>> partition;
  private final IntPredicate dead;
  private final ConcurrentSkipListMap<Integer, NodeStatus> known = new ConcurrentSkipListMap<>();

  /**
   * Nothing is known yet.
   *
   * @param rules of the links, which are kept as the nodes tell them
   * @param partition that runs
   * @param dead whether a process that is not heard of is known to have ended
   */
  FarProcesses(
      SortedSet<Integer> ids,
      Tape tape,
      LinkRules rules,
      Supplier<SortedMap<String, SortedSet<Integer>>> partition,
      IntPredicate dead) {
    this.tape = tape;
    this.rules = rules;
    this.partition = partition;
    this.dead = dead;
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
    NodeStatus seen =
        process.state() == NodeStatus.State.UNKNOWN && dead.test(process.id())
            ? new NodeStatus(
                process.id(), NodeStatus.State.DOWN, null, null, Duration.ZERO, process.backing())
            : process;
    NodeStatus before = known.put(seen.id(), seen);
    if (before == null || before.state() != seen.state()) {
      tape.ran(all());
    }
  }

  @Override
  public void is(NodeStatus process, SortedMap<Integer, LinkRule> links) {
    put(process);
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
  public void stepped(NodeStatus process, String event, String message, long version) {
    put(process);
    tape.stepped(process, event, message, version);
  }

  @Override
  public void sent(WireMessage message) {
    tape.sent(message);
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
