package io.raftarium.search;

import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.Role;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What of one image of a node a wish may speak of.
 *
 * @param start its log holds what is above this index
 * @param terms of the entries from there on
 * @param commands whether each is a client's command
 */
record NodeSeen(
    int node,
    Role role,
    long term,
    long commit,
    long last,
    long start,
    long startTerm,
    boolean preVote,
    Configuration config,
    List<Integer> granted,
    List<Long> terms,
    List<Boolean> commands) {

  static NodeSeen of(ResultSet row) throws SQLException {
    return new NodeSeen(
        row.getInt("node_id"),
        Role.of(row.getString("role")),
        row.getLong("current_term"),
        row.getLong("commit_index"),
        row.getLong("last_log_index"),
        row.getLong("log_start"),
        row.getLong("log_start_term"),
        row.getBoolean("pre_vote"),
        new Configuration(ids(row, "voters"), ids(row, "outgoing"), List.of()),
        ids(row, "votes_granted"),
        List.of((Long[]) array(row, "terms")),
        List.of((Boolean[]) array(row, "commands")));
  }

  private static List<Integer> ids(ResultSet row, String column) throws SQLException {
    return List.of((Integer[]) array(row, column));
  }

  private static Object array(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return array.getArray();
  }

  boolean leads() {
    return role == Role.LEADER;
  }

  /** Whether its log, or the snapshot before it, holds an entry; term 0 for one of any term. */
  boolean holds(long index, long wanted) {
    if (index < start || index > last) {
      return index < start;
    }
    long found = index == start ? startTerm : terms.get((int) (index - start - 1));
    return wanted == 0 || found == wanted;
  }

  /** The newest of its commands that it knows to be committed; 0 for none in its log. */
  long committedCommand() {
    for (long index = Math.min(commit, last); index > start; index--) {
      if (commands.get((int) (index - start - 1))) {
        return index;
      }
    }
    return 0;
  }

  long termAt(long index) {
    return index == start ? startTerm : terms.get((int) (index - start - 1));
  }

  /** How many votes beside its own it needs. */
  int votesNeeded() {
    return Math.max(needed(config.voters()), needed(config.outgoing()));
  }

  private int needed(List<Integer> voters) {
    return voters.isEmpty() ? 0 : voters.size() / 2 + 1 - (voters.contains(node) ? 1 : 0);
  }
}
