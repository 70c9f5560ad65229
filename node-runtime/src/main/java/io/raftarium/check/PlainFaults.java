package io.raftarium.check;

import io.raftarium.check.Operation.Kind;
import io.raftarium.check.Operation.Outcome;
import io.raftarium.view.Sorted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds answers that no search is needed for: a value that nobody wrote before it was seen, one
 * that was certainly gone, one that was taken more often than it was there.
 *
 * <p>Its findings are certain, its silence says nothing. It takes a time that grows with the size
 * of the history, where a search may take one that grows with the number of orders.
 *
 * <p>A <em>source</em> of a value is an operation that may leave it: a write of just this value, or
 * an append of its end.
 */
final class PlainFaults {
  /** What is looked at before the benefit of the doubt. */
  private static final int FAR = 4096;

  private static final int LONGEST = 1 << 20;

  /** An answer that is wrong whatever the order, and why. */
  record Finding(Operation operation, Verdict.Why why) {}

  private final List<Operation> answered;
  private final Map<Value, List<Operation>> writers = new HashMap<>();
  private final Map<String, List<Operation>> appends = new HashMap<>();
  private final Set<Integer> writtenLengths = new HashSet<>();
  private final TreeSet<Integer> appendedLengths = new TreeSet<>();
  private final Map<Value, Integer> swappedAway = new HashMap<>();

  /**
   * Prepares the operations of one key.
   *
   * @param history operations that may have happened, in the order of their calls
   */
  PlainFaults(List<Operation> history) {
    answered =
        history.stream()
            .filter(operation -> operation.outcome() == Outcome.OK)
            .sorted(Comparator.comparingInt(operation -> operation.answered().line()))
            .toList();
    for (Operation operation : history) {
      if (operation.kind() == Kind.APPEND && operation.value() instanceof Value.Text(String text)) {
        appends.computeIfAbsent(text, fresh -> new ArrayList<>()).add(operation);
        appendedLengths.add(text.length());
      } else if (operation.kind() != Kind.GET) {
        writers.computeIfAbsent(operation.value(), fresh -> new ArrayList<>()).add(operation);
        if (operation.value() instanceof Value.Text(String text)) {
          writtenLengths.add(text.length());
        }
      }
    }
  }

  /** The first answer, in the order of answers, that is plainly wrong. */
  Optional<Finding> first() {
    for (Operation operation : answered) {
      Optional<Verdict.Why> why =
          switch (operation.kind()) {
            case GET -> fault(operation, operation.value());
            case CAS ->
                fault(operation, operation.expect())
                    .or(() ->
                        takenTooOften(operation)
                            ? Optional.of(Verdict.Why.TOO_OFTEN)
                            : Optional.empty());
            case PUT, APPEND, DELETE -> Optional.empty();
          };
      if (why.isPresent()) {
        return Optional.of(new Finding(operation, why.get()));
      }
    }
    return Optional.empty();
  }

  /** Why an answer cannot have seen this value. */
  private Optional<Verdict.Why> fault(Operation seenBy, Value value) {
    List<Operation> sources = sources(value, seenBy);
    boolean initial = value.equals(Value.ABSENT);
    if (sources.isEmpty() && !initial) {
      return Optional.of(Verdict.Why.NEVER_WRITTEN);
    }
    if (value instanceof Value.Text(String text) && text.length() <= LONGEST) {
      Optional<Verdict.Why> why = unbuilt(text, seenBy);
      if (why.isPresent()) {
        return why;
      }
    }
    int gone = certainlyGone(value, seenBy);
    boolean alive =
        (initial && gone < 0)
            || sources.size() > FAR
            || sources.stream().anyMatch(source -> end(source) > gone);
    return alive ? Optional.empty() : Optional.of(Verdict.Why.OVERWRITTEN);
  }

  /** Sources of a value called before an answer, latest first; more than {@link #FAR} if many. */
  private List<Operation> sources(Value value, Operation seenBy) {
    List<Operation> found = new ArrayList<>();
    addCalledBefore(seenBy, writers.getOrDefault(value, List.of()), found);
    if (value instanceof Value.Text(String text)) {
      for (int length : appendedLengths.headSet(text.length(), true)) {
        String end = text.substring(text.length() - length);
        addCalledBefore(seenBy, appends.getOrDefault(end, List.of()), found);
      }
    }
    return found;
  }

