package io.raftarium.reason;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Reply;
import io.raftarium.reason.Fact.Limit;
import io.raftarium.record.Happening;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a request was refused, failed, waits, or was done. */
final class Requests {
  private final Evidence evidence;
  private final Elections elections;
  private final Silences silences;
  private final Entries entries;

  Requests(Evidence evidence, Elections elections, Silences silences) {
    this.evidence = evidence;
    this.elections = elections;
    this.silences = silences;
    this.entries = new Entries(evidence, elections, silences, this);
  }

  Entries entries() {
    return entries;
  }

  /** Why a request stands as it does. */
  Reason request(String request) {
    Optional<Happening.Asked> newest = newest(request, evidence.ceiling());
    if (newest.isEmpty()) {
      return evidence.end(Limit.ABSENT);
    }
    Submission submission = newest.get().submission();
    long number = submission.answered() ? newest.get().number() : evidence.ceiling();
    return evidence.link(
        number,
        new Fact.Fate(submission),
        () ->
            switch (submission.status()) {
              case OK, HAPPENED -> done(submission);
              case NOT_LEADER ->
                  List.of(elections.role(submission.node(), evidence.version(submission.node())));
              case REJECTED, UNKNOWN -> failed(submission);
              case DID_NOT_HAPPEN -> replaced(submission);
              case NODE_DOWN -> down(submission);
              case WAITING -> waiting(submission);
            });
  }

  private Optional<Happening.Asked> newest(String request, long number) {
    Happening.@Nullable Asked found = null;
    for (Happening happening : evidence.around()) {
      if (happening.number() > number) {
        break;
      }
      if (happening instanceof Happening.Asked asked
          && asked.submission().request().equals(request)) {
        found = asked;
      }
    }
    return Optional.ofNullable(found);
  }

  private List<Reason> done(Submission submission) {
    NodeView node = evidence.node(submission.node());
    return submission.index() == 0 || node == null
        ? begun(submission.request())
        : List.of(entries.committed(node, submission.index()));
  }

  /** The step that answered it, and why it answered so. */
  private List<Reason> failed(Submission submission) {
    int node = submission.node();
    if (node == 0) {
      return noLeader();
    }
    Optional<JournalEntry> told =
        evidence
            .journal()
            .newest(
                node,
                evidence.version(node),
                step ->
                    step.actions().replies().stream()
                        .anyMatch(reply ->
                            reply.request().equals(submission.request())
                                && reply.status() != Reply.Status.OK));
    if (told.isPresent() && Journal.changesRole(told.get())) {
      return List.of(elections.role(node, told.get().version()));
    }
    Optional<Reason> silent = silences.stopped(node);
    if (silent.isPresent()) {
      return List.of(silent.get());
    }
    return submission.status() == Submission.Status.UNKNOWN && submission.index() > 0
        ? waiting(submission)
        : begun(submission.request());
  }

  private List<Reason> noLeader() {
    return evidence.moment().view().nodes().values().stream()
        .filter(node -> evidence.moment().up(node.id()))
        .map(node -> elections.role(node.id(), node.version()))
        .limit(2)
        .toList();
  }

  private List<Reason> replaced(Submission submission) {
    NodeView node = evidence.node(submission.node());
    return node == null
        ? List.of(evidence.unknown())
        : List.of(entries.lost(node, submission.index()));
  }

  private List<Reason> down(Submission submission) {
    return silences.stopped(submission.node()).stream().toList();
  }

  private List<Reason> waiting(Submission submission) {
    NodeView node = evidence.node(submission.node());
    if (node == null) {
      return noLeader();
    }
    long index =
        submission.index() > 0
            ? submission.index()
            : node.pending().getOrDefault(submission.request(), 0L);
    return index == 0 ? begun(submission.request()) : List.of(entries.committed(node, index));
  }

  /** What clients asked for that a step put at an index, or what of it the tape holds. */
  List<Reason> asked(JournalEntry step, Event.ClientRequest event, long index) {
    long last = step.changed().lastLogIndex(index);
    List<String> ids = event.ids();
    long first = last - ids.size() + 1;
    List<Reason> because = new ArrayList<>();
    for (int at = 0; at < ids.size(); at++) {
      if (first + at == index) {
        because.addAll(begun(ids.get(at)));
      }
    }
    return because;
  }

  /** The moment at which a client asked. */
  private List<Reason> begun(String request) {
    for (Happening happening : evidence.around()) {
      if (happening instanceof Happening.Asked asked
          && asked.submission().request().equals(request)) {
        return List.of(evidence.link(asked.number(), new Fact.Requested(asked.submission())));
      }
    }
    return List.of(evidence.unknown());
  }
}
