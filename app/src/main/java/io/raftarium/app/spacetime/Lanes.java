package io.raftarium.app.spacetime;

import io.raftarium.record.Traces.Trip;
import io.raftarium.view.Sorted;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All that is drawn: lanes with steps and turns, ways between them, spots. One thread only. */
final class Lanes {
  private static final int FORGET = 4_000;

  private final SortedMap<Integer, Lane> lanes = new TreeMap<>();
  private final List<Way> ways = new ArrayList<>();
  private final List<Spot> spots = new ArrayList<>();
  private At first = new At(1, 0);
  private At last = new At(1, 0);
  private boolean any;

  /** The longest way that has an end, in happenings and in time. */
  private long longestNumber;

  private long longestNanos;

  /** Where the first way is that has no end. */
  private int firstOpen;

  /** What a node did and was. */
  record Lane(int node, Places steps, List<Turn> turns) {}

  /** What is known by now of a way that was told before. */
  record Known(Trip trip, @Nullable At end) {}

  /** What was read of the tape. */
  record News(
      List<Integer> stepped,
      Places steps,
      List<Turn> turns,
      List<Spot> spots,
      List<Way> fresh,
      List<Known> changed,
      @Nullable At last,
      long oldest,
      boolean more) {}

  SortedMap<Integer, Lane> lanes() {
    return lanes;
  }

  At first() {
    return first;
  }

  At last() {
    return last;
  }

  List<Spot> spots() {
    return spots;
  }

  List<Way> ways() {
    return ways;
  }

  void take(News news) {
    for (int i = 0; i < news.stepped().size(); i++) {
      At at = news.steps().get(i);
      lane(news.stepped().get(i)).steps().add(at);
      begin(at);
    }
    for (Turn turn : news.turns()) {
      begin(turn.at());
      List<Turn> turns = lane(turn.node()).turns();
      int at = Sorted.first(turns, each -> each.at().number() > turn.at().number());
      turns.add(at, turn);
    }
    for (Spot spot : news.spots()) {
      int at = Sorted.first(spots, each -> each.at().number() > spot.at().number());
      spots.add(at, spot);
    }
    for (Way way : news.fresh()) {
      begin(way.sent());
      ways.add(way);
      measure(way);
    }
    for (Known more : news.changed()) {
      int at = Sorted.first(ways, way -> way.trip().sent() >= more.trip().sent());
      if (at < ways.size() && ways.get(at).trip().message() == more.trip().message()) {
        ways.set(at, ways.get(at).with(more.trip(), more.end()));
        measure(ways.get(at));
      }
    }
    while (firstOpen < ways.size() && ways.get(firstOpen).end() != null) {
      firstOpen++;
    }
    At newest = news.last();
    if (newest != null) {
      begin(newest);
      last = newest;
    }
    forget(news.oldest());
  }

  private void begin(At at) {
    if (!any) {
      any = true;
      first = at;
      last = at;
    }
  }

  private Lane lane(int node) {
    return lanes.computeIfAbsent(node, id -> new Lane(id, new Places(), new ArrayList<>()));
  }

  private void measure(Way way) {
    At end = way.end();
    if (end != null) {
      longestNumber = Math.max(longestNumber, end.number() - way.sent().number());
      longestNanos = Math.max(longestNanos, end.nanos() - way.sent().nanos());
    }
  }

  /**
   * The way of a message, if it is there. Numbers do not rise with the sending where each node
   * counts by itself.
   */
  @Nullable Way way(long message) {
    for (int at = ways.size() - 1; at >= 0; at--) {
      if (ways.get(at).trip().message() == message) {
        return ways.get(at);
      }
    }
    return null;
  }

  /** Every way of which a part may be in sight. */
  void seen(Sight sight, Consumer<Way> each) {
    Axis axis = sight.axis();
    double longest = axis == Axis.TIME ? longestNanos : longestNumber;
    int from = Sorted.first(ways, way -> axis.of(way.sent()) >= sight.from() - longest);
    for (int at = Math.min(firstOpen, from); at < from; at++) {
      if (ways.get(at).end() == null) {
        each.accept(ways.get(at));
      }
    }
    for (int at = from; at < ways.size(); at++) {
      Way way = ways.get(at);
      if (axis.of(way.sent()) > sight.to()) {
        return;
      }
      At end = way.end();
      if (end == null || axis.of(end) >= sight.from()) {
        each.accept(way);
      }
    }
  }

  /** What the tape no longer keeps goes. */
  private void forget(long oldest) {
    if (oldest < first.number() + FORGET) {
      return;
    }
    int old = Sorted.first(ways, way -> way.sent().number() >= oldest);
    if (old < ways.size()) {
      first = ways.get(old).sent();
    }
    ways.subList(0, old).clear();
    firstOpen = Math.max(0, firstOpen - old);
    spots.subList(0, Sorted.first(spots, spot -> spot.at().number() >= oldest)).clear();
    for (Lane lane : lanes.values()) {
      lane.steps().forget(oldest);
      // The last turn before still says what the node is.
      int turns = Sorted.first(lane.turns(), turn -> turn.at().number() >= oldest);
      lane.turns().subList(0, Math.max(0, turns - 1)).clear();
    }
  }
}
