package io.raftarium.reason;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import io.raftarium.reason.Fact.Heard;
import io.raftarium.reason.Fact.Loss;
import io.raftarium.reason.Fact.Silence;
import io.raftarium.record.Happening;
import io.raftarium.record.Traces.Step;
import io.raftarium.record.Traces.Trip;
import io.raftarium.time.Countdown;
import io.raftarium.view.Deed;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.WireMessage.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Why a timer ran out: what a node had not heard, and what kept it away. */
final class Silences {
  /** Happenings within which what was done is told: soon before its effect, or after it. */
  private static final int TOLD_WITHIN = 60;

  private static final Set<String> OF_LEADERS = Set.of("AppendEntries", "InstallSnapshot");

  private final Evidence evidence;
  private final Elections elections;

  Silences(Evidence evidence, Elections elections) {
    this.evidence = evidence;
    this.elections = elections;
  }

  /** Why the election timer ran out that a step took. */
  Reason timer(JournalEntry step) {
    int node = step.nodeId();
    long fired = evidence.number(step);
    Optional<Step> before = evidence.traces().stepBefore(node, fired, _ -> true);
    if (early(before, fired)) {
      Optional<Reason> deed = deedOf(node, step.event().type(), fired);
      if (deed.isPresent()) {
        return deed.get();
      }
    }
    Role role = evidence.journal().role(node, step.version() - 1);
    if (role == Role.CANDIDATE || role == Role.PRE_CANDIDATE) {
      return inVain(step);
    }
    Step set = before.map(last -> setBy(last)).orElse(null);
    Optional<Trip> heard =
        set == null || set.message().isEmpty()
            ? Optional.empty()
            : evidence.traces().tripOf(set.message(), set.happening());
    int known = evidence.journal().leader(node, step.version() - 1);
    int leader = known != 0 ? known : heard.filter(trip -> !reply(trip)).map(Trip::from).orElse(0);
    Heard last =
        set == null || heard.isEmpty() ? null : new Heard(Evidence.mail(heard.get()), set.at());
    return evidence.link(
        fired,
        new Fact.TimerFired(node, last, leader),
        () -> {
          if (leader != 0) {
            return List.of(keptAway(leader, node, set == null ? 0 : set.happening(), fired));
          }
          return List.of(
              set != null && !set.message().isEmpty()
                  ? evidence.unknown()
                  : elections.started(node, step.version()));
        });
  }

  private static boolean reply(Trip trip) {
    return trip.type().endsWith("Reply");
  }

  /** Whether a timer that had not run out fired all the same. */
  private boolean early(Optional<Step> before, long fired) {
    Optional<Happening> then = evidence.happening(fired);
    Countdown timer = before.map(this::timerAfter).orElse(null);
    return timer != null
        && then.isPresent()
        && then.get().stamp().labAt().compareTo(timer.end()) < 0;
  }

  private @Nullable Countdown timerAfter(Step step) {
    return evidence.happening(step.happening()).orElse(null) instanceof Happening.Stepped stepped
        ? stepped.process().election()
        : null;
  }

  /** The step that set the timer that runs after a step, as far as processes are recorded. */
  private @Nullable Step setBy(Step last) {
    Countdown timer = timerAfter(last);
    if (timer == null) {
      return evidence
          .traces()
          .stepBefore(last.node(), last.happening() + 1, step -> OF_LEADERS.contains(step.event()))
          .orElse(null);
    }
    Step set = last;
    Optional<Step> earlier = Optional.of(last);
    while (earlier.isPresent() && timer.equals(timerAfter(earlier.get()))) {
      set = earlier.get();
      earlier = evidence.traces().stepBefore(last.node(), set.happening(), _ -> true);
    }
    return set;
  }

  /** It had asked before, and no majority gave it their votes. */
  private Reason inVain(JournalEntry step) {
    int node = step.nodeId();
    Journal journal = evidence.journal();
    List<JournalEntry> asked = new ArrayList<>();
    for (JournalEntry earlier : journal.between(node, 0, step.version() - 1)) {
      if (earlier.event() instanceof Event.ElectionTimeout
          || earlier.event() instanceof Rpc.TimeoutNow) {
        asked.add(earlier);
      }
      Role before = journal.role(node, earlier.version() - 1);
      if (before == null || before == Role.FOLLOWER || before == Role.LEADER) {
        break;
      }
    }
    if (asked.isEmpty()) {
      return evidence.unknown();
    }
    JournalEntry first = asked.getLast();
    JournalEntry last = asked.getFirst();
    return evidence.link(
        evidence.number(last),
        new Fact.InVain(node, wanted(first), wanted(last), asked.size()),
        () -> {
          List<Reason> because = new ArrayList<>(unanswered(last, evidence.number(step)));
          because.add(elections.stands(first));
          return because;
        });
  }

  private long wanted(JournalEntry step) {
    long term = evidence.journal().term(step.nodeId(), step.version());
    return step.changed().role() == Role.PRE_CANDIDATE ? term + 1 : term;
  }

