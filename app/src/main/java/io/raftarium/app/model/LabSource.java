package io.raftarium.app.model;

import io.raftarium.lab.Lab;
import java.util.Optional;

/** Frames of a running laboratory. */
public record LabSource(Lab laboratory) implements Source {
  @Override
  public Frame frame() {
    return new Frame(
        laboratory.name(),
        laboratory.database(),
        true,
        laboratory.view(),
        laboratory.processes(),
        laboratory.links().all(),
        laboratory.partition(),
        laboratory.wire(),
        laboratory.events(),
        laboratory.submissions(),
        laboratory.clock().now(),
        laboratory.clock().speed(),
        laboratory.clock().paused());
  }

  @Override
  public Optional<Lab> lab() {
    return Optional.of(laboratory);
  }
}
