package io.raftarium.record;

import io.raftarium.record.Happening.Read;
import io.raftarium.record.Happening.Stamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the tape; all of it belongs to the lock of the tape. */
final class Segment {
  /** What there was before its first happening. */
  final Scene before;

  final Stamp first;
  final List<Read> reads = new ArrayList<>();
  long bytes;

  /** What its messages take while it is not packed. */
  long openBytes;

  /** What happened; null once it is packed. */
  @Nullable List<Happening> open = new ArrayList<>(Tape.SEGMENT);

  @Nullable Packed packed;

  Segment(Scene before, Stamp first) {
    this.before = before;
    this.first = first;
  }
}