  /** What kept the answers to a node's questions away, one link for each peer that was silent. */
  private List<Reason> unanswered(JournalEntry asked, long until) {
    int node = asked.nodeId();
    List<Reason> because = new ArrayList<>();
    List<Trip> trips = evidence.traces().trips(evidence.number(asked), until);
    for (Rpc rpc : asked.actions().sent()) {
      boolean answered =
          trips.stream()
              .anyMatch(trip ->
                  trip.from() == rpc.to()
                      && trip.to() == node
                      && reply(trip)
                      && trip.takenBy() != 0
                      && trip.takenBy() < until);
      if (!answered) {
        between(rpc.to(), node, trips, until)
            .or(() -> between(node, rpc.to(), trips, until))
            .ifPresent(because::add);
      }
    }
    return because;
  }

  /** Why a leader heard from no majority. */
  List<Reason> noQuorum(JournalEntry step) {
    int node = step.nodeId();
    long number = evidence.number(step);
    List<Reason> because = new ArrayList<>();
    for (int peer : voters(node)) {
      Optional<Step> heard =
          evidence
              .traces()
              .stepBefore(node, number, other -> !other.message().isEmpty() && from(other) == peer);
      List<Trip> trips = evidence.traces().trips(heard.map(Step::happening).orElse(0L), number);
      between(node, peer, trips, number)
          .or(() -> between(peer, node, trips, number))
          .or(() -> silent(peer, node, number))
          .ifPresent(because::add);
    }
    return because;
  }

  private List<Integer> voters(int node) {
    var rows = evidence.node(node);
    return rows == null
        ? List.of()
        : rows.voters().stream().filter(voter -> voter != node).toList();
  }

  private int from(Step step) {
    return evidence.traces().tripOf(step.message(), step.happening()).map(Trip::from).orElse(0);
  }

  /** What kept a leader's messages away from a node between two happenings. */
  private Reason keptAway(int leader, int node, long after, long until) {
    List<Trip> trips =
        evidence.traces().trips(after, until).stream()
            .filter(trip -> OF_LEADERS.contains(trip.type()))
            .toList();
    return between(leader, node, trips, until)
        .or(() -> silent(leader, node, until))
        .or(() -> noLeader(leader, node))
        .or(() -> unrecorded(leader, node, after, until))
        .orElseGet(() -> evidence.link(until, new Fact.Silent(leader, node, Silence.UNKNOWN)));
  }

  /** The messages of one node to another that were not taken before a happening. */
  Optional<Reason> between(int from, int to, List<Trip> trips, long until) {
    List<Trip> lost =
        trips.stream()
            .filter(trip -> trip.from() == from && trip.to() == to)
            .filter(trip -> trip.takenBy() == 0 || trip.takenBy() >= until)
            .toList();
    if (lost.isEmpty()) {
      return Optional.empty();
    }
    Trip last = telling(lost, until);
    boolean under = last.ended() == 0 || last.ended() >= until;
    Loss loss =
        under
            ? Loss.LATE
            : switch (last.fate()) {
              case LOST -> lostBy(last);
              case REFUSED -> Loss.DOWN;
              case DELIVERED -> Loss.WAITED;
              case FLYING, HELD -> Loss.LATE;
            };
    long number = under ? last.sent() : last.ended();
    return Optional.of(
        evidence.link(
            number,
            new Fact.MessageLost(Evidence.mail(last), lost.size(), loss),
            () ->
                switch (loss) {
                  case CUT -> deeds(cutting(from, to, number), number);
                  case CHANCE, LATE -> deeds(ruled(from, to, number), number);
                  case DOWN -> deeds(stopping(to, number), number);
                  case WAITED -> deeds(pausing(to, number), number);
                  case UNKNOWN -> List.of();
                }));
  }

  /** The newest that is lost for good, else the newest. */
  private static Trip telling(List<Trip> lost, long until) {
    for (Trip trip : lost.reversed()) {
      if (trip.ended() != 0 && trip.ended() < until && trip.fate() != Fate.DELIVERED) {
        return trip;
      }
    }
    return lost.getLast();
  }

  private Loss lostBy(Trip trip) {
    LinkRule rule = rule(trip.from(), trip.to(), trip.sent());
    if (rule.cut()) {
      return Loss.CUT;
    }
    // It was under way when the link was cut: that is told a moment later.
    if (rule(trip.from(), trip.to(), trip.ended() + TOLD_WITHIN).cut()) {
      return Loss.CUT;
    }
    return rule.lossPercent() > 0 ? Loss.CHANCE : Loss.UNKNOWN;
  }

