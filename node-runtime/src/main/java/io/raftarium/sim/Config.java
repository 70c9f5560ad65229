package io.raftarium.sim;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import tools.jackson.databind.JsonNode;

/**
 * Who votes and who learns.
 *
 * @param outgoing the voters of the configuration that is being left; empty unless joint
 */
record Config(SortedSet<Integer> voters, SortedSet<Integer> outgoing, SortedSet<Integer> learners) {
  Config {
    voters = Collections.unmodifiableSortedSet(new TreeSet<>(voters));
    outgoing = Collections.unmodifiableSortedSet(new TreeSet<>(outgoing));
    learners = Collections.unmodifiableSortedSet(new TreeSet<>(learners));
  }

  static Config of(JsonNode command) {
    return new Config(
        set(command.path("voters")), set(command.path("outgoing")), set(command.path("learners")));
  }

  boolean joint() {
    return !outgoing.isEmpty();
  }

  /** Whether a majority of the voters, while joint of both sets, agrees. */
  boolean majority(IntPredicate agrees) {
    return majority(voters, agrees) && (outgoing.isEmpty() || majority(outgoing, agrees));
  }

  SortedSet<Integer> all() {
    SortedSet<Integer> all = new TreeSet<>(voters);
    all.addAll(outgoing);
    all.addAll(learners);
    return all;
  }

  private static boolean majority(Set<Integer> of, IntPredicate agrees) {
    return of.stream().filter(agrees::test).count() * 2 > of.size();
  }

  private static SortedSet<Integer> set(JsonNode ids) {
    SortedSet<Integer> set = new TreeSet<>();
    ids.forEach(id -> set.add(id.intValue()));
    return set;
  }
}
