package io.raftarium.lab;

import io.raftarium.record.Happening;
import io.raftarium.record.Tape;
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

  /** Happenings before a moment among which one with all rows is looked for. */
  private static final int MOST_BACK = 400;

  /**
   * Of a tape: the moment of a happening, or the nearest before it whose rows are all known.
   *
   * @param database where the rows are, in words
   * @throws LabException where there is none
   */
  static Origin of(
      String name, String database, Tape tape, long shown, LabOptions options, Stored stored) {
    long whole =
        tape.wholeAt(shown, MOST_BACK)
            .orElseThrow(() ->
                new LabException(
                    "The rows of this moment are not all kept, and neither are those of the "
                        + MOST_BACK
                        + " happenings before it: choose another moment."));
    List<ClusterView> earlier =
        tape.reads().stream()
            .filter(read -> read.number() <= whole)
            .map(Happening.Read::view)
            .toList();
    return new Origin(name, tape.at(whole, name, database), earlier, options, stored);
  }

  /** The same of a recording: there is no database. */
  public static Origin ofTape(
      String name, String database, Tape tape, long shown, LabOptions options) {
    return of(name, database, tape, shown, options, Stored.NOTHING);
  }

  /** Of a capture, which is one moment. */
  public static Origin ofFile(Moment moment, List<ClusterView> earlier, LabOptions options) {
    return new Origin(moment.title(), moment, earlier, options, Stored.NOTHING);
  }
}
