package io.raftarium.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which answered operations are under way at an event: called before it, answered at or after. */
final class Pending {
  private static final int STRIDE = 64;

  private final int[] events;
  private final int[] answeredAt;
  private final List<int[]> marks = new ArrayList<>();
  private int lastPosition = -1;
  private int[] last = {};

  /**
   * For the events of a history.
   *
   * @param events twice the operation's number, plus 1 for its answer
   * @param answeredAt the event that answers an operation, or {@link Integer#MAX_VALUE}
   */
  Pending(int[] events, int[] answeredAt) {
    this.events = events;
    this.answeredAt = answeredAt;
    int[] open = {};
    for (int e = 0; e < events.length; e++) {
      if (e % STRIDE == 0) {
        marks.add(open);
      }
      if ((e + 1) % STRIDE == 0) {
        open = from(marks.getLast(), e + 1 - STRIDE, e + 1);
      }
    }
  }

  /** The operations, in the order of their calls. */
  int[] at(int position) {
    if (position != lastPosition) {
      int mark = position / STRIDE;
      last = from(marks.get(mark), mark * STRIDE, position);
      lastPosition = position;
    }
    return last;
  }

  private int[] from(int[] open, int start, int position) {
    int[] result = new int[open.length + position - start];
    int size = 0;
    for (int op : open) {
      if (answeredAt[op] >= position) {
        result[size++] = op;
      }
    }
    for (int e = start; e < position; e++) {
      int op = events[e] >> 1;
      if ((events[e] & 1) == 0 && answeredAt[op] >= position && answeredAt[op] < events.length) {
        result[size++] = op;
      }
    }
    return Arrays.copyOf(result, size);
  }
}
