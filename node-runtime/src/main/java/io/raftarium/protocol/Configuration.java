package io.raftarium.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import tools.jackson.databind.JsonNode;

/**
 * Who votes and who learns (section 6).
 *
 * @param outgoing the voters of the configuration that is being left; empty unless joint
 */
public record Configuration(List<Integer> voters, List<Integer> outgoing, List<Integer> learners) {
  /** Each of them in the order of the ids. */
  public Configuration {
    voters = voters.stream().sorted().toList();
    outgoing = outgoing.stream().sorted().toList();
    learners = learners.stream().sorted().toList();
  }

  /** The command of a config entry, or what was asked for. */
  public static Configuration of(JsonNode command) {
    return new Configuration(
        ids(command.path("voters")), ids(command.path("outgoing")), ids(command.path("learners")));
  }

  /** A configuration that is not joint. */
  public static Configuration of(Collection<Integer> voters, Collection<Integer> learners) {
    return new Configuration(List.copyOf(voters), List.of(), List.copyOf(learners));
  }

  /** The one in which this node votes. */
  public Configuration withVoter(int node) {
    return of(with(voters, node), without(learners, node));
  }

  /** The one in which this node learns, and counts for no majority (dissertation 4.2.1). */
  public Configuration withLearner(int node) {
    return of(without(voters, node), with(learners, node));
  }

  /** The one in which this node has no part. */
  public Configuration without(int node) {
    return of(without(voters, node), without(learners, node));
  }

  private static SortedSet<Integer> with(List<Integer> ids, int node) {
    SortedSet<Integer> all = new TreeSet<>(ids);
    all.add(node);
    return all;
  }

  private static List<Integer> without(List<Integer> ids, int node) {
    return ids.stream().filter(id -> id != node).toList();
  }

  /** For a breach's words, for example {@code voters [1, 2, 3]}. */
  public String words() {
    return "voters "
        + voters
        + (joint() ? " and " + outgoing : "")
        + (learners.isEmpty() ? "" : ", learners " + learners);
  }

  public boolean joint() {
    return !outgoing.isEmpty();
  }

  /** Whether a majority of the voters, while joint of both sets, agrees. */
  public boolean majority(IntPredicate agrees) {
    return majority(voters, agrees) && (outgoing.isEmpty() || majority(outgoing, agrees));
  }

  /** Everyone who has a part in it. */
  public SortedSet<Integer> all() {
    SortedSet<Integer> all = new TreeSet<>(voters);
    all.addAll(outgoing);
    all.addAll(learners);
    return all;
  }

  private static boolean majority(List<Integer> of, IntPredicate agrees) {
    return of.stream().filter(agrees::test).count() * 2 > of.size();
  }

  static List<Integer> ids(JsonNode array) {
    List<Integer> ids = new ArrayList<>();
    array.forEach(id -> ids.add(id.asInt(0)));
    return List.copyOf(ids);
  }
}
