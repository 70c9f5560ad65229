package io.raftarium.check;

import io.raftarium.check.Operation.Kind;
import io.raftarium.check.Operation.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operations on one key, prepared for a search. */
final class Problem {
  final States states = new States();
  final List<Operation> operations;

  /** In the order of the file: twice the operation's number, plus 1 for its answer. */
  final int[] events;

  /** The state that an operation writes, or that a get found; -1 for an append. */
  final int[] written;

  /** The state that a get or cas finds; -1 for others. */
  final int[] found;

  /** The event of an operation's call. */
  final int[] invokedAt;

  final List<Effect> effects = new ArrayList<>();
  final Pending pending;

  /**
   * Prepares the operations of one key.
   *
   * @param history operations that may have happened, in the order of their calls
   */
  Problem(List<Operation> history) {
    operations =
        history.stream().filter(o -> o.outcome() == Outcome.OK || unknownMatters(o)).toList();
    events = order(operations);
    written = new int[operations.size()];
    found = new int[operations.size()];
    invokedAt = new int[operations.size()];
    int[] answeredAt = new int[operations.size()];
    Arrays.fill(answeredAt, Integer.MAX_VALUE);
    Map<List<Object>, List<Integer>> groups = new LinkedHashMap<>();
    for (int e = 0; e < events.length; e++) {
      int op = events[e] >> 1;
      Operation operation = operations.get(op);
      if (isAnswer(events[e])) {
        answeredAt[op] = e;
        continue;
      }
      invokedAt[op] = e;
      written[op] = operation.kind() == Kind.APPEND ? -1 : states.of(operation.value());
      found[op] =
          switch (operation.kind()) {
            case GET -> written[op];
            case CAS -> states.of(operation.expect());
            case PUT, APPEND, DELETE -> -1;
          };
      if (operation.outcome() == Outcome.UNKNOWN) {
        groups
            .computeIfAbsent(
                List.of(operation.kind(), operation.value(), operation.expect()),
                fresh -> new ArrayList<>())
            .add(e);
      }
    }
    for (List<Integer> group : groups.values()) {
      int first = events[group.getFirst()] >> 1;
      effects.add(new Effect(first, operations.get(first), written[first], SortedInts.of(group)));
    }
    pending = new Pending(events, answeredAt);
  }

  static boolean isAnswer(int event) {
    return (event & 1) == 1;
  }

  /** The state after an operation, or -1 if it cannot succeed there. */
  int apply(int op, int state) {
    Operation operation = operations.get(op);
    return switch (operation.kind()) {
      case PUT, DELETE -> written[op];
      case GET -> written[op] == state ? state : -1;
      case CAS -> found[op] == state ? written[op] : -1;
      case APPEND -> states.append(state, (Value.Text) operation.value());
    };
  }

  /** Whether a write may have come just before the last one that wiped out what was there. */
  boolean hides(int op, Configuration from) {
    return switch (operations.get(op).kind()) {
      case PUT, DELETE -> invokedAt[op] < from.wiped();
      case APPEND -> invokedAt[op] < from.wipedText();
      case GET, CAS -> false;
    };
  }

  private static boolean unknownMatters(Operation operation) {
    return operation.kind() != Kind.GET
        && !(operation.kind() == Kind.CAS && operation.value().equals(operation.expect()));
  }

  private static int[] order(List<Operation> operations) {
    record Event(int line, int code) {}
    List<Event> all = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      all.add(new Event(operation.invoked().line(), 2 * i));
      if (operation.outcome() == Outcome.OK) {
        all.add(new Event(operation.answered().line(), 2 * i + 1));
      }
    }
    all.sort((a, b) -> Integer.compare(a.line(), b.line()));
    return all.stream().mapToInt(Event::code).toArray();
  }
}
