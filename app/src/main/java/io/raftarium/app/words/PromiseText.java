package io.raftarium.app.words;

import io.raftarium.promise.Kept;
import io.raftarium.promise.Promise;
import java.util.List;

/** Raft's promises in words. */
public final class PromiseText {
  private PromiseText() {}

  /** On how much a promise was checked. */
  public static String checked(Kept kept) {
    long count = kept.checked();
    return switch (kept.promise().unit()) {
      case TERMS -> count(count, "term", "terms");
      case VOTES -> count(count, "vote", "votes");
      case STEPS -> count(count, "step", "steps");
      case ENTRIES -> count(count, "entry", "entries");
      case COMMITTED -> count(count, "committed entry", "committed entries");
      case ANSWERS -> count(count, "answer", "answers");
      case ROWS -> count == 0 ? "checked when you ask for it" : count(count, "row", "rows");
      case HISTORY ->
          count == 0
              ? "the whole run"
              : count(count, "operation", "operations") + (kept.gaps() ? ", not all decided" : "");
    };
  }

  /** The name, with a mark that says whether it holds. */
  public static String line(Kept kept) {
    String mark = kept.holds() ? asked(kept) ? "✓ " : "· " : "✕ ";
    return mark + kept.promise().title() + " · " + checked(kept);
  }

  /** Whether it was checked at all. */
  public static boolean asked(Kept kept) {
    return kept.promise().unit() != Promise.Unit.ROWS || kept.checked() > 0;
  }

  /** What a look at every row found. */
  public static String checkedRows(List<Kept> promises) {
    List<String> broken =
        promises.stream()
            .filter(kept -> !kept.holds())
            .map(kept -> kept.promise().title())
            .toList();
    long rows =
        promises.stream().filter(PromiseText::byRows).mapToLong(Kept::checked).max().orElse(0);
    return broken.isEmpty()
        ? "No promise is broken in " + count(rows, "row", "rows") + "."
        : "Broken: " + String.join(", ", broken) + "; the list beside the feed says how.";
  }

  private static boolean byRows(Kept kept) {
    return kept.promise().unit() == Promise.Unit.ROWS;
  }

  private static String count(long number, String one, String more) {
    return number + " " + (number == 1 ? one : more);
  }
}
