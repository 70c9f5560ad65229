package io.raftarium.check;

import io.raftarium.check.KeySearch.End;
import io.raftarium.check.Operation.Mark;
import io.raftarium.check.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides whether a history of operations could have come from one copy of the data on which each
 * operation acts at one moment between its call and its answer (Herlihy and Wing 1990). Keys are
 * independent, so each is decided by itself.
 */
public final class Linearizability {
  /** Bytes of heap that one remembered configuration may need. */
  private static final long CONFIGURATION_BYTES = 400;

  private final Limits limits;

  private Linearizability(Limits limits) {
    this.limits = limits;
  }

  /**
   * Checks a history.
   *
   * @param history operations in the order of their calls, each process's one after the other
   * @param limit the search is given up after this time; memory is bounded by half of the heap
   */
  public static Verdict check(List<Operation> history, Duration limit) {
    long most = Runtime.getRuntime().maxMemory() / 2 / CONFIGURATION_BYTES;
    return check(history, limit, (int) Math.min(most, 50_000_000));
  }

  static Verdict check(List<Operation> history, Duration limit, int configurations) {
    return new Linearizability(new Limits(limit, configurations)).check(history);
  }

  private Verdict check(List<Operation> history) {
    Map<String, List<Operation>> keys = new TreeMap<>();
    for (Operation operation : history) {
      List<Operation> key = keys.computeIfAbsent(operation.key(), fresh -> new ArrayList<>());
      if (operation.outcome() != Outcome.FAILED) {
        key.add(operation);
      }
    }
    for (List<Operation> possible : keys.values()) {
      Optional<PlainFaults.Finding> wrong = new PlainFaults(possible).first();
      if (wrong.isPresent()) {
        Operation operation = wrong.get().operation();
        return new Verdict.NotLinearizable(
            operation, wrong.get().why(), valuesAt(possible, operation));
      }
    }
    // The short ones first, and no more time for each than its share, so that one hard key does not
    // hide what is wrong with another; what is left in the end is for those that need more.
    List<String> open = new ArrayList<>(keys.keySet());
    open.sort(Comparator.comparingInt(key -> keys.getOrDefault(key, List.of()).size()));
    Map<String, String> reached = new LinkedHashMap<>();
    for (int round = 1; round <= 2; round++) {
      List<String> again = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        String key = open.get(i);
        List<Operation> possible = keys.getOrDefault(key, List.of());
        Limits share = limits.share(open.size() - i);
        End end = new KeySearch(possible, share).search();
        if (end == End.NONE) {
          return explain(possible);
        }
        if (end == End.FOUND) {
          reached.remove(key);
        } else {
          reached.put(key, share.reached());
          if (share.timeIsUp()) {
            again.add(key);
          }
        }
      }
      open = again;
    }
    if (!reached.isEmpty()) {
      String key = reached.keySet().iterator().next();
      return new Verdict.Undecided(reached.getOrDefault(key, ""), key);
    }
    int unknown = (int) history.stream().filter(o -> o.outcome() == Outcome.UNKNOWN).count();
    return new Verdict.Linearizable(history.size(), keys.size(), unknown);
  }

  /** Finds the first answer that no order explains: the shortest history that is wrong. */
  private Verdict explain(List<Operation> operations) {
    List<Operation> answered =
        operations.stream()
            .filter(o -> o.outcome() == Outcome.OK)
            .sorted(Comparator.comparingInt(o -> o.answered().line()))
            .toList();
    int good = 0;
    int bad = answered.size();
    while (bad - good > 1) {
      int middle = (good + bad) >>> 1;
      End end = new KeySearch(until(operations, answered.get(middle - 1)), limits).search();
      if (end == End.NONE) {
        bad = middle;
      } else if (end == End.FOUND) {
        good = middle;
      } else {
        // No time left to find the first; the one at hand is wrong as well.
        return new Verdict.NotLinearizable(answered.get(bad - 1), Verdict.Why.NO_ORDER, List.of());
      }
    }
    Operation first = answered.get(bad - 1);
    return new Verdict.NotLinearizable(first, Verdict.Why.NO_ORDER, valuesAt(operations, first));
  }

  /** Values that the key may have had at an answer, as far as a short search finds them. */
  private static List<Value> valuesAt(List<Operation> operations, Operation answer) {
    Limits few = new Limits(Duration.ofSeconds(2), 200_000);
    return new KeySearch(until(operations, answer), few).valuesAtLastAnswer();
  }

  /** The history up to an answer; what is answered later is open. */
  private static List<Operation> until(List<Operation> operations, Operation last) {
    int end = last.answered().line();
    List<Operation> before = new ArrayList<>();
    for (Operation operation : operations) {
      if (operation.invoked().line() > end) {
        break;
      }
      before.add(
          operation.outcome() == Outcome.OK && operation.answered().line() > end
              ? new Operation(
                  operation.process(),
                  operation.kind(),
                  operation.key(),
                  operation.value(),
                  operation.expect(),
                  Outcome.UNKNOWN,
                  operation.invoked(),
                  Mark.NONE)
              : operation);
    }
    return before;
  }
}
