package io.raftarium.reason;

import io.raftarium.protocol.Event;
import io.raftarium.record.Happening;
import io.raftarium.record.Traces.Trip;
import io.raftarium.view.Deed;
import io.raftarium.view.Hold;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.Steer;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What was done to links and processes, and by which deed. */
final class Deeds {
  /** Happenings within which what was done is told: soon before its effect, or after it. */
  static final int TOLD_WITHIN = 60;

  private final List<Happening> around;

  /**
   * Of what a tape holds.
   *
   * @param around what was done, and each change of links and processes, in order
   */
  Deeds(List<Happening> around) {
    this.around = around;
  }

  /** The rule of a link at a happening. */
  LinkRule rule(int from, int to, long number) {
    LinkRule rule = LinkRule.OK;
    for (Happening happening : around) {
      if (happening.number() > number) {
        break;
      }
      if (happening instanceof Happening.Linked linked) {
        rule = ruleOf(linked, from, to);
      }
    }
    return rule;
  }

  private static LinkRule ruleOf(Happening.Linked linked, int from, int to) {
    return linked.links().getOrDefault(new Link(from, to), LinkRule.OK);
  }

  /** Who cut a link that is cut at a happening: the deed that is told with the first such rule. */
  Optional<Happening.Done> cutting(int from, int to, long number) {
    long since = 0;
    boolean cut = false;
    for (Happening happening : around) {
      if (happening.number() > number + TOLD_WITHIN) {
        break;
      }
      if (happening instanceof Happening.Linked linked) {
        boolean now = ruleOf(linked, from, to).cut();
        since = now && !cut ? linked.number() : since;
        cut = now;
      }
    }
    long first = since;
    return first == 0
        ? Optional.empty()
        : around.stream()
            .filter(Happening.Done.class::isInstance)
            .map(Happening.Done.class::cast)
            .filter(done -> done.number() > first && done.number() < first + TOLD_WITHIN)
            .filter(done -> cuts(done.event().deed(), from, to))
            .findFirst();
  }

  private static boolean cuts(Deed deed, int from, int to) {
    return switch (deed) {
      case Deed.Isolated(SortedSet<Integer> nodes) -> nodes.contains(from) != nodes.contains(to);
      case Deed.Partitioned(SortedMap<String, SortedSet<Integer>> groups) ->
          groups.values().stream().noneMatch(group -> group.contains(from) && group.contains(to));
      case Deed.LinkChanged(int one, int other, LinkRule rule, boolean _) ->
          one == from && other == to && rule.cut();
      case Deed.Acted _, Deed.Started _, Deed.LinksSet _ -> true;
      default -> false;
    };
  }

  /** Who gave a link the rule that it has at a happening. */
  Optional<Happening.Done> ruled(int from, int to, long number) {
    return newest(
        number,
        deed ->
            deed instanceof Deed.LinkDelayed
                || (deed instanceof Deed.LinkChanged changed
                    && changed.from() == from
                    && changed.to() == to
                    && !changed.rule().equals(LinkRule.OK)));
  }

  /** Why a process is down, if it was at a happening. */
  Optional<Happening.Done> stopping(int node, long number) {
    return newest(number, deed -> stops(deed, node) || runs(deed, node))
        .filter(done -> stops(done.event().deed(), node));
  }

  private static boolean stops(Deed deed, int node) {
    return switch (deed) {
      case Deed.Killed(int other) -> other == node;
      case Deed.ServerKilled(int other) -> other == node;
      case Deed.Failed(int other, String _) -> other == node;
      case Deed.Removed(int other) -> other == node;
      case Deed.Stopped _ -> true;
      default -> false;
    };
  }

  private static boolean runs(Deed deed, int node) {
    return switch (deed) {
      case Deed.Restarted(int other) -> other == node;
      case Deed.ServerRestarted(int other) -> other == node;
      case Deed.Reconnected(int other, boolean _) -> other == node;
      case Deed.Started _, Deed.ServerStarted _ -> true;
      default -> false;
    };
  }

  /** Why a process stood still, if it did at a happening or shortly before. */
  Optional<Happening.Done> pausing(int node, long number) {
    return newest(number, deed -> deed instanceof Deed.Paused(int other) && other == node);
  }

  private Optional<Happening.Done> newest(long number, Predicate<Deed> fits) {
    Happening.@Nullable Done found = null;
    for (Happening happening : around) {
      if (happening.number() > number) {
        break;
      }
      if (happening instanceof Happening.Done done && fits.test(done.event().deed())) {
        found = done;
      }
    }
    return Optional.ofNullable(found);
  }

  /** How a process is known to be at a happening; null where nobody knows. */
  NodeStatus.@Nullable State state(int node, long number) {
    NodeStatus.@Nullable State state = null;
    for (Happening happening : around) {
      if (happening.number() > number) {
        break;
      }
      NodeStatus process =
          happening instanceof Happening.Ran ran ? ran.processes().get(node) : null;
      state = process == null ? state : process.state();
    }
    return state;
  }

  /** Who let a kind of message stop on its link, if it does at a happening. */
  Optional<Happening.Done> holding(Trip trip, long number) {
    return newest(number, deed -> deed instanceof Deed.Held || deed instanceof Deed.Released)
        .filter(done -> done.event().deed() instanceof Deed.Held(Hold hold) && stops(hold, trip));
  }

  private static boolean stops(Hold hold, Trip trip) {
    return (hold.kinds().isEmpty() || hold.kinds().contains(trip.type()))
        && (hold.links().isEmpty() || hold.links().contains(new Link(trip.from(), trip.to())));
  }

  /** Who dropped a message that was held. */
  Optional<Happening.Done> dropping(Trip trip) {
    return newest(
        trip.ended() + TOLD_WITHIN,
        deed ->
            deed instanceof Deed.Steered steered
                && steered.act() == Steer.DROP
                && steered.message() == trip.message());
  }

  /** What the operator did that made a node take an event. */
  Optional<Happening.Done> asking(int node, String event, long number) {
    return newest(number + TOLD_WITHIN, deed -> asks(deed, node, event))
        .filter(done -> done.number() > number - 4L * TOLD_WITHIN);
  }

  private static boolean asks(Deed deed, int node, String event) {
    return switch (deed) {
      case Deed.TimedOut(int other) ->
          other == node && event.equals(new Event.ElectionTimeout().type());
      case Deed.Sent(int other, String type) -> other == node && type.equals(event);
      case Deed.Acted(int other, String _, String _) -> other == node;
      case Deed.Snapshot(int other) -> other == node && event.equals("TakeSnapshot");
      default -> false;
    };
  }
}
