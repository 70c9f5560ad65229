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
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.WireMessage.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a timer ran out: what a node had not heard, and what kept it away. */
final class Silences {
  private static final Set<String> OF_LEADERS = Set.of("AppendEntries", "InstallSnapshot");

  private final Evidence evidence;
  private final Elections elections;
  private final Deeds deeds;

  Silences(Evidence evidence, Elections elections) {
    this.evidence = evidence;
    this.elections = elections;
    this.deeds = new Deeds(evidence.around());
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
            ? deeds.holding(last, until).isPresent() ? Loss.HELD : Loss.LATE
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
                  case CUT -> acts(deeds.cutting(from, to, number), number);
                  case HELD -> acts(deeds.holding(last, until), until);
                  case DROPPED -> acts(deeds.dropping(last), number);
                  case CHANCE, LATE -> acts(deeds.ruled(from, to, number), number);
                  case DOWN -> acts(deeds.stopping(to, number), number);
                  case WAITED -> acts(deeds.pausing(to, number), number);
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
    if (deeds.dropping(trip).isPresent()) {
      return Loss.DROPPED;
    }
    LinkRule rule = deeds.rule(trip.from(), trip.to(), trip.sent());
    if (rule.cut()) {
      return Loss.CUT;
    }
    // It was under way when the link was cut: that is told a moment later.
    if (deeds.rule(trip.from(), trip.to(), trip.ended() + Deeds.TOLD_WITHIN).cut()) {
      return Loss.CUT;
    }
    return rule.lossPercent() > 0 ? Loss.CHANCE : Loss.UNKNOWN;
  }

  private List<Reason> acts(Optional<Happening.Done> deed, long number) {
    return deed.map(done ->
            List.of(
                evidence.link(Math.min(done.number(), number), new Fact.Act(done.event().deed()))))
        .orElse(List.of());
  }

  /** A node that sent nothing because its process did not run. */
  private Optional<Reason> silent(int node, int to, long until) {
    Optional<Happening.Done> stopped = deeds.stopping(node, until);
    NodeStatus.State state = deeds.state(node, until);
    if (stopped.isPresent() || state == NodeStatus.State.DOWN || state == NodeStatus.State.FAILED) {
      return Optional.of(
          evidence.link(
              stopped.map(Happening::number).orElse(until),
              new Fact.Silent(node, to, Silence.DOWN),
              () -> acts(stopped, until)));
    }
    if (state == NodeStatus.State.PAUSED) {
      Optional<Happening.Done> paused = deeds.pausing(node, until);
      return Optional.of(
          evidence.link(
              paused.map(Happening::number).orElse(until),
              new Fact.Silent(node, to, Silence.PAUSED),
              () -> acts(paused, until)));
    }
    return Optional.empty();
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
    return deeds
        .asking(node, event, number)
        .map(done ->
            evidence.link(Math.min(done.number(), number), new Fact.Act(done.event().deed())));
  }
}
