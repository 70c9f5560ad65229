package io.raftarium.app.spacetime;

import io.raftarium.app.words.MessageKind;
import io.raftarium.view.WireMessage.Fate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Ways that are too many to be drawn one by one, gathered: those between the same lanes that leave
 * within the same few pixels are one line.
 */
final class Bundles {
  /** How many lines are drawn at most. */
  static final int MOST = 700;

  /** How near two lines may be at first, px. */
  private static final double NEAR = 3;

  private final Axis axis;
  private final double step;
  private Map<Key, Bundle> bundles = new HashMap<>();

  private record Key(int from, int to, long bucket) {}

  /** One line. */
  static final class Bundle {
    final Way first;
    int count;
    int lost;
    boolean telling;

    private Bundle(Way first) {
      this.first = first;
    }

    private void add(Bundle other) {
      count += other.count;
      lost += other.lost;
      telling |= other.telling;
    }
  }

  /** Empty. */
  Bundles(Sight sight, double room) {
    axis = sight.axis();
    double wanted = sight.span() / room * NEAR;
    // Steps of the axis itself: what is gathered stays together while it is moved.
    step = Math.pow(2, Math.ceil(Math.log(wanted) / Math.log(2)));
  }

  void add(Way way) {
    Key key =
        new Key(way.trip().from(), way.trip().to(), (long) Math.floor(axis.of(way.sent()) / step));
    Bundle bundle = bundles.computeIfAbsent(key, _ -> new Bundle(way));
    bundle.count++;
    bundle.lost += way.trip().fate() == Fate.LOST || way.trip().fate() == Fate.REFUSED ? 1 : 0;
    bundle.telling |= way.kind() != MessageKind.HEARTBEAT && way.kind() != MessageKind.APPEND_REPLY;
  }

  /** Puts neighbours together until they are few enough. */
  void thin() {
    for (int wider = 1; bundles.size() > MOST && wider < Long.SIZE; wider++) {
      Map<Key, Bundle> fewer = new HashMap<>();
      bundles.forEach((key, bundle) -> {
        Key wide = new Key(key.from, key.to, key.bucket >> 1);
        Bundle there = fewer.putIfAbsent(wide, bundle);
        if (there != null) {
          there.add(bundle);
        }
      });
      bundles = fewer;
    }
  }

  Collection<Bundle> all() {
    return bundles.values();
  }

  /** How many ways the thickest line stands for. */
  int thickest() {
    return bundles.values().stream().mapToInt(bundle -> bundle.count).max().orElse(0);
  }
}
