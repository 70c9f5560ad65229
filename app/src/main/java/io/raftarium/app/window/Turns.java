package io.raftarium.app.window;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One laboratory is opened at a time, for two would want the same data folder: whoever wants
 * another one meanwhile waits. FX thread only.
 */
final class Turns {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean taken;

  /** Does it now, or once nothing is being opened. */
  void whenFree(Runnable next) {
    if (taken) {
      waiting.add(next);
    } else {
      next.run();
    }
  }

  /** Something is being opened from now on. */
  void take() {
    taken = true;
  }

  /** It is there, or has failed: who waits does what waited, until that opens something. */
  void free() {
    taken = false;
    while (!taken && !waiting.isEmpty()) {
      waiting.removeFirst().run();
    }
  }
}
