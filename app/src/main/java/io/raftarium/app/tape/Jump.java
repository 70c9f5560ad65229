package io.raftarium.app.tape;

import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import io.raftarium.view.Sorted;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds the moment that a person names: a log index, a term, or a time of day. */
final class Jump {
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,16}");
  private static final Pattern TERM = Pattern.compile("t(?:erm)? ?[0-9]{1,16}");
  private static final Pattern CLOCK =
      Pattern.compile("[0-2]?[0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?");

  private Jump() {}

  /** Where to, or why not. */
  sealed interface Found {}

  /** A moment that is kept. */
  record Place(ClusterView view) implements Found {}

  /** Why there is none. */
  record None(String why) implements Found {}

  /** Among the views that are kept, oldest first. */
  static Found find(List<ClusterView> history, String wish) {
    String text = wish.strip().toLowerCase(Locale.ROOT);
    if (history.isEmpty()) {
      return new None(Texts.of("Nothing is kept yet."));
    }
    if (INDEX.matcher(text).matches()) {
      long index = Long.parseLong(text);
      return reached(
          history,
          view -> view.nodes().values().stream().anyMatch(node -> node.commitIndex() >= index),
          Texts.of("No entry {0} is committed yet.", index),
          Texts.of("Entry {0} was committed before the oldest moment that is kept.", index));
    }
    if (TERM.matcher(text).matches()) {
      long term = Long.parseLong(text.replaceAll("[^0-9]", ""));
      return reached(
          history,
          view -> view.highestTerm() >= term,
          Texts.of("No node is in term {0} yet.", term),
          Texts.of("Term {0} began before the oldest moment that is kept.", term));
    }
    if (CLOCK.matcher(text).matches()) {
      return clock(history, text);
    }
    return new None(Texts.of("Type a log index (24), a term (t3) or a time (14:03:27)."));
  }

  private static Found reached(
      List<ClusterView> history, Predicate<ClusterView> reached, String notYet, String before) {
    if (!reached.test(history.getLast())) {
      return new None(notYet);
    }
    // What is committed and terms only grow.
    int at = Sorted.first(history, reached);
    boolean older = at == 0 && history.getFirst().number() > 1;
    return older && history.size() > 1 && beyond(history.getFirst())
        ? new None(before)
        : new Place(history.get(at));
  }

  /** The newest view at or before a moment, or the oldest that is kept. */
  static ClusterView at(List<ClusterView> history, Instant moment) {
    return history.get(Math.max(0, Sorted.first(history, view -> view.at().isAfter(moment)) - 1));
  }

  /** Whether something happened before a view. */
  private static boolean beyond(ClusterView oldest) {
    return oldest.nodes().values().stream().map(NodeView::version).anyMatch(version -> version > 0);
  }

  private static Found clock(List<ClusterView> history, String text) {
    try {
      String padded = text.indexOf(':') == 1 ? "0" + text : text;
      LocalTime time = LocalTime.parse(padded);
      ZoneId zone = ZoneId.systemDefault();
      Instant last = history.getLast().at();
      LocalDate day = last.atZone(zone).toLocalDate();
      Instant wanted = day.atTime(time).atZone(zone).toInstant();
      if (wanted.isAfter(last)) {
        wanted = day.minusDays(1).atTime(time).atZone(zone).toInstant();
      }
      if (wanted.isBefore(history.getFirst().at())) {
        return new None(
            Texts.of(
                "That is outside of what is kept: {0} to {1}.",
                TimeText.of(history.getFirst().at()), TimeText.of(last)));
      }
      return new Place(at(history, wanted));
    } catch (DateTimeParseException e) {
      return new None(Texts.of("A time has at most 23 hours: for example 14:03:27."));
    }
  }
}
