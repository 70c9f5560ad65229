package io.raftarium.lab;

import io.raftarium.view.ClusterView;
import io.raftarium.view.Moment;
import java.util.List;

/**
 * A moment to open a laboratory from, and what tells more of its rows than it shows itself.
 *
 * @param name what it is a moment of
 * @param moment with exact rows
 * @param earlier the views up to it, oldest first: their journals and logs hold what the moment's
 *     own views leave out
 * @param options how its nodes were set up, as far as anyone knows
 * @param stored what the database of a running laboratory still has of them
 */
public record Origin(
    String name, Moment moment, List<ClusterView> earlier, LabOptions options, Stored stored) {
  /** Views that are looked at for what a moment leaves out, the newest ones. */
  private static final int MOST_VIEWS = 50_000;

  /** Keeps the newest of many views. */
  public Origin {
    earlier = earlier.subList(Math.max(0, earlier.size() - MOST_VIEWS), earlier.size());
  }

  /** Of a file: there is no database. */
  public static Origin ofFile(Moment moment, List<ClusterView> earlier, LabOptions options) {
    return new Origin(moment.title(), moment, earlier, options, Stored.NOTHING);
  }
}
