package io.raftarium.check;

import io.raftarium.check.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides linearizability of a few operations on one key by trying every order. */
final class BruteForce {
  private BruteForce() {}

  static boolean linearizable(List<Operation> history) {
    List<Operation> left =
        new ArrayList<>(history.stream().filter(o -> o.outcome() != Outcome.FAILED).toList());
    return extend(left, Value.ABSENT);
  }

  /** Whether some order of the operations left explains them, from this value on. */
  private static boolean extend(List<Operation> left, Value value) {
    if (left.stream().allMatch(o -> o.outcome() == Outcome.UNKNOWN)) {
      return true;
    }
    int firstAnswer =
        left.stream()
            .filter(o -> o.outcome() == Outcome.OK)
            .mapToInt(o -> o.answered().line())
            .min()
            .orElseThrow();
    for (int i = 0; i < left.size(); i++) {
      Operation next = left.get(i);
      if (next.invoked().line() > firstAnswer) {
        continue;
      }
      Value after = apply(next, value);
      if (after == null) {
        continue;
      }
      left.remove(i);
      boolean found = extend(left, after);
      left.add(i, next);
      if (found) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Value apply(Operation next, Value value) {
    return switch (next.kind()) {
      case PUT, DELETE -> next.value();
      case GET -> next.outcome() == Outcome.UNKNOWN || next.value().equals(value) ? value : null;
      case CAS -> next.expect().equals(value) ? next.value() : null;
      case APPEND ->
          switch (value) {
            case Value.Absent _ -> next.value();
            case Value.Text(String text) ->
                new Value.Text(text + ((Value.Text) next.value()).text());
            case Value.Other _ -> null;
          };
    };
  }
}
