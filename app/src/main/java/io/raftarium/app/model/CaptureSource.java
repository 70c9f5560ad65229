package io.raftarium.app.model;

import io.raftarium.lab.Lab;
import io.raftarium.observe.Capture;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Feed;
import io.raftarium.view.Invariant;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The one frame that a capture holds. */
public final class CaptureSource implements Source {
  private final Moment moment;

  /** Of a snapshot that was read. */
  public CaptureSource(Capture capture) {
    SortedMap<Integer, NodeStatus> processes = new TreeMap<>();
    capture
        .processes()
        .forEach((id, state) ->
            processes.put(
                id, new NodeStatus(id, state, 0, 0, 0, 0, Duration.ZERO, capture.server())));
    moment =
        new Moment(
            capture.cluster(),
            capture.server(),
            false,
            1,
            capture.takenAt(),
            new ClusterView(
                1,
                capture.takenAt(),
                capture.nodes(),
                capture.journal(),
                new Feed(Feed.State.LIVE, capture.takenAt(), Duration.ZERO, 0, null)),
            Collections.unmodifiableSortedMap(processes),
            capture.links(),
            capture.partition(),
            List.of(),
            List.of(),
            List.of(),
            0,
            0,
            1,
            true);
  }

  @Override
  public Moment moment() {
    return moment;
  }

  @Override
  public List<ClusterView> history() {
    return List.of(moment.view());
  }

  @Override
  public Moment at(ClusterView earlier) {
    return moment;
  }

  @Override
  public Moment at(Instant instant) {
    return moment;
  }

  @Override
  public Moment at(long number) {
    return moment;
  }

  @Override
  public List<Invariant> invariants() {
    return List.of();
  }

  @Override
  public SortedMap<String, String> rules() {
    return Collections.emptySortedMap();
  }

  @Override
  public Caption caption(Moment shown) {
    return new Caption("Capture of " + moment.title() + ", taken " + shown.at() + " · read-only");
  }

  @Override
  public Optional<Lab> lab() {
    return Optional.empty();
  }
}
