package io.raftarium.app.tape;

import io.raftarium.app.tape.TapeModel.Mark;
import io.raftarium.app.tape.TapeModel.Sign;
import java.util.ArrayList;
import java.util.List;

/** Marks that would lie on each other become one group, which says how many it stands for. */
final class TapeGroups {
  /** Room of one sign, px. */
  static final double SIGN = 13;

  private static final double DIGIT = 7;

  private TapeGroups() {}

  /**
   * Marks beside each other.
   *
   * @param x middle of its sign, px
   * @param sign the most telling of its marks'
   * @param count how many marks
   */
  record Group(double x, Sign sign, int count) {
    /** Where the next may begin, px. */
    double right() {
      return x + SIGN / 2 + (count == 1 ? 0 : 2 + DIGIT * String.valueOf(count).length());
    }
  }

  /** The groups of the marks that a tape shows, from left to right; none overlaps another. */
  static List<Group> of(List<Mark> marks, TapeScale scale) {
    List<Group> groups = new ArrayList<>();
    for (Mark mark : marks) {
      double x = scale.x(mark.at());
      if (x < 0 || x > scale.width()) {
        continue;
      }
      Group last = groups.isEmpty() ? null : groups.getLast();
      if (last == null || x - SIGN / 2 >= last.right()) {
        groups.add(new Group(x, mark.sign(), 1));
      } else {
        Sign sign = mark.sign().compareTo(last.sign()) < 0 ? mark.sign() : last.sign();
        groups.set(groups.size() - 1, new Group(last.x(), sign, last.count() + 1));
      }
    }
    return groups;
  }
}
