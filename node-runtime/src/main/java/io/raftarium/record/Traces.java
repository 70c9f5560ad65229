package io.raftarium.record;

import io.raftarium.time.Countdown;
import io.raftarium.view.Sorted;
import io.raftarium.view.WireMessage;
import io.raftarium.view.WireMessage.Fate;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where every message and every step of a tape lies: which step sent a message, which one took it.
 * Read once and, as the tape grows, on from there; what the tape no longer keeps goes here too.
 * Safe for any thread.
 */
public final class Traces {
  /** Happenings that are read at a time. */
  private static final int PAGE = 1_000;

  private final Tape tape;
  private final List<Trip> trips = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  /** What was done and asked, and how links and processes were from then on, in order. */
  private final List<Happening> around = new ArrayList<>();

  /** Where the newest step of each node is in the list. */
  private final Map<Integer, Step> newest = new HashMap<>();

  /** The numbers of messages that no step has taken yet, by id, oldest first. */
  private final Map<String, Deque<Long>> waiting = new HashMap<>();

  /**
   * Which of all messages each was, by its number: nodes that are programs of their own count each
   * by itself, so numbers do not rise with the sending.
   */
  private final Map<Long, Long> ordinals = new HashMap<>();

  /** Messages before the first of the list. */
  private long forgotten;

  private long next = 1;

  /** Counts what changed what was there before. */
  private long version;

  /**
   * The way of a message.
   *
   * @param message its number
   * @param id its id; a duplicate has the same under another number
   * @param type of the message
   * @param sent the happening of its sending
   * @param sentBy the happening of the step that sent it; 0 where the tape does not hold it
   * @param flight in laboratory time, as its link meant it when it was sent
   * @param ended the happening that told its fate; 0 while it is under way
   * @param endedAt null while it is under way
   * @param takenBy the happening of the step that took it; 0 where none did yet
   */
  public record Trip(
      long message,
      int from,
      int to,
      String id,
      String type,
      long term,
      long sent,
      Instant sentAt,
      long sentBy,
      Countdown flight,
      long ended,
      @Nullable Instant endedAt,
      Fate fate,
      long takenBy) {
    private static Trip of(Happening.Sent sent, long sentBy) {
      WireMessage message = sent.message();
      return new Trip(
          message.number(),
          message.from(),
          message.to(),
          message.rpc().id(),
          message.rpc().type(),
          message.rpc().term(),
          sent.number(),
          sent.stamp().at(),
          sentBy,
          message.flight(),
          0,
          null,
          Fate.FLYING,
          0);
    }

    private Trip ended(Happening.Ended end) {
      return new Trip(
          message,
          from,
          to,
          id,
          type,
          term,
          sent,
          sentAt,
          sentBy,
          flight,
          end.number(),
          end.stamp().at(),
          end.fate(),
          takenBy);
    }

    /** It has stopped on its link, or goes on. */
    private Trip held(Happening.Held held) {
      Countdown on = held.on();
      return new Trip(
          message,
          from,
          to,
          id,
          type,
          term,
          sent,
          sentAt,
          sentBy,
          on == null ? flight : on,
          ended,
          endedAt,
          on == null ? Fate.HELD : Fate.FLYING,
          takenBy);
    }

    private Trip takenBy(long step) {
      return new Trip(
          message, from, to, id, type, term, sent, sentAt, sentBy, flight, ended, endedAt, fate,
          step);
    }
  }

  /**
   * A step that a node took.
   *
   * @param happening its number on the tape
   * @param event the type of the event
   * @param message the id of the message that it took; empty where it was none
   * @param version that of the node's row afterwards
   * @param changed whether it changed the row, and the journal has it under that version
   */
  public record Step(
      long happening,
      int node,
      Instant at,
      String event,
      String message,
      long version,
      boolean changed) {}

  /** Of a tape; nothing is read yet. */
  public Traces(Tape tape) {
    this.tape = tape;
  }

  /**
   * Reads on.
   *
   * @param most happenings at most, rounded up to a page
   * @return whether it has read all that there was
   */
  public synchronized boolean readOn(int most) {
    long first = tape.first();
    if (next < first) {
      next = first;
    }
    forget(first);
    for (int read = 0; read < most; read += PAGE) {
      List<Happening> page = tape.from(next, PAGE);
      page.forEach(this::take);
      if (page.size() < PAGE) {
        return true;
      }
    }
    return false;
  }

  /** Reads all that there is. */
  public Traces all() {
    while (!readOn(PAGE)) {
      // The next page.
    }
    return this;
  }

  /** Rises whenever anything here is another than before. */
  public synchronized long version() {
    return version;
  }

  /** Every message, in the order of their sending. */
  public synchronized List<Trip> trips() {
    return List.copyOf(trips);
  }

  /** Messages that were sent from one happening to before another, in order. */
  public synchronized List<Trip> trips(long from, long before) {
    return between(trips, Trip::sent, from, before);
  }

  /** Every step, in order. */
  public synchronized List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Steps from one happening to before another, in order. */
  public synchronized List<Step> steps(long from, long before) {
    return between(steps, Step::happening, from, before);
  }

  private static <T> List<T> between(
      List<T> list, ToLongFunction<T> number, long from, long before) {
    int first = Sorted.first(list, each -> number.applyAsLong(each) >= from);
    int last = Sorted.first(list, each -> number.applyAsLong(each) >= before);
    return List.copyOf(list.subList(first, Math.max(first, last)));
  }

