package io.raftarium.observe;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One row of {@code raft.raft_state}: the columns that others read. */
record StateRow(
    int id,
    long version,
    long currentTerm,
    @Nullable Integer votedFor,
    Role role,
    @Nullable Integer leaderId,
    long commitIndex,
    long lastApplied,
    long lastLogIndex,
    long lastLogTerm,
    long snapshotIndex,
    long snapshotTerm,
    List<Integer> voters,
    List<Integer> outgoing,
    List<Integer> learners,
    List<Integer> votesGranted,
    List<Integer> votesRefused,
    @Nullable Integer transferTarget,
    long configIndex,
    long incomingIndex,
    int incomingChunk,
    SortedMap<String, String> reads) {

  static final String SELECT =
      """
      select node_id, version, current_term, voted_for, role, leader_id, commit_index, last_applied,
             last_log_index, last_log_term, snapshot_index, snapshot_term, voters, outgoing, learners,
             votes_granted, votes_refused, transfer_target, config_index,
             coalesce(incoming_index, 0) as incoming_index, incoming_chunk,
             array(select r.request from raft.raft_read r where r.node_id = s.node_id order by r.request)
               as read_requests,
             array(select r.key from raft.raft_read r where r.node_id = s.node_id order by r.request)
               as read_keys,
             clock_timestamp() as read_at
        from raft.raft_state s
       order by node_id
      """;

  static StateRow of(ResultSet row) throws SQLException {
    return new StateRow(
        row.getInt("node_id"),
        row.getLong("version"),
        row.getLong("current_term"),
        row.getObject("voted_for", Integer.class),
        Role.of(row.getString("role")),
        row.getObject("leader_id", Integer.class),
        row.getLong("commit_index"),
        row.getLong("last_applied"),
        row.getLong("last_log_index"),
        row.getLong("last_log_term"),
        row.getLong("snapshot_index"),
        row.getLong("snapshot_term"),
        ids(row.getArray("voters")),
        ids(row.getArray("outgoing")),
        ids(row.getArray("learners")),
        ids(row.getArray("votes_granted")),
        ids(row.getArray("votes_refused")),
        row.getObject("transfer_target", Integer.class),
        row.getLong("config_index"),
        row.getLong("incoming_index"),
        row.getInt("incoming_chunk"),
        reads(row.getArray("read_requests"), row.getArray("read_keys")));
  }

  NodeView with(
      List<LogEntry> log,
      SortedMap<Integer, PeerView> peers,
      SortedMap<String, KeyValue> keyValues,
      SortedMap<String, Long> pending,
      @Nullable JournalEntry lastStep) {
    return new NodeView(
        id,
        version,
        currentTerm,
        votedFor,
        role,
        leaderId,
        commitIndex,
        lastApplied,
        lastLogIndex,
        lastLogTerm,
        snapshotIndex,
        snapshotTerm,
        voters,
        outgoing,
        learners,
        votesGranted,
        votesRefused,
        log,
        peers,
        keyValues,
        pending,
        lastStep,
        transferTarget,
        configIndex,
        incomingIndex,
        incomingChunk,
        reads);
  }

  /** What waits for a round: a step that only begins or ends one leaves the version as it is. */
  private static SortedMap<String, String> reads(Array requests, Array keys) throws SQLException {
    String[] request = (String[]) requests.getArray();
    String[] key = (String[]) keys.getArray();
    TreeMap<String, String> reads = new TreeMap<>();
    for (int i = 0; i < request.length; i++) {
      reads.put(request[i], key[i]);
    }
    return Collections.unmodifiableSortedMap(reads);
  }

  private static List<Integer> ids(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((Integer[]) array.getArray());
  }
}
