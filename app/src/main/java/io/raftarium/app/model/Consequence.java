package io.raftarium.app.model;

import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What would follow if some nodes stopped or links were cut now: how many voters are left together,
 * whether entries can still be committed, and whether another leader is needed.
 *
 * @param left how many voters could still work together, in each configuration that counts: two
 *     while one is joint
 * @param of how many voters each has
 * @param commits whether entries could be committed
 * @param before whether they can be now
 * @param leader who leads now and would do so no longer; 0 for nobody
 */
public record Consequence(
    List<Integer> left, List<Integer> of, boolean commits, boolean before, int leader) {

  /** Of nodes that would take no part any longer; empty where nothing is known of the cluster. */
  public static Optional<Consequence> ofStopping(Moment moment, Collection<Integer> nodes) {
    TreeMap<Integer, NodeStatus> processes = new TreeMap<>(moment.processes());
    for (int node : nodes) {
      processes.put(
          node, new NodeStatus(node, NodeStatus.State.DOWN, null, null, Duration.ZERO, ""));
    }
    return of(moment, with(moment, processes, moment.links()));
  }

  /** Of nodes that would be cut off from all others. */
  public static Optional<Consequence> ofCutting(Moment moment, Collection<Integer> nodes) {
    SortedSet<Integer> others = new TreeSet<>(moment.view().nodes().keySet());
    others.removeAll(nodes);
    return ofParting(moment, List.of(new TreeSet<>(nodes), others));
  }

  /** Of groups that would hear of each other no longer. */
  public static Optional<Consequence> ofParting(
      Moment moment, Collection<? extends Set<Integer>> groups) {
    TreeMap<Link, LinkRule> links = new TreeMap<>(moment.links());
    Set<Integer> all = moment.view().nodes().keySet();
    for (int from : all) {
      for (int to : all) {
        boolean together =
            groups.stream().anyMatch(group -> group.contains(from) && group.contains(to));
        if (from != to && !together) {
          links.put(new Link(from, to), moment.link(from, to).withCut(true));
        }
      }
    }
    return of(moment, with(moment, moment.processes(), links));
  }

  private static Optional<Consequence> of(Moment moment, Moment after) {
    if (moment.view().nodes().values().stream().noneMatch(NodeView::known)
        || !moment.aroundKnown()) {
      return Optional.empty();
    }
    Outlook now = Outlook.of(moment);
    Outlook then = Outlook.of(after);
    List<Integer> left = new ArrayList<>();
    List<Integer> of = new ArrayList<>();
    for (List<Integer> voters : List.of(now.voters(), now.outgoing())) {
      if (!voters.isEmpty()) {
        left.add(together(after, voters));
        of.add(voters.size());
      }
    }
    NodeView leader = moment.leader();
    boolean loses = leader != null && works(moment, leader) && !works(after, leader);
    return Optional.of(
        new Consequence(
            left,
            of,
            then.tolerated() >= 0,
            now.tolerated() >= 0,
            loses && leader != null ? leader.id() : 0));
  }

  /** The most voters that one of them reaches, itself included. */
  private static int together(Moment moment, List<Integer> voters) {
    return voters.stream()
        .filter(node -> runs(moment, node))
        .mapToInt(node -> reached(moment, node, voters))
        .max()
        .orElse(0);
  }

  /** Whether a leader runs and reaches a majority of each configuration that counts. */
  private static boolean works(Moment moment, NodeView leader) {
    return runs(moment, leader.id())
        && List.of(leader.voters(), leader.outgoing()).stream()
            .filter(voters -> !voters.isEmpty())
            .allMatch(voters -> 2 * reached(moment, leader.id(), voters) > voters.size());
  }

  private static int reached(Moment moment, int from, List<Integer> voters) {
    return (int) voters.stream().filter(to -> reaches(moment, from, to)).count();
  }

  private static boolean reaches(Moment moment, int from, int to) {
    return runs(moment, to)
        && (from == to || (!moment.link(from, to).cut() && !moment.link(to, from).cut()));
  }

  private static boolean runs(Moment moment, int node) {
    NodeStatus process = moment.processes().get(node);
    return process == null || process.state() == NodeStatus.State.RUNNING;
  }

  /** In a few words, for example {@code 2 of 5 left: no commits}. */
  public String text() {
    List<String> counts = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      counts.add(Texts.of("{0} of {1}", left.get(i), of.get(i)));
    }
    String all = String.join(" + ", counts);
    if (!commits) {
      return before
          ? Texts.of("{0} left: no commits", all)
          : Texts.of("{0} left: still no commits", all);
    }
    return leader == 0
        ? Texts.of("{0} left: commits go on", all)
        : Texts.of("{0} left: {1} leads, an election follows", all, NodeNames.of(leader));
  }

  private static Moment with(
      Moment moment, SortedMap<Integer, NodeStatus> processes, SortedMap<Link, LinkRule> links) {
    return new Moment(
        moment.title(),
        moment.database(),
        moment.live(),
        moment.number(),
        moment.at(),
        moment.view(),
        processes,
        links,
        moment.partition(),
        moment.wire(),
        moment.events(),
        moment.submissions(),
        moment.labNow(),
        moment.realNow(),
        moment.speed(),
        moment.paused());
  }
}