  /** The rule of a link at a happening. */
  private LinkRule rule(int from, int to, long number) {
    LinkRule rule = LinkRule.OK;
    for (Happening happening : evidence.around()) {
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

  private List<Reason> deeds(Optional<Happening.Done> deed, long number) {
    return deed.map(done ->
            List.of(
                evidence.link(Math.min(done.number(), number), new Fact.Act(done.event().deed()))))
        .orElse(List.of());
  }

  /** Who cut a link that is cut at a happening: the deed that is told with the first such rule. */
  private Optional<Happening.Done> cutting(int from, int to, long number) {
    long since = 0;
    boolean cut = false;
    for (Happening happening : evidence.around()) {
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
        : evidence.around().stream()
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
      case Deed.Acted _, Deed.Started _ -> true;
      default -> false;
    };
  }

  private Optional<Happening.Done> ruled(int from, int to, long number) {
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
  private Optional<Happening.Done> stopping(int node, long number) {
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
  private Optional<Happening.Done> pausing(int node, long number) {
    return newest(number, deed -> deed instanceof Deed.Paused(int other) && other == node);
  }

  private Optional<Happening.Done> newest(long number, Predicate<Deed> fits) {
    Happening.@Nullable Done found = null;
    for (Happening happening : evidence.around()) {
      if (happening.number() > number) {
        break;
      }
      if (happening instanceof Happening.Done done && fits.test(done.event().deed())) {
        found = done;
      }
    }
    return Optional.ofNullable(found);
  }

  /** A node that sent nothing because its process did not run. */
  private Optional<Reason> silent(int node, int to, long until) {
    Optional<Happening.Done> stopped = stopping(node, until);
    NodeStatus.State state = state(node, until);
    if (stopped.isPresent() || state == NodeStatus.State.DOWN || state == NodeStatus.State.FAILED) {
      return Optional.of(
          evidence.link(
              stopped.map(Happening::number).orElse(until),
              new Fact.Silent(node, to, Silence.DOWN),
              () -> deeds(stopped, until)));
    }
    if (state == NodeStatus.State.PAUSED) {
      Optional<Happening.Done> paused = pausing(node, until);
      return Optional.of(
          evidence.link(
              paused.map(Happening::number).orElse(until),
              new Fact.Silent(node, to, Silence.PAUSED),
              () -> deeds(paused, until)));
    }
    return Optional.empty();
  }

  private NodeStatus.@Nullable State state(int node, long number) {
    NodeStatus.@Nullable State state = null;
    for (Happening happening : evidence.around()) {
      if (happening.number() > number) {
        break;
      }
      NodeStatus process =
          happening instanceof Happening.Ran ran ? ran.processes().get(node) : null;
      state = process == null ? state : process.state();
    }
    return state;
  }

  /** Why a node's process does not run, if it does not. */
  Optional<Reason> stopped(int node) {
    return silent(node, 0, evidence.ceiling());
  }

  /** What keeps a leader's messages from a peer, or its answers from the leader. */
  Optional<Reason> unheard(int leader, int peer) {
    long until = evidence.ceiling();
    long after =
        evidence
            .traces()
            .stepBefore(leader, until, step -> !step.message().isEmpty() && from(step) == peer)
            .map(Step::happening)
            .orElse(0L);
    List<Trip> trips = evidence.traces().trips(after, until);
    return silent(peer, leader, until)
        .or(() -> between(leader, peer, trips, until))
        .or(() -> between(peer, leader, trips, until));
  }

  /** A node that had stopped leading, or had not begun to. */
  private Optional<Reason> noLeader(int leader, int node) {
    long version = evidence.version(leader);
    Role role = evidence.journal().role(leader, version);
    return role == null || role == Role.LEADER
        ? Optional.empty()
        : Optional.of(
            evidence.link(
                evidence.ceiling(),
                new Fact.Silent(leader, node, Silence.NO_LEADER),
                () -> List.of(elections.role(leader, version))));
  }

  /** Of a recorded run: the leader went on sending, and nobody recorded what became of it. */
  private Optional<Reason> unrecorded(int leader, int node, long after, long until) {
    return evidence
        .traces()
        .stepBefore(
            leader,
            until,
            step ->
                step.happening() > after
                    && step.event().equals(new Event.HeartbeatTimeout().type()))
        .map(beat ->
            evidence.link(
                beat.happening(),
                new Fact.MessageLost(
                    new Fact.Mail(
                        0,
                        leader,
                        node,
                        "AppendEntries",
                        evidence.journal().term(leader, beat.version())),
                    1,
                    Loss.UNKNOWN)));
  }

  /** What the operator did that made a node take an event. */
  Optional<Reason> deedOf(int node, String event, long number) {
    Happening.@Nullable Done found = null;
    for (Happening happening : evidence.around()) {
      if (happening.number() > number + TOLD_WITHIN) {
        break;
      }
      if (happening instanceof Happening.Done done
          && done.number() > number - 4L * TOLD_WITHIN
          && asks(done.event().deed(), node, event)) {
        found = done;
      }
    }
    return Optional.ofNullable(found)
        .map(done ->
            evidence.link(Math.min(done.number(), number), new Fact.Act(done.event().deed())));
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
