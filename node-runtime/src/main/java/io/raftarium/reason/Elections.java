package io.raftarium.reason;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import io.raftarium.reason.Fact.Ballot;
import io.raftarium.reason.Fact.Change;
import io.raftarium.reason.Fact.Limit;
import io.raftarium.reason.Fact.Trigger;
import io.raftarium.record.Happening;
import io.raftarium.record.Traces.Trip;
import io.raftarium.view.Deed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a node has its role, term, vote and leader. */
final class Elections {
  /** Happenings within which the start of a process is told as a deed. */
  private static final int TOLD_WITHIN = 2_000;

  private final Evidence evidence;
  private final Journal journal;
  private final Silences silences;

  Elections(Evidence evidence) {
    this.evidence = evidence;
    this.journal = evidence.journal();
    this.silences = new Silences(evidence, this);
  }

  Silences silences() {
    return silences;
  }

  /** Why a node has the role that it has at a version. */
  Reason role(int node, long version) {
    Optional<JournalEntry> changed = journal.newest(node, version, Journal::changesRole);
    Role role = changed.map(step -> step.changed().role()).orElse(Role.FOLLOWER);
    long term = journal.term(node, version);
    if (role == Role.LEADER) {
      return leads(node, term);
    }
    if (role != Role.FOLLOWER) {
      return changed.map(this::stands).orElseGet(evidence::unknown);
    }
    // A follower that has followed before: what made it one in this term.
    boolean inTerm = changed.map(step -> journal.term(node, step.version()) == term).orElse(false);
    return (inTerm ? changed : following(node, version, term))
        .map(step -> became(step, term))
        .orElseGet(() -> started(node, version));
  }

  private Optional<JournalEntry> following(int node, long version, long term) {
    return journal
        .newest(node, version, step -> step.changed().leaderId(0) != 0)
        .filter(step -> journal.term(node, step.version()) == term)
        .or(() -> journal.newest(node, version, Journal::changesTerm));
  }

  private Reason became(JournalEntry step, long term) {
    if (step.event() instanceof Event.Start) {
      return started(step.nodeId(), step.version());
    }
    Role before = journal.role(step.nodeId(), step.version() - 1);
    return stepped(step, new Change.Became(Role.FOLLOWER, term, before));
  }

  /** Why a node is in its term. */
  Reason term(int node, long version) {
    return journal
        .newest(node, version, Journal::changesTerm)
        .map(this::entered)
        .orElseGet(() -> started(node, version));
  }

  private Reason entered(JournalEntry step) {
    long term = step.changed().currentTerm(0);
    return step.event() instanceof Rpc rpc && rpc.term() == term
        ? stepped(step, new Change.Entered(term))
        : stands(step);
  }

  /** Why a node votes as it does. */
  Reason vote(int node, long version) {
    return journal
        .newest(node, version, step -> step.changed().vote())
        .map(step -> {
          int vote = step.changed().votedFor(0);
          return vote == node
              ? stands(step)
              : stepped(step, new Change.Voted(vote, journal.term(node, step.version())));
        })
        .orElseGet(() -> term(node, version));
  }

  /** Why a node takes another one for the leader, or nobody. */
  Reason leader(int node, long version) {
    return journal
        .newest(node, version, step -> step.changed().leader())
        .map(step -> {
          int leader = step.changed().leaderId(0);
          long term = journal.term(node, step.version());
          if (leader == node) {
            return leads(node, term);
          }
          if (step.event() instanceof Event.Start) {
            return started(node, step.version());
          }
          Role role = step.changed().role();
          return role == Role.CANDIDATE || role == Role.PRE_CANDIDATE
              ? stands(step)
              : stepped(step, new Change.Follows(leader, term));
        })
        .orElseGet(() -> started(node, version));
  }

  /** A step, and why what it took was there. */
  Reason stepped(JournalEntry step, Change change) {
    Trigger trigger = trigger(step);
    return evidence.link(
        evidence.number(step),
        new Fact.Stepped(step.nodeId(), change, trigger),
        () ->
            switch (step.event()) {
              case Rpc rpc -> List.of(source(rpc));
              case Event.ElectionTimeout _ -> List.of(silences.timer(step));
              case Event.HeartbeatTimeout _ -> silences.noQuorum(step);
              case Event.Start _ -> List.of(started(step.nodeId(), step.version()));
              default -> byHand(step);
            });
  }

  private Trigger trigger(JournalEntry step) {
    return switch (step.event()) {
      case Rpc rpc -> new Trigger.Arrived(evidence.mail(rpc));
      case Event.ElectionTimeout _ -> new Trigger.ElectionTimer();
      case Event.HeartbeatTimeout _ when step.rules().contains("CheckQuorum.1") ->
          new Trigger.NoQuorum();
      case Event.Start _ -> new Trigger.Start();
      case Event.ClientRequest _, Event.ClientRead _ -> new Trigger.Request();
      default -> new Trigger.Other(step.event().type());
    };
  }

  /** Why a node sent a message of its term. */
  Reason source(Rpc rpc) {
    return switch (rpc) {
      case Rpc.AppendEntries _, Rpc.InstallSnapshot _, Rpc.TimeoutNow _ ->
          leads(rpc.from(), rpc.term());
      case Rpc.RequestVote asked when !asked.preVote() -> campaign(rpc.from(), rpc.term());
      default ->
          journal
              .newest(
                  rpc.from(),
                  evidence.version(rpc.from()),
                  step -> step.changed().currentTerm(-1) == rpc.term())
              .map(this::entered)
              .orElseGet(evidence::unknown);
    };
  }

