package io.raftarium.app.stage;

import io.raftarium.view.Link;
import io.raftarium.view.WireMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where messages that are held stand on their links: one behind the other, the oldest nearest to
 * its receiver; those that there is no room for are counted at the end of the row.
 */
record HeldLayer(List<Place> places, List<More> more) {
  private static final double FIRST = 0.78;
  private static final double LAST = 0.52;
  private static final double PITCH = 26;

  /** One that is drawn. */
  record Place(WireMessage message, Point at) {}

  /** How many more there are behind one. */
  record More(Point at, int count) {}

  /** Tells the way that messages of a link take. */
  @FunctionalInterface
  interface Way {
    /** From the sender, 0, to the receiver, 1. */
    Point at(int from, int to, double share);
  }

  /** Places them. */
  static HeldLayer of(List<WireMessage> held, Way way) {
    Map<Link, List<WireMessage>> rows = new TreeMap<>();
    held.forEach(message ->
        rows.computeIfAbsent(new Link(message.from(), message.to()), _ -> new ArrayList<>())
            .add(message));
    List<Place> places = new ArrayList<>();
    List<More> more = new ArrayList<>();
    rows.forEach((link, row) -> {
      Point first = way.at(link.from(), link.to(), FIRST);
      Point last = way.at(link.from(), link.to(), LAST);
      double room = first.distance(last);
      int most = Math.max(1, (int) (room / PITCH) + 1);
      for (int i = 0; i < Math.min(most, row.size()); i++) {
        double share = room == 0 ? 0 : Math.min(1, i * PITCH / room);
        places.add(new Place(row.get(i), first.towards(last, share)));
      }
      if (row.size() > most) {
        more.add(new More(places.getLast().at(), row.size() - most));
      }
    });
    return new HeldLayer(List.copyOf(places), List.copyOf(more));
  }
}
