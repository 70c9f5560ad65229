package io.raftarium.view;

import java.util.List;
import java.util.function.Predicate;

/** Finds places in lists that have an order. */
public final class Sorted {
  private Sorted() {}

  /** Where something holds first, which holds ever after; the size of the list if nowhere. */
  public static <T> int first(List<T> list, Predicate<? super T> holds) {
    int low = 0;
    int high = list.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (holds.test(list.get(middle))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
