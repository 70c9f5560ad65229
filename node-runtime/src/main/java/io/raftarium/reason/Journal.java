package io.raftarium.reason;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Role;
import io.raftarium.record.Happening.Read;
import io.raftarium.view.Sorted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Every journalled step that the views of a tape tell, by node, in the order of the versions. */
final class Journal {
  private final Map<Integer, List<JournalEntry>> byNode = new HashMap<>();

  /** Of views in their order. */
  Journal(Collection<Read> reads) {
    List<JournalEntry> before = List.of();
    for (Read read : reads) {
      List<JournalEntry> now = read.view().journal();
      fresh(before, now).forEach(this::add);
      before = now;
    }
  }

  /** The steps that a view has and the one before it had not: its last ones. */
  private static List<JournalEntry> fresh(List<JournalEntry> before, List<JournalEntry> now) {
    if (before.isEmpty() || now.isEmpty()) {
      return now;
    }
    JournalEntry known = before.getLast();
    for (int at = now.size() - 1; at >= 0; at--) {
      if (same(now.get(at), known)) {
        return now.subList(at + 1, now.size());
      }
    }
    Set<JournalEntry> all = new HashSet<>(before);
    return now.stream().filter(step -> !all.contains(step)).toList();
  }

  private static boolean same(JournalEntry one, JournalEntry other) {
    return one.version() == other.version()
        && one.nodeId() == other.nodeId()
        && one.at().equals(other.at());
  }

  /** A version that comes again is that of a server which lost what was not on its disk. */
  private void add(JournalEntry step) {
    List<JournalEntry> own = byNode.computeIfAbsent(step.nodeId(), ignored -> new ArrayList<>());
    while (!own.isEmpty() && own.getLast().version() >= step.version()) {
      own.removeLast();
    }
    own.add(step);
  }

  private List<JournalEntry> upTo(int node, long version) {
    List<JournalEntry> own = byNode.getOrDefault(node, List.of());
    return own.subList(0, Sorted.first(own, step -> step.version() > version));
  }

  /** The step that gave a node's row a version. */
  Optional<JournalEntry> at(int node, long version) {
    List<JournalEntry> own = upTo(node, version);
    return own.isEmpty() || own.getLast().version() != version
        ? Optional.empty()
        : Optional.of(own.getLast());
  }

  /** A node's newest step up to a version that fits. */
  Optional<JournalEntry> newest(int node, long version, Predicate<JournalEntry> fits) {
    for (JournalEntry step : upTo(node, version).reversed()) {
      if (fits.test(step)) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  /** A node's steps from a version to another one, both of them too, newest first. */
  List<JournalEntry> between(int node, long from, long to) {
    List<JournalEntry> own = upTo(node, to);
    return own.subList(Sorted.first(own, step -> step.version() >= from), own.size()).reversed();
  }

  /** The term that a node was in at a version; 0 where the journal does not tell. */
  long term(int node, long version) {
    return newest(node, version, Journal::changesTerm)
        .map(step -> step.changed().currentTerm(0))
        .orElse(0L);
  }

  /** Whom a node took for the leader at a version; 0 for nobody, or where nobody knows. */
  int leader(int node, long version) {
    return newest(node, version, step -> step.changed().leader())
        .map(step -> step.changed().leaderId(0))
        .orElse(0);
  }

  /** The role of a node at a version; null where the journal does not tell. */
  @Nullable Role role(int node, long version) {
    return newest(node, version, Journal::changesRole)
        .map(step -> step.changed().role())
        .orElse(null);
  }

  static boolean changesTerm(JournalEntry step) {
    return step.changed().currentTerm(-1) >= 0;
  }

  static boolean changesRole(JournalEntry step) {
    return step.changed().role() != null;
  }

  static boolean changesCommit(JournalEntry step) {
    return step.changed().commitIndex(-1) >= 0;
  }
}
