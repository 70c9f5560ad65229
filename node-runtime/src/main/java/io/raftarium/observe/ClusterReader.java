package io.raftarium.observe;

import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Changes;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
import io.raftarium.view.KeyValue;
import io.raftarium.view.NodeView;
import io.raftarium.view.PeerView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * Reads a cluster's rows in one database snapshot, and of them only what is newer than what is
 * known.
 *
 * <p>Nothing at or below a known commit index is read again: committed entries never change
 * (section 5.4). Where the journal does not tell every version since the known one, the node is
 * read whole.
 */
final class ClusterReader {
  /** Reads all of the log. */
  static final int WHOLE_LOG = Integer.MAX_VALUE;

  private static final int FIRST_STEPS = 50;
  private static final int MOST_STEPS = 500;
  private static final JsonMapper JSON = ExactJson.MAPPER;

  private final Connection connection;
  private final int logKept;
  private final int firstSteps;

  /**
   * What one reading found.
   *
   * @param at the moment of the database snapshot
   * @param changed whether anything differs from what was known
   * @param nodes every node; one that did not change is the known object
   * @param steps journalled steps newer than what was known, oldest first
   * @param caughtUp whether a node was new or had a gap, so that steps are missing or old
   */
  record Reading(
      Instant at,
      boolean changed,
      SortedMap<Integer, NodeView> nodes,
      List<JournalEntry> steps,
      boolean caughtUp) {}

  ClusterReader(Connection connection, int logKept) {
    this.connection = connection;
    this.logKept = logKept;
    this.firstSteps = logKept == WHOLE_LOG ? MOST_STEPS : FIRST_STEPS;
  }

