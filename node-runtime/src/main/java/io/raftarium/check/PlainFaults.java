package io.raftarium.check;

import io.raftarium.check.Operation.Kind;
import io.raftarium.check.Operation.Outcome;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Answers on one key that no order can explain, found without a search: a value that nobody called
 * to write before it was seen, and one that was certainly written over before it was asked for.
 *
 * <p>What it finds is wrong for certain; what it lets pass may be wrong all the same.
 */
final class PlainFaults {
  /** Positions of a text times lengths of what is appended that are looked at for one answer. */
  private static final long MOST_WORK = 20_000_000;

  private record Written(List<Operation> by, boolean initially) {}

  private final List<Operation> operations;
  private final Map<Value, Written> written = new HashMap<>();
  private final List<Operation> appends = new ArrayList<>();

  /** Of certain puts and deletes, by the line of the answer: the latest call of those up to it. */
  private final NavigableMap<Integer, Integer> latestCall = new TreeMap<>();

  /**
   * Of the operations on one key.
   *
   * @param operations those that may have happened, in the order of their calls
   */
  PlainFaults(List<Operation> operations) {
    this.operations = operations;
    written.put(Value.ABSENT, new Written(new ArrayList<>(), true));
    for (Operation operation : operations) {
      switch (operation.kind()) {
        case PUT, CAS, DELETE ->
            written
                .computeIfAbsent(operation.value(), fresh -> new Written(new ArrayList<>(), false))
                .by()
                .add(operation);
        case APPEND -> appends.add(operation);
        case GET -> {}
      }
    }
    int latest = 0;
    for (Operation operation : answered()) {
      if (operation.kind() == Kind.PUT || operation.kind() == Kind.DELETE) {
        latest = Math.max(latest, operation.invoked().line());
        latestCall.put(operation.answered().line(), latest);
      }
    }
  }

  /** The first of them by its answer. */
  Optional<Operation> first() {
    return answered().stream()
        .filter(operation -> operation.kind() == Kind.GET || operation.kind() == Kind.CAS)
        .filter(this::cannotBe)
        .findFirst();
  }

  private List<Operation> answered() {
    return operations.stream()
        .filter(operation -> operation.outcome() == Outcome.OK)
        .sorted(Comparator.comparingInt(operation -> operation.answered().line()))
        .toList();
  }

  private boolean cannotBe(Operation observer) {
    Value found = observer.kind() == Kind.GET ? observer.value() : observer.expect();
    Map.Entry<Integer, Integer> before = latestCall.lowerEntry(observer.invoked().line());
    int over = before == null ? 0 : before.getValue();
    Written how = written.get(found);
    if (how != null) {
      boolean initially = how.initially() && over == 0;
      boolean later =
          how.by().stream()
              .anyMatch(writer ->
                  !writer.equals(observer)
                      && calledBefore(observer, writer)
                      && (writer.outcome() != Outcome.OK || writer.answered().line() > over));
      if (initially || later) {
        return false;
      }
    }
    return !(found instanceof Value.Text(String text)) || !canGrow(text, observer);
  }

  private static boolean calledBefore(Operation observer, Operation writer) {
    return writer.invoked().line() < observer.answered().line();
  }

  /** Whether a text may come from appends called before it was seen, each as often as it fits. */
  private boolean canGrow(String text, Operation observer) {
    Set<String> tokens = new HashSet<>();
    Set<Integer> lengths = new HashSet<>();
    for (Operation append : appends) {
      if (calledBefore(observer, append) && append.value() instanceof Value.Text(String token)) {
        tokens.add(token);
        lengths.add(token.length());
      }
    }
    if (tokens.isEmpty()) {
      return false;
    }
    if ((long) text.length() * lengths.size() > MOST_WORK) {
      return true;
    }
    BitSet reached = new BitSet(text.length() + 1);
    reached.set(0);
    for (Map.Entry<Value, Written> base : written.entrySet()) {
      if (base.getKey() instanceof Value.Text(String beginning) && text.startsWith(beginning)) {
        reached.set(beginning.length());
      }
    }
    for (int at = reached.nextSetBit(0);
        at >= 0 && at < text.length();
        at = reached.nextSetBit(at + 1)) {
      for (int length : lengths) {
        if (at + length <= text.length() && tokens.contains(text.substring(at, at + length))) {
          reached.set(at + length);
        }
      }
    }
    // A text that somebody wrote as it stands was looked at before.
    return endsWithOneOf(text, tokens, reached);
  }

  private static boolean endsWithOneOf(String text, Set<String> tokens, BitSet reached) {
    return tokens.stream()
        .anyMatch(token -> text.endsWith(token) && reached.get(text.length() - token.length()));
  }
}
