package io.raftarium.reason;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import io.raftarium.reason.Fact.Ballot;
import io.raftarium.reason.Fact.Change;
import io.raftarium.reason.Fact.Limit;
import io.raftarium.record.Traces.Trip;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Why an entry is in a log, is committed, waits, or is gone. */
final class Entries {
  private final Evidence evidence;
  private final Journal journal;
  private final Elections elections;
  private final Silences silences;
  private final Requests requests;

  Entries(Evidence evidence, Elections elections, Silences silences, Requests requests) {
    this.evidence = evidence;
    this.journal = evidence.journal();
    this.elections = elections;
    this.silences = silences;
    this.requests = requests;
  }

  /** Why a node's commit index is where it is. */
  Reason commit(NodeView node) {
    return node.commitIndex() == 0
        ? evidence.end(Limit.BEGINNING)
        : committed(node.id(), node.commitIndex(), node.version());
  }

  /** Why an entry is committed, or is not. */
  Reason committed(NodeView node, long index) {
    return index <= node.commitIndex()
        ? committed(node.id(), index, node.version())
        : waits(node, index);
  }

  /** The step at which a node knew that an index is committed. */
  private Reason committed(int node, long index, long version) {
    @Nullable JournalEntry first = null;
    for (JournalEntry step : journal.between(node, 0, version)) {
      if (Journal.changesCommit(step)) {
        if (step.changed().commitIndex(0) < index) {
          break;
        }
        first = step;
      }
    }
    if (first == null) {
      return evidence.unknown();
    }
    JournalEntry step = first;
    if (step.event() instanceof Rpc.AppendEntries append) {
      long known = step.changed().commitIndex(index);
      return evidence.link(
          evidence.number(step),
          new Fact.Stepped(
              node, new Change.Commits(known), new Fact.Trigger.Arrived(evidence.mail(append))),
          () -> List.of(committed(append.from(), index, evidence.version(append.from()))));
    }
    return journal.role(node, step.version()) == Role.LEADER
        ? replicated(step, index)
        : elections.stepped(step, new Change.Commits(step.changed().commitIndex(index)));
  }

  /** The leader's step that found an entry on a majority. */
  private Reason replicated(JournalEntry step, long index) {
    int leader = step.nodeId();
    long term = journal.term(leader, step.version());
    long reached = step.changed().commitIndex(index);
    SortedMap<Integer, Rpc> answers = answers(leader, term, reached, step.version());
    List<Ballot> holders = new ArrayList<>();
    answers.forEach((node, reply) ->
        holders.add(new Ballot(node, evidence.trip(reply).map(Trip::message).orElse(0L))));
    return evidence.link(
        evidence.number(step),
        new Fact.Replicated(leader, reached, term, List.copyOf(holders), true),
        () -> {
          List<Reason> because = new ArrayList<>();
          answers.forEach((node, reply) ->
              because.add(
                  evidence.link(
                      evidence
                          .trip(reply)
                          .map(trip -> trip.sentBy() == 0 ? trip.sent() : trip.sentBy())
                          .orElse(evidence.ceiling()),
                      new Fact.Acknowledged(node, leader, reached))));
          because.add(stored(leader, index, step.version()));
          return because;
        });
  }

  /** The first answer of each peer that said that its log holds an index, by peer. */
  private SortedMap<Integer, Rpc> answers(int leader, long term, long index, long version) {
    TreeMap<Integer, Rpc> answers = new TreeMap<>();
    for (JournalEntry step : journal.between(leader, 0, version)) {
      if (step.event() instanceof Rpc.AppendEntriesReply reply
          && reply.term() == term
          && reply.success()
          && reply.matchIndex() >= index) {
        answers.put(reply.from(), reply);
      }
      if (Journal.changesTerm(step)) {
        break;
      }
    }
    return answers;
  }

  /** Why an entry is not committed: who has it, and what keeps it from the others. */
  private Reason waits(NodeView node, long index) {
    NodeView leader = evidence.moment().view().leader();
    LogEntry entry = node.entry(index);
    if (entry == null) {
      return evidence.end(Limit.ABSENT);
    }
    LogEntry led = leader == null ? null : leader.entry(index);
    if (leader == null) {
      return elections.role(node.id(), node.version());
    }
    if (led == null || led.term() != entry.term()) {
      // Another one leads, whose log does not have it: only that can take its place.
      return elections.leads(leader.id(), leader.currentTerm());
    }
    TreeSet<Integer> holders = new TreeSet<>();
    TreeSet<Integer> others = new TreeSet<>();
    for (int voter : leader.voters()) {
      boolean holds =
          voter == leader.id()
              || (leader.peers().get(voter) != null
                  && leader.peers().get(voter).matchIndex() >= index);
      (holds ? holders : others).add(voter);
    }
    int missing = Math.max(0, leader.voters().size() / 2 + 1 - holders.size());
    return evidence.link(
        evidence.ceiling(),
        new Fact.Waits(leader.id(), index, List.copyOf(holders), missing),
        () -> {
          List<Reason> because = new ArrayList<>();
          for (int other : others) {
            silences.unheard(leader.id(), other).ifPresent(because::add);
          }
          because.add(stored(leader.id(), index, leader.version()));
          return because;
        });
  }

