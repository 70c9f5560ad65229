package io.raftarium.record;

import io.raftarium.record.Happening.Read;
import io.raftarium.record.Happening.Stamp;
import io.raftarium.view.ClusterView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the tape; all of it belongs to the lock of the tape. */
final class Segment {
  /** Happenings that it holds at most. */
  static final int SIZE = 256;

  /** Of messages, after which it counts as full. */
  private static final long MOST_OPEN_BYTES = 4L << 20;

  /** What there was before its first happening. */
  final Scene before;

  final Stamp first;
  final List<Read> reads = new ArrayList<>();
  long bytes;

  /** Whether it does not follow from the one before it. */
  boolean anew;

  /**
   * The number of its first happening. What it begins with has that stamp, or, where it goes on
   * from something that was there, the stamp of the happening before.
   */
  final long begins;

  /** What its messages take while it is not packed. */
  private long openBytes;

  /** What happened, until it is packed. */
  private List<Happening> open = new ArrayList<>(SIZE);

  private @Nullable Packed packed;

  Segment(Scene before, Stamp first, long begins) {
    this.before = before;
    this.first = first;
    this.begins = begins;
  }

  boolean full() {
    return open.size() >= SIZE || openBytes > MOST_OPEN_BYTES;
  }

  /** Takes what happened after a view; how many bytes that adds. */
  long add(Happening happening, ClusterView view) {
    open.add(happening);
    if (happening instanceof Read read) {
      reads.add(read);
    }
    if (happening instanceof Happening.Sent sent) {
      // It takes little once it is packed, which large ones are soon.
      openBytes += Weight.of(sent.message().rpc().body());
    }
    long weight = Weight.of(happening, view);
    bytes += weight;
    return weight;
  }

  /** What happened; nothing is added to it once it is full. */
  List<Happening> open() {
    return open;
  }

  void pack(Packed all) {
    packed = all;
    open = List.of();
    bytes += all.size();
  }

  boolean isPacked() {
    return packed != null;
  }

  Packed packed() {
    Packed all = packed;
    if (all == null) {
      throw new IllegalStateException("it is still open");
    }
    return all;
  }
}
