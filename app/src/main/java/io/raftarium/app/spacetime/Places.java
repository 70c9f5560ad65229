package io.raftarium.app.spacetime;

import java.util.Arrays;

/** Places in order, many of them, without an object each. */
final class Places {
  private long[] numbers = new long[1_024];
  private long[] nanos = new long[1_024];
  private int size;

  int size() {
    return size;
  }

  void add(At at) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
      nanos = Arrays.copyOf(nanos, size * 2);
    }
    numbers[size] = at.number();
    nanos[size] = at.nanos();
    size++;
  }

  At get(int at) {
    return new At(numbers[at], nanos[at]);
  }

  double get(int at, Axis axis) {
    return axis == Axis.TIME ? nanos[at] : numbers[at];
  }

  /** The first that is not before a place. */
  int first(double place, Axis axis) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (get(middle, axis) >= place) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Those before a happening go. */
  void forget(long number) {
    int gone = first((double) number, Axis.ORDER);
    if (gone > 0) {
      System.arraycopy(numbers, gone, numbers, 0, size - gone);
      System.arraycopy(nanos, gone, nanos, 0, size - gone);
      size -= gone;
    }
  }
}
