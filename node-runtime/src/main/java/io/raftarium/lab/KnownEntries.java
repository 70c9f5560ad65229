package io.raftarium.lab;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Rpc;
import io.raftarium.protocol.WholeEntry;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Log entries of all nodes, whoever was seen to hold them. Log Matching (section 5.3) makes them
 * one store: entries of one index and term are the same, and so are all before them.
 */
final class KnownEntries {
  /** An entry's place. */
  record Key(long index, long term) {}

  private final Map<Key, WholeEntry> entries = new HashMap<>();

  /** The term of the entry before each. */
  private final Map<Key, Long> before = new HashMap<>();

  private final Origin origin;
  private boolean looked;
  private boolean sessions;

  KnownEntries(Origin origin) {
    this.origin = origin;
    this.sessions = origin.stored().sessions();
    Stored.@Nullable Row last = null;
    for (Stored.Row row : origin.stored().entries()) {
      put(row.index(), row.entry());
      boolean follows =
          last != null && last.node() == row.node() && last.index() + 1 == row.index();
      if (row.index() == 1) {
        before.put(new Key(1, row.entry().term()), 0L);
      } else if (follows && last != null) {
        before.put(new Key(row.index(), row.entry().term()), last.entry().term());
      }
      last = row;
    }
    // The newest views hold the newest steps of those before them.
    ClusterView newer = null;
    for (ClusterView view : origin.earlier().reversed()) {
      if (newer == null || !covers(newer, view)) {
        view.journal().forEach(this::step);
        newer = view;
      }
    }
    origin.moment().view().journal().forEach(this::step);
    origin.moment().view().nodes().values().forEach(node -> log(node.log()));
  }

  /** Whether the journal of a view holds all steps of an earlier one's. */
  private static boolean covers(ClusterView newer, ClusterView older) {
    List<JournalEntry> steps = older.journal();
    if (steps.isEmpty()) {
      return true;
    }
    JournalEntry oldest = steps.getFirst();
    return !newer.journal().isEmpty() && !newer.journal().getFirst().at().isAfter(oldest.at());
  }

  private void step(JournalEntry step) {
    message(step.event());
    step.actions().sent().forEach(this::message);
  }

  private void message(Event event) {
    if (event instanceof Rpc.AppendEntries append && append.count() > 0) {
      long index = append.prevLogIndex();
      long term = append.prevLogTerm();
      for (WholeEntry entry : append.entries()) {
        index++;
        put(index, entry);
        before.put(new Key(index, entry.term()), term);
        term = entry.term();
      }
    }
  }

  private void log(List<LogEntry> log) {
    LogEntry last = null;
    for (LogEntry entry : log) {
      Key key = new Key(entry.index(), entry.term());
      if (!entries.containsKey(key)) {
        put(entry.index(), WholeEntry.of(entry));
      }
      if (entry.index() == 1) {
        before.put(key, 0L);
      } else if (last != null) {
        before.put(key, last.term());
      }
      last = entry;
    }
  }

  private void put(long index, WholeEntry entry) {
    entries.put(new Key(index, entry.term()), entry);
    sessions |= entry.registers() || entry.client() != null;
  }

  /** Whether any client session was ever seen. */
  boolean sessions() {
    return sessions;
  }

  @Nullable WholeEntry entry(long index, long term) {
    WholeEntry known = entries.get(new Key(index, term));
    if (known == null) {
      look();
      known = entries.get(new Key(index, term));
    }
    return known;
  }

  /** The term of the entry before one; null where nobody was seen to hold both. */
  @Nullable Long termBefore(long index, long term) {
    Long known = before.get(new Key(index, term));
    if (known == null) {
      look();
      known = before.get(new Key(index, term));
    }
    return known;
  }

  /** Looks through the logs of all earlier views, which takes a while where there are many. */
  private void look() {
    if (looked) {
      return;
    }
    looked = true;
    Map<Integer, List<LogEntry>> seen = new HashMap<>();
    for (ClusterView view : origin.earlier()) {
      for (NodeView node : view.nodes().values()) {
        List<LogEntry> last = seen.put(node.id(), node.log());
        log(last == null ? node.log() : unlike(node.log(), last));
      }
    }
  }

  /** The end of a log that another one does not have, and one entry before it. */
  private static List<LogEntry> unlike(List<LogEntry> log, List<LogEntry> other) {
    if (log.isEmpty() || other.isEmpty()) {
      return log;
    }
    int from = log.size() - 1;
    while (from >= 0) {
      long place = log.get(from).index() - other.getFirst().index();
      if (place >= 0 && place < other.size() && log.get(from).matches(other.get((int) place))) {
        break;
      }
      from--;
    }
    return log.subList(Math.max(0, from), log.size());
  }
}