  /** Why a node's log has the entry that it has at an index. */
  Reason entry(NodeView node, long index) {
    if (index > node.lastLogIndex() || index <= 0) {
      return evidence.end(Limit.ABSENT);
    }
    return stored(node.id(), index, node.version());
  }

  /** The step in which a node stored what it had at an index at a version. */
  Reason stored(int node, long index, long version) {
    Optional<JournalEntry> found = storing(node, index, version);
    if (found.isEmpty()) {
      return evidence.unknown();
    }
    JournalEntry step = found.get();
    LogEntry entry = entryAfter(step, index);
    long term = entry == null ? journal.term(node, step.version()) : entry.term();
    Change change = new Change.Stores(index, term, entry == null ? "" : entry.kind());
    if (step.event() instanceof Rpc.AppendEntries append) {
      return evidence.link(
          evidence.number(step),
          new Fact.Stepped(node, change, new Fact.Trigger.Arrived(evidence.mail(append))),
          () -> List.of(stored(append.from(), index, evidence.version(append.from()))));
    }
    if (step.event() instanceof Event.ClientRequest asked) {
      return evidence.link(
          evidence.number(step),
          new Fact.Stepped(node, change, new Fact.Trigger.Request()),
          () -> requests.asked(step, asked, index));
    }
    if (step.changed().role() == Role.LEADER) {
      return evidence.link(
          evidence.number(step),
          new Fact.Stepped(node, change, new Fact.Trigger.Won()),
          () -> List.of(elections.leads(node, term)));
    }
    return step.event() instanceof Rpc
        ? evidence.link(
            evidence.number(step),
            new Fact.Stepped(node, change, new Fact.Trigger.Other(step.event().type())),
            () -> List.of(committedBefore(step)))
        : elections.stepped(step, change);
  }

  /** A joint configuration that is committed lets the final one follow. */
  private Reason committedBefore(JournalEntry step) {
    return Journal.changesCommit(step)
        ? replicated(step, step.changed().commitIndex(0))
        : elections.leads(step.nodeId(), journal.term(step.nodeId(), step.version()));
  }

  /** The newest step up to a version that put something at an index. */
  private Optional<JournalEntry> storing(int node, long index, long version) {
    for (JournalEntry step : journal.between(node, 0, version)) {
      long end = step.changed().lastLogIndex(-1);
      boolean touches = end >= 0 || step.changed().lastLogTerm(-1) >= 0;
      if (!touches) {
        continue;
      }
      long before = logEnd(node, step.version() - 1);
      if ((end < 0 ? before : end) < index) {
        return Optional.empty();
      }
      if (before < index || replaces(step, index)) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  /** Whether a step put another entry in the place of one. */
  private boolean replaces(JournalEntry step, long index) {
    if (!step.rules().contains("AppendEntries.3")
        || !(step.event() instanceof Rpc.AppendEntries append)) {
      return step.rules().contains("Snapshot.5");
    }
    long sent = append.termAt(index);
    LogEntry before = entryBefore(step, index);
    return sent != 0 && before != null && before.term() != sent;
  }

  /** Where a node's log ended at a version. */
  private long logEnd(int node, long version) {
    return journal
        .newest(node, version, step -> step.changed().lastLogIndex(-1) >= 0)
        .map(step -> step.changed().lastLogIndex(0))
        .orElse(0L);
  }

  private @Nullable LogEntry entryBefore(JournalEntry step, long index) {
    NodeView rows = rows(step.nodeId(), step.version() - 1);
    return rows == null ? null : rows.entry(index);
  }

  private @Nullable LogEntry entryAfter(JournalEntry step, long index) {
    for (ClusterView view : evidence.views().reversed()) {
      NodeView rows = view.nodes().get(step.nodeId());
      if (rows != null && rows.version() >= step.version()) {
        return rows.entry(index);
      }
    }
    return null;
  }

  /** The newest rows of a node that are not of a later version. */
  private @Nullable NodeView rows(int node, long version) {
    for (ClusterView view : evidence.views()) {
      NodeView rows = view.nodes().get(node);
      if (rows != null && rows.version() <= version) {
        return rows;
      }
    }
    return null;
  }

  /** Why a node's log no longer has what it had at an index. */
  Reason lost(NodeView node, long index) {
    for (JournalEntry step : journal.between(node.id(), 0, node.version())) {
      boolean cuts =
          step.rules().contains("AppendEntries.3") || step.rules().contains("Snapshot.5");
      LogEntry before = cuts ? entryBefore(step, index) : null;
      LogEntry after = before == null ? null : entryAfter(step, index);
      if (before != null && (after == null || after.term() != before.term())) {
        return lost(step, before, after);
      }
    }
    return evidence.end(Limit.ABSENT);
  }

  private Reason lost(JournalEntry step, LogEntry before, @Nullable LogEntry after) {
    Change change =
        new Change.Loses(before.index(), before.term(), after == null ? 0 : after.term());
    return step.event() instanceof Rpc rpc
        ? evidence.link(
            evidence.number(step),
            new Fact.Stepped(step.nodeId(), change, new Fact.Trigger.Arrived(evidence.mail(rpc))),
            () ->
                List.of(
                    stored(step.nodeId(), before.index(), step.version() - 1),
                    elections.source(rpc)))
        : elections.stepped(step, change);
  }
}