  private static void addCalledBefore(
      Operation seenBy, List<Operation> byCall, List<Operation> found) {
    for (int i = byCall.size() - 1; i >= 0 && found.size() <= FAR; i--) {
      Operation operation = byCall.get(i);
      if (!isSame(operation, seenBy) && operation.invoked().line() < seenBy.answered().line()) {
        found.add(operation);
      }
    }
  }

  /**
   * The latest call, as a line, of an operation answered before this one was called, at whose
   * moment the key did not have the value; -1 for none. Whatever was answered before that line no
   * longer explains the value.
   */
  private int certainlyGone(Value value, Operation seenBy) {
    int gone = -1;
    int before = answeredBefore(seenBy.invoked().line());
    for (int i = before - 1; i >= 0 && before - i <= FAR / 16; i--) {
      Operation operation = answered.get(i);
      boolean other =
          operation.kind() == Kind.GET
              ? !operation.value().equals(value)
              : !isSource(operation, value);
      if (other) {
        gone = Math.max(gone, operation.invoked().line());
      }
    }
    return gone;
  }

  private int answeredBefore(int line) {
    return Sorted.first(answered, operation -> operation.answered().line() >= line);
  }

  private static boolean isSource(Operation operation, Value value) {
    return operation.kind() == Kind.APPEND
        ? value instanceof Value.Text(String text)
            && operation.value() instanceof Value.Text(String added)
            && text.endsWith(added)
        : operation.value().equals(value);
  }

  private static boolean isSame(Operation operation, Operation other) {
    return operation.invoked().line() == other.invoked().line();
  }

  private static int end(Operation operation) {
    return operation.outcome() == Outcome.OK ? operation.answered().line() : Integer.MAX_VALUE;
  }

  /**
   * Whether a text cannot be put together from a write, or nothing, and appends called before the
   * answer. Where there is one way only to take it apart, an append counts as often as it was
   * called.
   */
  private Optional<Verdict.Why> unbuilt(String text, Operation seenBy) {
    BitSet seen = new BitSet();
    Deque<Integer> ends = new ArrayDeque<>(List.of(text.length()));
    Map<String, Integer> used = new HashMap<>();
    boolean forced = true;
    boolean built = false;
    while (!ends.isEmpty() && !(built && !forced)) {
      int end = ends.pop();
      boolean begun = end == 0 || written(text.substring(0, lengthIfWritten(end)), end, seenBy);
      built |= begun;
      int ways = begun ? 1 : 0;
      for (int length : appendedLengths.headSet(end, true)) {
        String last = text.substring(end - length, end);
        if (length > 0 && calledBefore(appends.getOrDefault(last, List.of()), seenBy, 1)) {
          ways++;
          used.merge(last, 1, Integer::sum);
          if (!seen.get(end - length)) {
            seen.set(end - length);
            ends.push(end - length);
          }
        }
      }
      forced &= ways <= 1;
    }
    if (!built) {
      return Optional.of(Verdict.Why.NEVER_WRITTEN);
    }
    boolean tooOften =
        forced
            && used.entrySet().stream()
                .anyMatch(use ->
                    !calledBefore(
                        appends.getOrDefault(use.getKey(), List.of()), seenBy, use.getValue()));
    return tooOften ? Optional.of(Verdict.Why.TOO_OFTEN) : Optional.empty();
  }

  /** Spares the copy of a beginning that has no written text's length. */
  private int lengthIfWritten(int length) {
    return writtenLengths.contains(length) ? length : 0;
  }

  private boolean written(String beginning, int length, Operation seenBy) {
    return beginning.length() == length
        && calledBefore(writers.getOrDefault(new Value.Text(beginning), List.of()), seenBy, 1);
  }

  /** Whether so many of these operations, in the order of their calls, began before an answer. */
  private static boolean calledBefore(List<Operation> byCall, Operation seenBy, int many) {
    int count = 0;
    for (int i = 0; i < byCall.size() && count < many; i++) {
      if (byCall.get(i).invoked().line() > seenBy.answered().line()) {
        break;
      }
      count += isSame(byCall.get(i), seenBy) ? 0 : 1;
    }
    return count >= many;
  }

  /** Whether a cas takes a value away that others before it took as often as it was there. */
  private boolean takenTooOften(Operation cas) {
    if (cas.value().equals(cas.expect())) {
      return false;
    }
    int takes = swappedAway.merge(cas.expect(), 1, Integer::sum);
    int initially = cas.expect().equals(Value.ABSENT) ? 1 : 0;
    return takes <= FAR && sources(cas.expect(), cas).size() + initially < takes;
  }
}