  /** Why a node leads a term. */
  Reason leads(int node, long term) {
    return journal
        .newest(
            node,
            evidence.version(node),
            step ->
                step.changed().role() == Role.LEADER && journal.term(node, step.version()) == term)
        .map(won -> counted(won, term, false))
        .orElseGet(evidence::unknown);
  }

  private Reason campaign(int node, long term) {
    return journal
        .newest(
            node,
            evidence.version(node),
            step -> step.changed().currentTerm(-1) == term && step.changed().votedFor(0) == node)
        .map(this::stands)
        .orElseGet(evidence::unknown);
  }

  /** A step in which a node began to ask for votes, or who would vote for it. */
  Reason stands(JournalEntry step) {
    long term = journal.term(step.nodeId(), step.version());
    if (step.event() instanceof Rpc.RequestVoteReply) {
      return counted(step, term, true);
    }
    boolean asksFirst = step.changed().role() == Role.PRE_CANDIDATE;
    return stepped(step, new Change.Stands(asksFirst ? term + 1 : term, asksFirst));
  }

  /** The step that counted enough votes, or enough words that they would be given. */
  private Reason counted(JournalEntry won, long term, boolean asksFirst) {
    int node = won.nodeId();
    Optional<JournalEntry> began =
        journal.newest(
            node, won.version(), step -> asksFirst ? begins(step, won) : enters(step, term));
    if (began.isEmpty()) {
      return evidence.unknown();
    }
    List<Rpc.RequestVoteReply> granted = new ArrayList<>();
    for (JournalEntry step :
        journal.between(node, began.get().version(), won.version()).reversed()) {
      if (step.event() instanceof Rpc.RequestVoteReply reply
          && reply.granted()
          && reply.preVote() == asksFirst
          && !step.rules().contains("Late.3")) {
        granted.add(reply);
      }
    }
    List<Ballot> ballots =
        granted.stream()
            .map(reply ->
                new Ballot(reply.from(), evidence.trip(reply).map(Trip::message).orElse(0L)))
            .toList();
    return evidence.link(
        evidence.number(won),
        new Fact.VotesCounted(node, term, asksFirst, ballots, true),
        () -> {
          List<Reason> because = new ArrayList<>();
          granted.forEach(reply -> because.add(granted(reply, term, asksFirst)));
          because.add(stands(began.get()));
          return because;
        });
  }

  /** Whether a step began to ask who would vote. */
  private static boolean begins(JournalEntry step, JournalEntry won) {
    return step.version() < won.version() && step.changed().role() == Role.PRE_CANDIDATE;
  }

  private static boolean enters(JournalEntry step, long term) {
    return step.changed().currentTerm(-1) == term;
  }

  private Reason granted(Rpc.RequestVoteReply reply, long term, boolean asksFirst) {
    return evidence.link(
        evidence
            .trip(reply)
            .map(trip -> trip.sentBy() == 0 ? trip.sent() : trip.sentBy())
            .orElse(evidence.ceiling()),
        new Fact.Granted(reply.from(), reply.to(), term, asksFirst));
  }

  /** A process started: the last time before a version. */
  Reason started(int node, long version) {
    Optional<JournalEntry> start =
        journal.newest(node, version, step -> step.event() instanceof Event.Start);
    Optional<Long> number =
        start
            .map(evidence::number)
            .or(() ->
                evidence
                    .traces()
                    .stepBefore(
                        node,
                        evidence.ceiling() + 1,
                        step -> step.event().equals(new Event.Start().type()))
                    .map(step -> step.happening()));
    if (number.isEmpty()) {
      return evidence.unknown();
    }
    return evidence.link(
        number.get(),
        new Fact.Started(node),
        () -> {
          Happening.Done deed = startOf(node, number.get());
          // It is told once the process runs: the moment to look at is that of its first step.
          return deed == null
              ? List.of(evidence.end(Limit.BEGINNING))
              : List.of(evidence.link(deed.number(), new Fact.Act(deed.event().deed())));
        });
  }

  private Happening.@Nullable Done startOf(int node, long number) {
    Happening.@Nullable Done before = null;
    for (Happening happening : evidence.around()) {
      if (happening instanceof Happening.Done done
          && starts(done.event().deed(), node)
          && Math.abs(done.number() - number) < TOLD_WITHIN) {
        if (done.number() > number) {
          return done;
        }
        before = done;
      }
    }
    return before;
  }

  private static boolean starts(Deed deed, int node) {
    return switch (deed) {
      case Deed.Started _, Deed.ServerStarted _ -> true;
      case Deed.Restarted(int other) -> other == node;
      case Deed.ServerRestarted(int other) -> other == node;
      case Deed.Wiped(int other) -> other == node;
      case Deed.Reconnected(int other, boolean _) -> other == node;
      case Deed.Added(int other) -> other == node;
      default -> false;
    };
  }

  /** What the operator handed to a node. */
  private List<Reason> byHand(JournalEntry step) {
    return silences.deedOf(step.nodeId(), step.event().type(), evidence.number(step)).stream()
        .toList();
  }
}
