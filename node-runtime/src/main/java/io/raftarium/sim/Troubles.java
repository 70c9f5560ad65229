package io.raftarium.sim;

import io.raftarium.protocol.Command;
import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.Event;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Breaks things and mends them again, one fault after the other, and at a pace of its own plays the
 * operator.
 */
final class Troubles {
  /** No node gets a higher id; the ids of removed nodes are not used again. */
  private static final int MOST_NODES = 60;

  private final Simulation simulation;
  private final Timeline timeline;
  private final Network network;
  private final Dice dice;
  private final List<Fault> breaking;
  private final List<Fault> operating;
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private final Set<Integer> leaving = new TreeSet<>();
  private final long pace;
  private final long operatorsPace;
  private int lastNode;
  private int requests;

  Troubles(
      Simulation simulation,
      Timeline timeline,
      Network network,
      Dice dice,
      Set<Fault> faults,
      Set<String> supported) {
    this.simulation = simulation;
    this.timeline = timeline;
    this.network = network;
    this.dice = dice;
    List<Fault> kinds =
        faults.stream()
            .sorted()
            .filter(f -> f != Fault.CLOCK && f != Fault.REORDER && f != Fault.DUPLICATE)
            .filter(f -> f != Fault.CONFIG || supported.contains("ChangeConfig"))
            .filter(f -> f != Fault.TRANSFER || supported.contains("TransferLeadership"))
            .filter(f -> f != Fault.SNAPSHOT || supported.contains("TakeSnapshot"))
            .toList();
    breaking = kinds.stream().filter(f -> !f.isOperators()).toList();
    operating = kinds.stream().filter(Fault::isOperators).toList();
    // Steps are what a run is measured by, and more nodes take more of them in the same time.
    int nodes = simulation.nodes().size();
    long base = Math.max(1, simulation.options().electionTimeout() * 3 / (4L * nodes));
    pace = dice.pick(List.of(2L, 5L, 15L)) * base;
    operatorsPace = dice.pick(List.of(2L, 5L, 15L)) * base;
    lastNode = nodes;
    plan(false);
    plan(true);
  }

  /** How often each kind was tried. */
  Map<Fault, Integer> counts() {
    return Map.copyOf(counts);
  }

  private void plan(boolean operators) {
    if (!(operators ? operating : breaking).isEmpty()) {
      long wait = dice.between(1, 2 * (operators ? operatorsPace : pace));
      timeline.after(wait, new Planned.Trouble(operators));
    }
  }

  private long aWhile() {
    return dice.between(1, 4 * simulation.options().electionTimeout());
  }

  /** Makes the next trouble. */
  void next(Planned.Trouble trouble) throws SQLException {
    plan(trouble.operators());
    if (!trouble.operators() && dice.chance(0.15)) {
      network.heal();
    }
    Fault fault = dice.pick(trouble.operators() ? operating : breaking);
    counts.merge(fault, 1, Integer::sum);
    switch (fault) {
      case LOSS, REORDER, DUPLICATE -> network.weather();
      case CUT -> cut();
      case PARTITION -> partition();
      case CRASH -> crash();
      case POWER -> losePower();
      case PAUSE -> pause();
      case TIMER -> stray();
      case CONFIG -> changeConfig();
      case TRANSFER -> transfer();
      case SNAPSHOT -> tell(node(), new Event.TakeSnapshot());
      case BURST -> burst();
      case CLOCK -> {}
    }
  }

  private int node() {
    Integer leader = simulation.leader();
    // The leader is where troubles hurt most.
    return leader != null && dice.chance(0.3) ? leader : dice.pick(simulation.nodes());
  }

  private void tell(int node, Event event) {
    timeline.after(1, new Planned.Arrival(node, event));
  }

  private void cut() {
    for (long i = dice.between(1, 4); i > 0; i--) {
      network.cut(node(), dice.pick(simulation.nodes()));
    }
  }

  private void partition() {
    network.heal();
    List<Integer> nodes = simulation.nodes();
    Set<Integer> side = dice.chance(0.3) ? sideOfLeader() : side(nodes);
    boolean bothWays = dice.chance(0.8);
    for (int a : nodes) {
      for (int b : nodes) {
        if (side.contains(a) && !side.contains(b)) {
          network.cut(a, b);
          if (bothWays) {
            network.cut(b, a);
          }
        }
      }
    }
  }

  private Set<Integer> side(List<Integer> nodes) {
    Set<Integer> side = new TreeSet<>();
    double share = dice.pick(List.of(0.2, 0.5));
    for (int node : nodes) {
      if (dice.chance(share)) {
        side.add(node);
      }
    }
    return side;
  }

  /** The leader with those only that a change brings in; where there is no change, alone. */
  private Set<Integer> sideOfLeader() {
    Set<Integer> side = new TreeSet<>();
    Integer leader = simulation.leader();
    if (leader != null) {
      Configuration config = simulation.promises().row(leader).config();
      if (config.joint()) {
        side.addAll(config.voters());
        side.removeAll(config.outgoing());
      }
      side.add(leader);
    }
    return side;
  }

