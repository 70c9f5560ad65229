package io.raftarium.check;

import io.raftarium.check.KeySearch.End;
import io.raftarium.check.Operation.Mark;
import io.raftarium.check.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
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
      keys.computeIfAbsent(operation.key(), fresh -> new ArrayList<>()).add(operation);
    }
    // What is plainly wrong on any key is told before a search on another one takes its time.
    Map<String, List<Operation>> faultless = new TreeMap<>();
    for (Map.Entry<String, List<Operation>> key : keys.entrySet()) {
      List<Operation> possible =
          key.getValue().stream().filter(o -> o.outcome() != Outcome.FAILED).toList();
      Optional<Operation> plain = new PlainFaults(possible).first();
      if (plain.isPresent()) {
        return wrong(possible, plain.get());
      }
      faultless.put(key.getKey(), possible);
    }
    for (Map.Entry<String, List<Operation>> key : faultless.entrySet()) {
      List<Operation> possible = key.getValue();
      End end = new KeySearch(possible, limits).search();
      if (end == End.LIMIT) {
        return new Verdict.Undecided(limits.reached(), key.getKey());
      }
      if (end == End.NONE) {
        return explain(possible);
      }
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
        return new Verdict.NotLinearizable(answered.get(bad - 1), List.of());
      }
    }
    return wrong(operations, answered.get(bad - 1));
  }

  /** The finding, with values that the key could have had instead as far as they are soon found. */
  private static Verdict wrong(List<Operation> operations, Operation first) {
    Limits few = new Limits(Duration.ofSeconds(5), 200_000);
    KeySearch why = new KeySearch(until(operations, first), few);
    return new Verdict.NotLinearizable(first, why.valuesAtLastAnswer());
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