  /** What was done and asked, and each change of links and processes, in order. */
  public synchronized List<Happening> around() {
    return List.copyOf(around);
  }

  /** The way of a message, by its number. */
  public synchronized Optional<Trip> trip(long message) {
    int at = place(message);
    return at < 0 ? Optional.empty() : Optional.of(trips.get(at));
  }

  /** The newest message of an id that was sent before a happening. */
  public synchronized Optional<Trip> tripOf(String id, long before) {
    int end = Sorted.first(trips, trip -> trip.sent() >= before);
    return last(trips.subList(0, end), trip -> trip.id().equals(id));
  }

  /** The step of a happening. */
  public synchronized Optional<Step> step(long happening) {
    int at = Sorted.first(steps, step -> step.happening() >= happening);
    return at < steps.size() && steps.get(at).happening() == happening
        ? Optional.of(steps.get(at))
        : Optional.empty();
  }

  /** The step that gave a node's row a version. */
  public synchronized Optional<Step> step(int node, long versionAfter) {
    return last(
        steps, step -> step.node() == node && step.version() == versionAfter && step.changed());
  }

  /** A node's newest step before a happening that fits. */
  public synchronized Optional<Step> stepBefore(
      int node, long happening, Predicate<? super Step> fits) {
    int end = Sorted.first(steps, step -> step.happening() >= happening);
    return last(steps.subList(0, end), step -> step.node() == node && fits.test(step));
  }

  /** A node's first step after a happening that fits. */
  public synchronized Optional<Step> stepAfter(
      int node, long happening, Predicate<? super Step> fits) {
    int begin = Sorted.first(steps, step -> step.happening() > happening);
    return steps.subList(begin, steps.size()).stream()
        .filter(step -> step.node() == node && fits.test(step))
        .findFirst();
  }

  private static <T> Optional<T> last(List<T> list, Predicate<? super T> fits) {
    for (int at = list.size() - 1; at >= 0; at--) {
      if (fits.test(list.get(at))) {
        return Optional.of(list.get(at));
      }
    }
    return Optional.empty();
  }

  private int place(long message) {
    Long ordinal = ordinals.get(message);
    return ordinal == null ? -1 : (int) (ordinal - forgotten);
  }

  private void take(Happening happening) {
    next = happening.number() + 1;
    switch (happening) {
      case Happening.Sent sent -> {
        Step sender = newest.get(sent.message().from());
        Trip trip = Trip.of(sent, sender == null ? 0 : sender.happening());
        ordinals.put(trip.message(), forgotten + trips.size());
        trips.add(trip);
        waiting.computeIfAbsent(trip.id(), ignored -> new ArrayDeque<>(2)).addLast(trip.message());
        version++;
      }
      case Happening.Ended ended -> {
        int at = place(ended.message());
        if (at >= 0) {
          Trip trip = trips.get(at).ended(ended);
          trips.set(at, trip);
          if (trip.fate() != Fate.DELIVERED) {
            never(trip);
          }
          version++;
        }
      }
      case Happening.Held held -> {
        int at = place(held.message());
        if (at >= 0) {
          trips.set(at, trips.get(at).held(held));
          version++;
        }
      }
      case Happening.Stepped stepped -> step(stepped);
      case Happening.Done _, Happening.Asked _, Happening.Linked _, Happening.Ran _ ->
          around.add(happening);
      default -> {}
    }
  }

  private void step(Happening.Stepped stepped) {
    int node = stepped.process().id();
    Step before = newest.get(node);
    Step step =
        new Step(
            stepped.number(),
            node,
            stepped.stamp().at(),
            stepped.event(),
            stepped.message(),
            stepped.version(),
            before == null || before.version() != stepped.version());
    steps.add(step);
    newest.put(node, step);
    version++;
    if (!step.message().isEmpty()) {
      taken(step);
    }
  }

  /** Nobody will take it. */
  private void never(Trip trip) {
    Deque<Long> untaken = waiting.get(trip.id());
    if (untaken != null && untaken.remove(trip.message()) && untaken.isEmpty()) {
      waiting.remove(trip.id());
    }
  }

  /** Of duplicates the one that arrived first, as far as that is known. */
  private void taken(Step step) {
    Deque<Long> untaken = waiting.get(step.message());
    int at = -1;
    if (untaken != null) {
      long taken =
          untaken.stream()
              .filter(message -> place(message) >= 0)
              .filter(message -> trips.get(place(message)).ended() > 0)
              .min(Comparator.comparingLong(message -> trips.get(place(message)).ended()))
              .orElse(untaken.getFirst());
      untaken.remove(taken);
      at = place(taken);
    }
    if (untaken != null && untaken.isEmpty()) {
      waiting.remove(step.message());
    }
    if (at >= 0) {
      trips.set(at, trips.get(at).takenBy(step.happening()));
    }
  }

  private void forget(long first) {
    int oldTrips = Sorted.first(trips, trip -> trip.sent() >= first);
    int oldSteps = Sorted.first(steps, step -> step.happening() >= first);
    // Not one by one: taking from the front moves all that stays.
    if (oldTrips > PAGE || oldSteps > PAGE) {
      trips.subList(0, oldTrips).forEach(this::never);
      for (int old = 0; old < oldTrips; old++) {
        boolean _ = ordinals.remove(trips.get(old).message(), forgotten + old);
      }
      trips.subList(0, oldTrips).clear();
      forgotten += oldTrips;
      steps.subList(0, oldSteps).clear();
      around.subList(0, Sorted.first(around, each -> each.number() >= first)).clear();
      version++;
    }
  }
}
