package io.raftarium.app.model;

import io.raftarium.lab.Lab;
import java.util.Optional;

/** Where frames come from: a running laboratory, or a snapshot file. */
public interface Source {
  /** The newest frame; never blocks. */
  Frame frame();

  /** The laboratory to act on; empty for a file. */
  Optional<Lab> lab();
}
