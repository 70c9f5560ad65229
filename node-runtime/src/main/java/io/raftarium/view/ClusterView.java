package io.raftarium.view;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One moment of a cluster as the database tells it; immutable.
 *
 * @param number rises by one with every view that the observer publishes
 * @param at the moment of the database snapshot that it was read from
 * @param nodes by id
 * @param journal the newest steps of all nodes, oldest first, a bounded number
 */
public record ClusterView(
    long number,
    Instant at,
    SortedMap<Integer, NodeView> nodes,
    List<JournalEntry> journal,
    Feed feed) {

  /** What is known before anything was read. */
  public static final ClusterView NOTHING =
      new ClusterView(
          0,
          Instant.EPOCH,
          Collections.emptySortedMap(),
          List.of(),
          new Feed(Feed.State.CONNECTING, Instant.EPOCH, Duration.ZERO, 0, null));

  /** The leader of the highest term, or null: an older leader that is cut off does not count. */
  public @Nullable NodeView leader() {
    return nodes.values().stream()
        .filter(node -> node.role() == Role.LEADER)
        .max(Comparator.comparingLong(NodeView::currentTerm))
        .orElse(null);
  }

  /** The highest current term of any node; 0 where there is no node. */
  public long highestTerm() {
    return nodes.values().stream().mapToLong(NodeView::currentTerm).max().orElse(0);
  }

  /** The same rows under another feed status. */
  public ClusterView with(Feed newFeed) {
    return new ClusterView(number, at, nodes, journal, newFeed);
  }
}
