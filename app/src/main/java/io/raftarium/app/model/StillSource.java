package io.raftarium.app.model;

import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab;
import io.raftarium.promise.Kept;
import io.raftarium.record.Capture;
import io.raftarium.record.Happening;
import io.raftarium.record.Happening.Stamp;
import io.raftarium.record.Tape;
import io.raftarium.time.LabTime;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Feed;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One moment alone, that of a capture.
 *
 * @param tape that moment alone
 * @param caption what to tell of it
 * @param modified the ablation in the function; empty for Raft as it is
 */
public record StillSource(Moment moment, Tape tape, Caption caption, String modified)
    implements Source {
  /** Of one moment. */
  public StillSource(Moment moment, Caption caption) {
    this(moment, tape(moment), caption, "");
  }

  /** Of a capture that was read. */
  public static StillSource of(Capture capture) {
    SortedMap<Integer, NodeStatus> processes = new TreeMap<>();
    capture
        .processes()
        .forEach((id, state) ->
            processes.put(
                id, new NodeStatus(id, state, null, null, Duration.ZERO, capture.server())));
    Moment moment =
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
            LabTime.START,
            0,
            1,
            true);
    String words = Texts.of("Capture of {0}, taken {1} · read-only", moment.title(), moment.at());
    return new StillSource(moment, tape(moment), new Caption(words), capture.modified());
  }

  private static Tape tape(Moment moment) {
    Stamp stamp = new Stamp(1, moment.at(), moment.labNow(), moment.realNow());
    return Tape.of(List.of(new Happening.Read(stamp, moment.view())));
  }

  @Override
  public List<ClusterView> history() {
    return List.of(moment.view());
  }

  @Override
  public long numberOf(ClusterView view) {
    return moment.number();
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
  public List<Kept> promises() {
    return List.of();
  }

  @Override
  public SortedMap<String, String> rules() {
    return Collections.emptySortedMap();
  }

  @Override
  public Caption caption(Moment shown) {
    return caption;
  }

  @Override
  public Optional<Lab> lab() {
    return Optional.empty();
  }
}
