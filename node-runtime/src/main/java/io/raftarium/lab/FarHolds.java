package io.raftarium.lab;

import io.raftarium.view.Hold;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Which messages stop on their links: each sender tells it of its own, whoever said so. */
final class FarHolds {
  private final ConcurrentSkipListMap<Integer, Hold> bySender = new ConcurrentSkipListMap<>();

  void put(int node, Optional<Hold> hold) {
    hold.ifPresentOrElse(now -> bySender.put(node, now), () -> bySender.remove(node));
  }

  Optional<Hold> all() {
    return bySender.values().stream().reduce(Hold::and);
  }
}
