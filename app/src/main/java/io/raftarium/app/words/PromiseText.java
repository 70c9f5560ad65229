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
      case TERMS -> count == 1 ? Texts.of("1 term") : Texts.of("{0} terms", count);
      case VOTES -> count == 1 ? Texts.of("1 vote") : Texts.of("{0} votes", count);
      case STEPS -> count == 1 ? Texts.of("1 step") : Texts.of("{0} steps", count);
      case ENTRIES -> count == 1 ? Texts.of("1 entry") : Texts.of("{0} entries", count);
      case COMMITTED ->
          count == 1 ? Texts.of("1 committed entry") : Texts.of("{0} committed entries", count);
      case ANSWERS -> count == 1 ? Texts.of("1 answer") : Texts.of("{0} answers", count);
      case ROWS -> count == 0 ? Texts.of("checked when you ask for it") : rows(count);
      case HISTORY ->
          count == 0
              ? Texts.of("the whole run")
              : kept.gaps()
                  ? Texts.of("{0}, not all decided", operations(count))
                  : operations(count);
    };
  }

  /** The name, with a mark that says whether it holds. */
  public static String line(Kept kept) {
    String mark = kept.holds() ? asked(kept) ? "✓ " : "· " : "✕ ";
    return mark + Texts.of(kept.promise().title()) + " · " + checked(kept);
  }

  /** A breach, and after which node's step it was seen. */
  public static String broken(String what, int node, String event, long happening) {
    return Texts.of(
        "{0} · {1} took {2} (happening {3})",
        what, NodeNames.of(node), Shortened.of(event, 40), happening);
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
            .map(kept -> Texts.of(kept.promise().title()))
            .toList();
    long rows =
        promises.stream().filter(PromiseText::byRows).mapToLong(Kept::checked).max().orElse(0);
    return broken.isEmpty()
        ? Texts.of("No promise is broken in {0}.", rows(rows))
        : Texts.of("Broken: {0}; the list beside the feed says how.", String.join(", ", broken));
  }

  private static boolean byRows(Kept kept) {
    return kept.promise().unit() == Promise.Unit.ROWS;
  }

  private static String rows(long count) {
    return count == 1 ? Texts.of("1 row") : Texts.of("{0} rows", count);
  }

  private static String operations(long count) {
    return count == 1 ? Texts.of("1 operation") : Texts.of("{0} operations", count);
  }
}
