package io.raftarium.record;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** The named moments of a tape, one name a moment, a bounded number. Safe for any thread. */
public final class Markers {
  private static final int MOST = 200;

  private final ConcurrentSkipListMap<Long, Marker> byNumber = new ConcurrentSkipListMap<>();

  Markers() {}

  /** All, oldest first. */
  public List<Marker> all() {
    return List.copyOf(byNumber.values());
  }

  /**
   * Names a moment, in place of the name that it had.
   *
   * @return false where there are too many already
   */
  public boolean put(long number, Instant at, String name) {
    String wish = name.strip().replaceAll("\\p{C}", " ");
    if (wish.isEmpty() || (byNumber.size() >= MOST && !byNumber.containsKey(number))) {
      return false;
    }
    int most = Math.min(Marker.LONGEST, wish.codePointCount(0, wish.length()));
    byNumber.put(
        number, new Marker(number, at, wish.substring(0, wish.offsetByCodePoints(0, most))));
    return true;
  }

  /** Takes in those of a file. */
  public void putAll(Collection<Marker> markers) {
    for (Marker marker : markers) {
      boolean _ = put(marker.number(), marker.at(), marker.name());
    }
  }

  /** Forgets the name of a moment. */
  public void remove(long number) {
    byNumber.remove(number);
  }

  /** Those before a moment are of no use: they are no longer kept. */
  void forgetBefore(long number) {
    byNumber.headMap(number).clear();
  }
}
