package io.raftarium.lab;

import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.WholeEntry;
import io.raftarium.view.NodeView;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * All rows of one node at a moment.
 *
 * @param view what is seen of them
 * @param bootstrap the configuration that it was created with
 * @param logStart its log holds what is above this index
 * @param logStartTerm whose term was this
 * @param log from there on, by index
 * @param snapshot null for none
 * @param counters what keeps its ids and rounds apart from those before
 * @param heardAt when it heard a leader last, by the laboratory's clock, ms; null for never
 */
record NodeImage(
    NodeView view,
    Configuration bootstrap,
    long logStart,
    long logStartTerm,
    SortedMap<Long, WholeEntry> log,
    Stored.@Nullable Snapshot snapshot,
    Counters counters,
    @Nullable Long heardAt) {
  /** The incarnation, the steps in it, and the newest round of messages. */
  record Counters(long incarnation, long steps, long rounds) {}

  NodeImage {
    log = Collections.unmodifiableSortedMap(log);
  }

  int id() {
    return view.id();
  }

  /** The request by which a leader was asked to hand over. */
  static String transfer(List<JournalEntry> journal, int node) {
    return journal.reversed().stream()
        .filter(step -> step.nodeId() == node)
        .map(JournalEntry::event)
        .filter(Event.TransferLeadership.class::isInstance)
        .map(event -> ((Event.TransferLeadership) event).request())
        .findFirst()
        .orElse("transfer");
  }
}
