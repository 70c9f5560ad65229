package io.raftarium.record;

import io.raftarium.record.Excerpt.Act;
import io.raftarium.record.Excerpt.Reign;
import io.raftarium.record.Traces.Trip;
import io.raftarium.view.WireMessage.Fate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Messages as a {@code sequenceDiagram} of Mermaid, each where it arrived or was lost, with roles
 * and what was done as notes.
 */
final class SequenceDiagram {
  /** Mermaid draws no more within a bearable time. */
  static final int MOST = 300;

  private SequenceDiagram() {}

  static String of(Excerpt part) {
    TreeMap<Long, String> lines = new TreeMap<>();
    for (Trip trip : part.trips()) {
      boolean over = trip.ended() > 0 && trip.ended() <= part.to();
      lines.put(over ? trip.ended() : trip.sent(), line(trip, over));
    }
    for (Reign reign : part.roles()) {
      // Several nodes can have been read at once.
      lines.merge(
          reign.since().number(),
          note(
              List.of(reign.node()),
              reign.role().text().replace('_', ' ') + " in term " + reign.term()),
          (one, other) -> one + "\n" + other);
    }
    for (Act act : part.acts()) {
      SortedSet<Integer> over = act.nodes().isEmpty() ? part.nodes() : act.nodes();
      if (!over.isEmpty()) {
        lines.put(act.stamp().number(), note(over, act.name()));
      }
    }
    StringBuilder text = new StringBuilder("sequenceDiagram\n");
    part.nodes().forEach(node -> text.append("  participant S").append(node).append('\n'));
    lines.values().forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static String line(Trip trip, boolean over) {
    String arrow =
        over
            ? switch (trip.fate()) {
              case DELIVERED -> "->>";
              case LOST, REFUSED -> "-x";
              case FLYING, HELD -> "--)";
            }
            : "--)";
    String fate =
        over && trip.fate() != Fate.DELIVERED
            ? ", " + trip.fate().name().toLowerCase(Locale.ROOT)
            : over ? "" : ", under way";
    return "  S"
        + trip.from()
        + arrow
        + "S"
        + trip.to()
        + ": "
        + plain(trip.type())
        + " (term "
        + trip.term()
        + fate
        + ")";
  }

  /** Mermaid notes stand over one participant, or from one to another. */
  private static String note(Collection<Integer> nodes, String text) {
    String over = nodes.stream().sorted().map(node -> "S" + node).collect(Collectors.joining(","));
    int first = over.indexOf(',');
    int last = over.lastIndexOf(',');
    return "  Note over "
        + (first < 0 ? over : over.substring(0, first) + over.substring(last))
        + ": "
        + plain(text);
  }

  /** A type comes from outside: nothing of it may mean something to Mermaid. */
  private static String plain(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9 ._-]", " ").strip();
    return plain.isEmpty() ? "?" : plain.length() > 60 ? plain.substring(0, 60) : plain;
  }
}