  /** Reads in a transaction of its own. */
  Reading read(SortedMap<Integer, NodeView> known) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("begin isolation level repeatable read, read only");
      try {
        Reading reading = readRows(known);
        statement.execute("commit");
        return reading;
      } catch (SQLException | RuntimeException e) {
        if (!connection.isClosed()) {
          statement.execute("rollback");
        }
        throw e;
      }
    }
  }

  private Reading readRows(SortedMap<Integer, NodeView> known) throws SQLException {
    Instant at = Instant.now();
    TreeMap<Integer, NodeView> nodes = new TreeMap<>();
    Map<Integer, StateRow> changed = new LinkedHashMap<>();
    Map<Integer, NodeView> base = new LinkedHashMap<>();
    boolean readsDiffer = false;
    try (PreparedStatement query = connection.prepareStatement(StateRow.SELECT);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        at = rows.getObject("read_at", OffsetDateTime.class).toInstant();
        StateRow row = StateRow.of(rows);
        NodeView old = known.get(row.state().id());
        if (old != null && old.version() == row.state().version()) {
          boolean same = old.reads().equals(row.reads());
          nodes.put(
              row.state().id(),
              same
                  ? old
                  : row.with(
                      old.log(), old.peers(), old.keyValues(), old.pending(), old.lastStep()));
          readsDiffer |= !same;
        } else {
          changed.put(row.state().id(), row);
          if (old != null && old.version() < row.state().version()) {
            base.put(row.state().id(), old);
          }
        }
      }
    }
    if (changed.isEmpty()) {
      boolean differs = readsDiffer || !nodes.keySet().equals(known.keySet());
      return new Reading(at, differs, Collections.unmodifiableSortedMap(nodes), List.of(), false);
    }
    Map<Integer, List<JournalEntry>> steps = readSteps(changed, base);
    base.entrySet()
        .removeIf(entry ->
            !gapless(
                entry.getValue().version(),
                changed.get(entry.getKey()),
                steps.getOrDefault(entry.getKey(), List.of())));
    Map<Integer, List<LogEntry>> logs = readLogs(changed, base);
    Map<Integer, SortedMap<String, KeyValue>> keyValues = readKeyValues(changed, base, logs);
    Map<Integer, SortedMap<Integer, PeerView>> peers = readPeers(changed);
    Map<Integer, SortedMap<String, Long>> pending = readPending(changed);
    for (StateRow row : changed.values()) {
      int id = row.state().id();
      List<JournalEntry> own = steps.getOrDefault(id, List.of());
      NodeView old = base.get(id);
      nodes.put(
          id,
          row.with(
              logs.getOrDefault(id, List.of()),
              Collections.unmodifiableSortedMap(peers.getOrDefault(id, new TreeMap<>())),
              Collections.unmodifiableSortedMap(keyValues.getOrDefault(id, new TreeMap<>())),
              Collections.unmodifiableSortedMap(pending.getOrDefault(id, new TreeMap<>())),
              !own.isEmpty() ? own.getLast() : old == null ? null : old.lastStep()));
    }
    List<JournalEntry> newest =
        steps.values().stream()
            .flatMap(List::stream)
            .sorted(
                Comparator.comparing(JournalEntry::at)
                    .thenComparingInt(JournalEntry::nodeId)
                    .thenComparingLong(JournalEntry::version))
            .toList();
    return new Reading(
        at, true, Collections.unmodifiableSortedMap(nodes), newest, base.size() < changed.size());
  }

  /** Whether the journal holds each version after the known one, up to the row's. */
  private static boolean gapless(
      long knownVersion, @Nullable StateRow row, List<JournalEntry> steps) {
    return row != null
        && steps.size() == row.state().version() - knownVersion
        && steps.getFirst().version() == knownVersion + 1
        && steps.getLast().version() == row.state().version();
  }

  private Map<Integer, List<JournalEntry>> readSteps(
      Map<Integer, StateRow> changed, Map<Integer, NodeView> base) throws SQLException {
    Map<Integer, Long> after = new LinkedHashMap<>();
    for (StateRow row : changed.values()) {
      NodeView old = base.get(row.state().id());
      after.put(row.state().id(), old == null ? row.state().version() - firstSteps : old.version());
    }
    Map<Integer, List<JournalEntry>> steps = new LinkedHashMap<>();
    query(
        String.format(
            Locale.ROOT,
            """
            select j.node_id, j.version, j.at, j.event, j.actions, j.rules, j.changed
              from unnest(?::int[], ?::bigint[]) as k (node_id, after_version)
             cross join lateral (select *
                                   from raft.raft_journal
                                  where node_id = k.node_id and version > k.after_version
                                  order by version desc
                                  limit %d) as j
             order by j.node_id, j.version
            """,
            MOST_STEPS),
        after,
        row ->
            steps
                .computeIfAbsent(row.getInt(1), id -> new ArrayList<>())
                .add(
                    new JournalEntry(
                        row.getInt(1),
                        row.getLong(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        Event.of(json(row.getString(4))),
                        new Actions(json(row.getString(5))),
                        List.of((String[]) row.getArray(6).getArray()),
                        new Changes(json(row.getString(7))))));
    return steps;
  }

  private Map<Integer, List<LogEntry>> readLogs(
      Map<Integer, StateRow> changed, Map<Integer, NodeView> base) throws SQLException {
    Map<Integer, List<LogEntry>> logs = new LinkedHashMap<>();
    Map<Integer, Long> after = new LinkedHashMap<>();
    for (StateRow row : changed.values()) {
      NodeView old = base.get(row.state().id());
      // Log Matching (section 5.3): the same last index and term means the same log.
      if (old != null
          && old.lastLogIndex() == row.state().lastLogIndex()
          && old.lastLogTerm() == row.state().lastLogTerm()
          && old.snapshotIndex() == row.state().snapshotIndex()) {
        logs.put(row.state().id(), old.log());
        continue;
      }
      long from = logKept == WHOLE_LOG ? 0 : Math.max(0, row.state().lastLogIndex() - logKept);
      List<LogEntry> kept = new ArrayList<>();
      if (old != null
          && old.snapshotIndex() == row.state().snapshotIndex()
          && !old.log().isEmpty()) {
        long same = Math.min(old.commitIndex(), row.state().lastLogIndex());
        long first = from;
        old.log().stream()
            .filter(entry -> entry.index() > first && entry.index() <= same)
            .forEach(kept::add);
        from = kept.isEmpty() ? from : same;
      }
      logs.put(row.state().id(), kept);
      after.put(row.state().id(), from);
    }
    query(
        """
        select l.node_id, l.log_index, l.term, l.kind, l.command
          from unnest(?::int[], ?::bigint[]) as k (node_id, after_index)
          join raft.raft_log l on l.node_id = k.node_id and l.log_index > k.after_index
         order by l.node_id, l.log_index
        """,
        after,
        row -> {
          int id = row.getInt(1);
          long index = row.getLong(2);
          long term = row.getLong(3);
          NodeView old = base.get(id);
          LogEntry same = old == null ? null : old.entry(index);
          logs.getOrDefault(id, new ArrayList<>())
              .add(
                  same != null && same.term() == term
                      ? same
                      : new LogEntry(index, term, row.getString(4), json(row.getString(5))));
        });
    logs.replaceAll((id, log) -> List.copyOf(log));
    return logs;
  }

  private Map<Integer, SortedMap<String, KeyValue>> readKeyValues(
      Map<Integer, StateRow> changed,
      Map<Integer, NodeView> base,
      Map<Integer, List<LogEntry>> logs)
      throws SQLException {
    Map<Integer, SortedMap<String, KeyValue>> maps = new LinkedHashMap<>();
    Map<Integer, Long> after = new LinkedHashMap<>();
    for (StateRow row : changed.values()) {
      NodeView old = base.get(row.state().id());
      if (old != null && onlyPuts(old, row, logs.getOrDefault(row.state().id(), List.of()))) {
        maps.put(row.state().id(), new TreeMap<>(old.keyValues()));
        if (old.lastApplied() != row.state().lastApplied()) {
          after.put(row.state().id(), old.lastApplied());
        }
      } else {
        maps.put(row.state().id(), new TreeMap<>());
        after.put(row.state().id(), -1L);
      }
    }
    query(
        """
        select s.node_id, s.key, s.value, s.log_index
          from unnest(?::int[], ?::bigint[]) as k (node_id, after_index)
          join raft.raft_kv s on s.node_id = k.node_id and s.log_index > k.after_index
        """,
        after,
        row ->
            maps.getOrDefault(row.getInt(1), new TreeMap<>())
                .put(
                    row.getString(2),
                    new KeyValue(row.getString(2), json(row.getString(3)), row.getLong(4))));
    return maps;
  }

  /** Whether every entry applied since is known and none took a key away. */
  private static boolean onlyPuts(NodeView old, StateRow row, List<LogEntry> log) {
    if (row.state().lastApplied() < old.lastApplied()
        || row.state().snapshotIndex() != old.snapshotIndex()) {
      return false;
    }
    long applied = row.state().lastApplied() - old.lastApplied();
    return applied
        == log.stream()
            .filter(entry ->
                entry.index() > old.lastApplied() && entry.index() <= row.state().lastApplied())
            .filter(entry -> new Command(entry.command()).op() != Command.Op.DELETE)
            .count();
  }

  private Map<Integer, SortedMap<Integer, PeerView>> readPeers(Map<Integer, StateRow> changed)
      throws SQLException {
    Map<Integer, SortedMap<Integer, PeerView>> peers = new LinkedHashMap<>();
    query(
        """
        select p.node_id, p.peer_id, p.next_index, p.match_index
          from unnest(?::int[], ?::bigint[]) as k (node_id, term)
          join raft.raft_peer p using (node_id)
        """,
        leaders(changed),
        row ->
            peers
                .computeIfAbsent(row.getInt(1), id -> new TreeMap<>())
                .put(row.getInt(2), new PeerView(row.getInt(2), row.getLong(3), row.getLong(4))));
    return peers;
  }

  private Map<Integer, SortedMap<String, Long>> readPending(Map<Integer, StateRow> changed)
      throws SQLException {
    Map<Integer, SortedMap<String, Long>> pending = new LinkedHashMap<>();
    query(
        """
        select p.node_id, p.request, p.log_index
          from unnest(?::int[], ?::bigint[]) as k (node_id, term)
          join raft.raft_pending p using (node_id)
        """,
        leaders(changed),
        row ->
            pending
                .computeIfAbsent(row.getInt(1), id -> new TreeMap<>())
                .put(row.getString(2), row.getLong(3)));
    return pending;
  }

  private static Map<Integer, Long> leaders(Map<Integer, StateRow> changed) {
    Map<Integer, Long> leaders = new LinkedHashMap<>();
    for (StateRow row : changed.values()) {
      if (row.state().role() == Role.LEADER) {
        leaders.put(row.state().id(), row.state().currentTerm());
      }
    }
    return leaders;
  }

  @FunctionalInterface
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /** Runs a query whose parameters are node ids and a number for each; not at all without nodes. */
  private void query(String sql, Map<Integer, Long> numbers, RowReader reader) throws SQLException {
    if (numbers.isEmpty()) {
      return;
    }
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, connection.createArrayOf("int4", numbers.keySet().toArray()));
      query.setArray(2, connection.createArrayOf("int8", numbers.values().toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }

  private static JsonNode json(@Nullable String text) {
    return text == null ? NullNode.getInstance() : JSON.readTree(text);
  }
}
