package io.raftarium.app.lesson;

import io.raftarium.lab.Lab;
import io.raftarium.lab.Origin;

/**
 * Opens the laboratories of lessons, one at a time: each closes the one before. Blocks, and throws
 * {@link io.raftarium.lab.LabException} where it cannot.
 */
public interface Rooms {
  /** A new one, whose nodes run and whose time stands still. */
  Lab open(Lesson lesson);

  /** One that begins with a moment, its time standing still. */
  Lab openFrom(Lesson lesson, Origin origin);
}