  private void crash() {
    int many = dice.chance(0.15) ? simulation.nodes().size() : 1;
    for (int i = 0; i < many; i++) {
      NodeProcess process = simulation.process(many == 1 ? node() : simulation.nodes().get(i));
      if (!process.up || process.dying) {
        continue;
      }
      if (dice.chance(0.5)) {
        process.dying = true;
      } else {
        process.die();
        died(process);
      }
    }
  }

  private void losePower() throws SQLException {
    List<Integer> nodes = dice.chance(0.15) ? simulation.nodes() : List.of(node());
    for (int node : nodes) {
      NodeProcess process = simulation.process(node);
      if (process.up) {
        process.die();
        died(process);
      }
      simulation.losePower(node);
    }
  }

  /** A process died; it will start again. */
  void died(NodeProcess process) {
    timeline.after(aWhile(), new Planned.Restart(process.node, process.life));
  }

  private void pause() {
    NodeProcess process = simulation.process(node());
    if (process.up && !process.paused) {
      process.paused = true;
      timeline.after(aWhile(), new Planned.Resume(process.node, process.life));
    }
  }

  private void stray() {
    Event event = dice.chance(0.7) ? new Event.ElectionTimeout() : new Event.HeartbeatTimeout();
    timeline.after(1, new Planned.StrayTimer(node(), event));
  }

  /** Writes whose fate nobody waits for, often at one that no longer leads. */
  private void burst() {
    List<Integer> leaders =
        simulation.nodes().stream().filter(n -> simulation.promises().row(n).isLeader()).toList();
    List<Event.ClientRequest.Request> writes = new ArrayList<>();
    for (long i = dice.between(2, 20); i > 0; i--) {
      String request = request();
      writes.add(
          new Event.ClientRequest.Request(
              request, Command.put("burst", JsonNodeFactory.instance.numberNode(requests))));
    }
    tell(leaders.isEmpty() ? node() : dice.pick(leaders), Event.ClientRequest.of(writes));
  }

  private void transfer() {
    Event event = Event.TransferLeadership.of(request(), dice.pick(simulation.nodes()));
    tell(node(), event);
  }

  private String request() {
    return "operator-" + ++requests;
  }

  private void changeConfig() throws SQLException {
    wipeRemoved();
    Integer leader = simulation.leader();
    int to = leader == null || dice.chance(0.1) ? node() : leader;
    Configuration config = simulation.promises().row(to).config();
    SortedSet<Integer> voters = new TreeSet<>(config.voters());
    SortedSet<Integer> learners = new TreeSet<>(config.learners());
    for (long i = dice.between(1, 3); i > 0; i--) {
      edit(voters, learners);
    }
    if (voters.isEmpty() || voters.size() > 9) {
      return;
    }
    boolean named = !learners.isEmpty() || dice.chance(0.5);
    tell(to, Event.ChangeConfig.of(request(), voters, named ? learners : null));
  }

  private void edit(SortedSet<Integer> voters, SortedSet<Integer> learners) throws SQLException {
    boolean grow = voters.size() + learners.size() < 3 || dice.chance(0.5);
    if (grow && voters.size() + learners.size() < 9) {
      int node = newcomer(voters, learners);
      if (node > 0 && dice.chance(0.4)) {
        learners.add(node);
      } else if (node > 0) {
        voters.add(node);
      }
    } else if (!learners.isEmpty() && dice.chance(0.5)) {
      int node = dice.pick(List.copyOf(learners));
      learners.remove(node);
      voters.add(node);
    } else if (!voters.isEmpty()) {
      int node = dice.pick(List.copyOf(voters));
      voters.remove(node);
      if (dice.chance(0.2)) {
        learners.add(node);
      }
    }
  }

  /** A node that is in neither set: one that lives already, or a new one; 0 if there is none. */
  private int newcomer(Set<Integer> voters, Set<Integer> learners) throws SQLException {
    List<Integer> idle =
        simulation.nodes().stream()
            .filter(n -> !voters.contains(n) && !learners.contains(n) && !leaving.contains(n))
            .toList();
    if (!idle.isEmpty() && dice.chance(0.7)) {
      return dice.pick(idle);
    }
    if (lastNode >= MOST_NODES || simulation.nodes().size() >= 12) {
      return 0;
    }
    lastNode++;
    simulation.create(lastNode, true);
    return lastNode;
  }

  /**
   * Some nodes that a committed configuration has left out lose their disk. They never come back:
   * their votes are forgotten.
   */
  private void wipeRemoved() {
    for (int node : simulation.nodes()) {
      // A newcomer that waits for its first configuration has an empty log.
      boolean tookPart = simulation.promises().row(node).lastLogIndex() > 0;
      if (tookPart && !leaving.contains(node) && dice.chance(0.5) && removed(node)) {
        leaving.add(node);
        timeline.after(1 + aWhile(), new Planned.Wipe(node));
      }
    }
  }

  /** Whether a node that is to be wiped is still out of every configuration. */
  boolean mayWipe(int node) {
    boolean may = removed(node);
    if (!may) {
      leaving.remove(node);
    }
    return may;
  }

  private boolean removed(int node) {
    return simulation.promises().commits().isRemoved(node)
        && simulation.nodes().stream()
            .flatMap(n -> simulation.process(n).inbox.stream())
            .noneMatch(event -> names(event, node));
  }

  private static boolean names(Event event, int node) {
    return event instanceof Event.ChangeConfig change && change.wanted().all().contains(node);
  }
}
