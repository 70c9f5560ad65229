package io.raftarium.reason;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Rpc;
import io.raftarium.reason.Fact.Limit;
import io.raftarium.reason.Fact.Mail;
import io.raftarium.record.Happening;
import io.raftarium.record.Happening.Read;
import io.raftarium.record.Tape;
import io.raftarium.record.Traces;
import io.raftarium.record.Traces.Step;
import io.raftarium.record.Traces.Trip;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import io.raftarium.view.Sorted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What tape and journal hold up to the moment of a question, and the chain that is made of it. A
 * chain has a bounded number of links.
 */
final class Evidence {
  /** Links of a chain, and how far it goes back. */
  private static final int MOST_LINKS = 80;

  private static final int MOST_DEPTH = 24;

  /** Views within which the rows of a step that was just committed are read. */
  private static final int LOOK_AHEAD = 4;

  private final Tape tape;
  private final Traces traces;
  private final Moment moment;
  private final List<Read> reads;
  private final Journal journal;
  private final List<Happening> around;
  private final long first;

  /** No link has a higher number than what it led to. */
  private long ceiling;

  private int depth;
  private int links;

  /** Up to a happening. */
  Evidence(Tape tape, Traces traces, long number) {
    this.tape = tape;
    this.traces = traces;
    this.moment = tape.at(number, "", "");
    this.ceiling = moment.number();
    this.first = tape.first();
    List<Read> all = tape.reads();
    int next = Sorted.first(all, read -> read.number() > ceiling);
    this.reads = all.subList(0, Math.min(all.size(), next + LOOK_AHEAD));
    this.journal = new Journal(reads);
    this.around = traces.around();
  }

  Moment moment() {
    return moment;
  }

  Journal journal() {
    return journal;
  }

  Traces traces() {
    return traces;
  }

  /** What was done and asked, and each change of links and processes, in order. */
  List<Happening> around() {
    return around;
  }

  Optional<Happening> happening(long number) {
    return tape.happening(number);
  }

  /** The rows of a node; null where there is no such node. */
  @Nullable NodeView node(int id) {
    return moment.view().nodes().get(id);
  }

  /** How far the chain has come back. */
  long ceiling() {
    return ceiling;
  }

  /** Views up to the moment of the question, newest first. */
  List<ClusterView> views() {
    return reads.stream().map(Read::view).toList().reversed();
  }

  /** The version of a node's row after all that had happened before the chain got here. */
  long version(int node) {
    NodeView now = node(node);
    long newest = now == null ? 0 : now.version();
    return traces
        .stepBefore(node, ceiling + 1, _ -> true)
        .map(step -> Math.min(step.version(), newest))
        .orElse(newest);
  }

  /** The happening of a journalled step: where it is not kept, of the view that told it first. */
  long number(JournalEntry step) {
    return traces
        .step(step.nodeId(), step.version())
        .map(Step::happening)
        .orElseGet(() ->
            reads.stream()
                .filter(read -> {
                  NodeView then = read.view().nodes().get(step.nodeId());
                  return then != null && then.version() >= step.version();
                })
                .findFirst()
                .map(Read::number)
                .orElse(ceiling));
  }

  /** A message, as far as the tape holds it. */
  Mail mail(Rpc rpc) {
    return new Mail(
        trip(rpc).map(Trip::message).orElse(0L), rpc.from(), rpc.to(), rpc.type(), rpc.term());
  }

  static Mail mail(Trip trip) {
    return new Mail(trip.message(), trip.from(), trip.to(), trip.type(), trip.term());
  }

  Optional<Trip> trip(Rpc rpc) {
    return traces.tripOf(rpc.id(), ceiling + 1);
  }

  /** A link of the chain, and then what it came of. */
  Reason link(long number, Fact fact, Supplier<List<Reason>> because) {
    if (++links > MOST_LINKS) {
      return end(Limit.LENGTH);
    }
    long before = ceiling;
    ceiling = Math.max(first, Math.min(number, ceiling));
    depth++;
    try {
      long shown = ceiling;
      List<Reason> more =
          depth > MOST_DEPTH ? List.of(end(Limit.LENGTH)) : List.copyOf(because.get());
      return new Reason(shown, at(shown), fact, more);
    } finally {
      depth--;
      ceiling = before;
    }
  }

  /** A link that ends its chain. */
  Reason link(long number, Fact fact) {
    return link(number, fact, List::of);
  }

  /** The chain goes no further. */
  Reason end(Limit limit) {
    return new Reason(ceiling, at(ceiling), new Fact.Unknown(limit), List.of());
  }

  /** Nothing tells more: because the tape begins later, or because nobody recorded it. */
  Reason unknown() {
    return end(first > 1 ? Limit.TAPE : Limit.UNRECORDED);
  }

  private Instant at(long number) {
    return tape.happening(number).map(happening -> happening.stamp().at()).orElse(moment.at());
  }
}
