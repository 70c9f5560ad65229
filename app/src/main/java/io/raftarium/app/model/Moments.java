package io.raftarium.app.model;

import java.time.Instant;

/** Leads the window to a moment that is kept. */
@FunctionalInterface
public interface Moments {
  /** Looks at what was there right after something that happened at an instant. */
  void lookAt(Instant at);
}
