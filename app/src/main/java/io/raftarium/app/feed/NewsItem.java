package io.raftarium.app.feed;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.view.LabEvent;
import java.time.Instant;

/** Something that happened: a step of a node, or something that was done to the laboratory. */
public sealed interface NewsItem {
  /** When. */
  Instant at();

  /** A step that a node's journal holds. */
  record Step(JournalEntry entry) implements NewsItem {
    @Override
    public Instant at() {
      return entry.at();
    }
  }

  /** What the operator or the runtime did. */
  record Done(LabEvent event) implements NewsItem {
    @Override
    public Instant at() {
      return event.at();
    }
  }

  /** The cluster was replaced by a new one: nothing known before holds. */
  record NewCluster(Instant at) implements NewsItem {}
}
