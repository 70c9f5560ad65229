package io.raftarium.record;

import io.raftarium.protocol.Role;
import io.raftarium.record.Happening.Stamp;
import io.raftarium.record.Traces.Step;
import io.raftarium.record.Traces.Trip;
import io.raftarium.view.Deed;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleConsumer;
import tools.jackson.databind.JsonNode;

/**
 * A part of a tape as what other programs draw is made from: its nodes, steps and messages, when
 * which node had which role, and what was done.
 *
 * @param from the first happening of it
 * @param to the last
 * @param nodes that are in it
 * @param steps in order
 * @param trips messages that were sent in it, in order
 * @param roles in order
 * @param acts what was done, in order
 */
record Excerpt(
    long from,
    long to,
    SortedSet<Integer> nodes,
    List<Step> steps,
    List<Trip> trips,
    List<Reign> roles,
    List<Act> acts,
    Map<Long, Took> times) {
  private static final int PAGE = 1_000;

  /** When a happening was, and of a step how long it took, ns. */
  record Took(Stamp stamp, long nanos) {}

  /** A node had a role in a term from a happening on. */
  record Reign(int node, Role role, long term, Stamp since) {}

  /** Something that the operator or the runtime did, and the nodes that it names. */
  record Act(Stamp stamp, Deed deed, SortedSet<Integer> nodes) {
    /** In a few words, for example {@code killed}. */
    String name() {
      return deed.getClass()
          .getSimpleName()
          .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
          .toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Takes a part out of a tape.
   *
   * @param progress told now and then the share that is read; what it throws ends it
   */
  static Excerpt of(Tape tape, Traces traces, long from, long to, DoubleConsumer progress) {
    Reader reader = new Reader();
    long first = Math.max(from, tape.first());
    Moment begin = tape.at(first, "", "");
    Stamp since = new Stamp(first, begin.at(), begin.labNow(), begin.realNow());
    begin.view().nodes().values().forEach(node -> reader.role(node, since));
    boolean more = true;
    for (long next = first; more && next <= to; ) {
      progress.accept((next - first) / (to - first + 1.0));
      List<Happening> page = tape.from(next, PAGE);
      for (Happening happening : page) {
        if (happening.number() <= to) {
          reader.take(happening);
        }
        next = happening.number() + 1;
      }
      more = page.size() == PAGE;
    }
    List<Step> steps = traces.steps(first, to + 1);
    List<Trip> trips = traces.trips(first, to + 1);
    steps.forEach(step -> reader.nodes.add(step.node()));
    return new Excerpt(
        first, to, reader.nodes, steps, trips, reader.roles, reader.acts, reader.times);
  }

  /** When a happening of it was. */
  Took time(long happening) {
    return Objects.requireNonNull(times.get(happening), "not in this part");
  }

  /** Whether a happening is in it. */
  boolean has(long happening) {
    return times.containsKey(happening);
  }

  private static final class Reader {
    private final SortedSet<Integer> nodes = new TreeSet<>();
    private final List<Reign> roles = new ArrayList<>();
    private final Map<Integer, Reign> newest = new TreeMap<>();
    private final List<Act> acts = new ArrayList<>();
    private final Map<Long, Took> times = new HashMap<>();

    void take(Happening happening) {
      Stamp stamp = happening.stamp();
      switch (happening) {
        case Happening.Read read -> read.view().nodes().values().forEach(node -> role(node, stamp));
        case Happening.Stepped stepped ->
            times.put(stamp.number(), new Took(stamp, stepped.process().lastStep().toNanos()));
        case Happening.Sent sent -> {
          times.put(stamp.number(), new Took(stamp, 0));
          nodes.add(sent.message().from());
          nodes.add(sent.message().to());
        }
        case Happening.Ended _ -> times.put(stamp.number(), new Took(stamp, 0));
        case Happening.Done done -> act(stamp, done.event().deed());
        default -> {}
      }
    }

    void role(NodeView node, Stamp stamp) {
      if (!node.known()) {
        return;
      }
      nodes.add(node.id());
      Reign before = newest.get(node.id());
      if (before == null || before.role != node.role() || before.term != node.currentTerm()) {
        Reign now = new Reign(node.id(), node.role(), node.currentTerm(), stamp);
        newest.put(node.id(), now);
        roles.add(now);
      }
    }

    private void act(Stamp stamp, Deed deed) {
      switch (deed) {
        // They are told as requests are.
        case Deed.Submitted _, Deed.Answered _ -> {}
        default -> acts.add(new Act(stamp, deed, named(deed)));
      }
    }

    /** By what the deed's components are called. */
    private static SortedSet<Integer> named(Deed deed) {
      JsonNode json = RecordedJson.MAPPER.valueToTree(deed);
      SortedSet<Integer> named = new TreeSet<>();
      for (String one : List.of("node", "from", "to")) {
        if (json.path(one).isInt()) {
          named.add(json.path(one).asInt());
        }
      }
      // How many a cluster was started with is no name.
      if (json.path("nodes").isArray()) {
        json.path("nodes").forEach(node -> named.add(node.asInt()));
      }
      return named;
    }
  }
}
