package io.raftarium.app.model;

import java.util.Optional;

/** What goes on step by step before an audience: a lesson, or the tape. FX thread only. */
public interface Presenting {
  /** Goes on by a step; why not, in words for a person, where it cannot. */
  Optional<String> next();

  /** Goes back by a step; why not, in words for a person, where it cannot. */
  Optional<String> back();
}
