package io.raftarium.check;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A small immutable bag of numbers in ascending order. */
final class SortedInts {
  static final SortedInts EMPTY = new SortedInts(new int[0]);

  private final int[] values;

  private SortedInts(int[] values) {
    this.values = values;
  }

  static SortedInts of(Collection<Integer> values) {
    return new SortedInts(values.stream().mapToInt(v -> v).sorted().toArray());
  }

  int first() {
    return values[0];
  }

  boolean has(int value) {
    return values.length > 0 && Arrays.binarySearch(values, value) >= 0;
  }

  /** How many are below a limit; the numbers must be different. */
  int below(int limit) {
    int at = Arrays.binarySearch(values, limit);
    return at >= 0 ? at : -at - 1;
  }

  /** How often the number is here. */
  int count(int value) {
    int at = Arrays.binarySearch(values, value);
    if (at < 0) {
      return 0;
    }
    int from = at;
    int to = at;
    while (from > 0 && values[from - 1] == value) {
      from--;
    }
    while (to + 1 < values.length && values[to + 1] == value) {
      to++;
    }
    return to - from + 1;
  }

  /** With one more of the number. */
  SortedInts with(int value) {
    int at = Arrays.binarySearch(values, value);
    int insert = at >= 0 ? at : -at - 1;
    int[] result = new int[values.length + 1];
    System.arraycopy(values, 0, result, 0, insert);
    result[insert] = value;
    System.arraycopy(values, insert, result, insert + 1, values.length - insert);
    return new SortedInts(result);
  }

  /** With one less of the number, which must be here. */
  SortedInts without(int value) {
    if (values.length == 1) {
      return EMPTY;
    }
    int at = Arrays.binarySearch(values, value);
    int[] result = new int[values.length - 1];
    System.arraycopy(values, 0, result, 0, at);
    System.arraycopy(values, at + 1, result, at, values.length - at - 1);
    return new SortedInts(result);
  }

  /** Whether everything of the other is here, as often. */
  boolean contains(SortedInts other) {
    int at = 0;
    for (int wanted : other.values) {
      while (at < values.length && values[at] < wanted) {
        at++;
      }
      if (at == values.length || values[at] != wanted) {
        return false;
      }
      at++;
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SortedInts ints && Arrays.equals(values, ints.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
