package io.raftarium.app.model;

import io.raftarium.lab.Lab;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Invariant;
import io.raftarium.view.Moment;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Frames of a running laboratory. */
public record LabSource(Lab laboratory) implements Source {
  @Override
  public Moment moment() {
    return new Moment(
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
  public List<ClusterView> history() {
    return laboratory.history();
  }

  /** Earlier rows without what nobody knows of that moment: processes, messages, rules. */
  @Override
  public Moment at(ClusterView earlier) {
    return new Moment(
        laboratory.name(),
        laboratory.database(),
        false,
        earlier,
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        List.of(),
        laboratory.events(),
        laboratory.submissions(),
        laboratory.clock().now(),
        laboratory.clock().speed(),
        true);
  }

  @Override
  public List<Invariant> invariants() {
    return laboratory.invariants();
  }

  @Override
  public SortedMap<String, String> rules() {
    return laboratory.rules();
  }

  @Override
  public Caption caption(ClusterView shown) {
    return new Caption("You look at the past · read-only");
  }

  @Override
  public Optional<Lab> lab() {
    return Optional.of(laboratory);
  }
}
