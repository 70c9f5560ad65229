package io.raftarium.lab;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.WholeEntry;
import io.raftarium.time.LabTime;
import io.raftarium.view.KeyValue;
import io.raftarium.view.NodeView;
import io.raftarium.view.PeerView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Writes the whole rows of nodes into a database. The state machine is not copied: the function's
 * own rules apply the log again, and what comes of it has to be what was seen.
 */
final class ImageRows {
  private final Connection connection;
  private final LabTime now;

  /**
   * Within a transaction.
   *
   * @param now the time of the laboratory's clock
   */
  ImageRows(Connection connection, LabTime now) {
    this.connection = connection;
    this.now = now;
  }

  /** The rows beside those that creating the node made. */
  void write(NodeImage image, List<JournalEntry> journal) throws SQLException {
    log(image);
    Stored.Snapshot snapshot = image.snapshot();
    if (snapshot != null) {
      snapshot(image.id(), snapshot);
    }
    state(image, NodeImage.transfer(journal, image.id()));
    apply(image);
    reads(image);
    journal(image, journal);
  }

  private void log(NodeImage image) throws SQLException {
    Map<Long, String> requests = new TreeMap<>();
    image.view().pending().forEach((request, index) -> requests.put(index, request));
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into raft.raft_log (node_id, log_index, term, kind, command, at, client, serial, request)
            values (?, ?, ?, ?, nullif(?::jsonb, 'null'), ?, ?, ?, ?)
            """)) {
      int waiting = 0;
      for (Map.Entry<Long, WholeEntry> each : image.log().entrySet()) {
        WholeEntry entry = each.getValue();
        insert.setInt(1, image.id());
        insert.setLong(2, each.getKey());
        insert.setLong(3, entry.term());
        insert.setString(4, entry.kind());
        insert.setString(5, entry.command().isMissingNode() ? "null" : entry.command().toString());
        insert.setObject(6, entry.at(), Types.BIGINT);
        insert.setObject(7, entry.client(), Types.BIGINT);
        insert.setObject(8, entry.serial(), Types.BIGINT);
        insert.setString(9, requests.get(each.getKey()));
        insert.addBatch();
        if (++waiting == 1_000) {
          insert.executeBatch();
          waiting = 0;
        }
      }
      insert.executeBatch();
    }
  }

  private void snapshot(int node, Stored.Snapshot snapshot) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into raft.raft_snapshot values (?, ?, ?, ?::jsonb, ?)")) {
      insert.setInt(1, node);
      insert.setLong(2, snapshot.index());
      insert.setLong(3, snapshot.term());
      insert.setString(4, snapshot.config().toString());
      insert.setLong(5, snapshot.logTime());
      insert.execute();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into raft.raft_snapshot_chunk values (?, ?, ?, ?::jsonb)")) {
      for (int i = 0; i < snapshot.chunks().size(); i++) {
        insert.setInt(1, node);
        insert.setLong(2, snapshot.index());
        insert.setInt(3, i);
        insert.setString(4, snapshot.chunks().get(i).toString());
        insert.execute();
      }
    }
  }

  private void state(NodeImage image, String transfer) throws SQLException {
    NodeView node = image.view();
    NodeImage.Counters counters = image.counters();
    boolean hands = node.state().underWay().transferTarget() != null;
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            update raft.raft_state s
               set current_term = ?, voted_for = ?, role = ?, leader_id = ?, commit_index = ?, last_applied = ?,
                   last_log_index = ?, last_log_term = ?, snapshot_index = ?, snapshot_term = ?,
                   voters = ?, outgoing = ?, learners = ?, votes_granted = ?, votes_refused = ?,
                   transfer_target = ?, transfer_request = ?, transfer_deadline = ?, transfer_term = ?,
                   version = ?, config_index = ?, noop_index = ?, heard_at = ?, log_start = ?, log_start_term = ?,
                   read_round = ?, incarnation = ?, steps = ?, generation = ?, rounds = ?, stored_index = ?,
                   peers = array(
                     -- Whose match is not known is sent one message at a time.
                     select row(p.peer_id, p.next_index, p.match_index, p.match_index = 0 and p.next_index > 1,
                                '{}', 0, null, 0, null, 0)::raft.peer
                       from jsonb_to_recordset(?::jsonb) p (peer_id int, next_index bigint, match_index bigint)
                      order by p.peer_id)
             where s.node_id = ?
            """)) {
      Parameters set = new Parameters(update);
      set.number(node.currentTerm());
      set.orNull(node.votedFor());
      set.text(node.role().text());
      set.orNull(node.leaderId());
      set.number(node.commitIndex());
      set.number(node.lastApplied());
      set.number(node.lastLogIndex());
      set.number(node.lastLogTerm());
      set.number(node.snapshotIndex());
      set.number(node.snapshotTerm());
      set.ids(node.voters());
      set.ids(node.outgoing());
      set.ids(node.learners());
      set.ids(granted(node));
      set.ids(node.votesRefused());
      set.orNull(node.state().underWay().transferTarget());
      set.text(hands ? transfer : null);
      set.longOrNull(hands ? millis() : null);
      set.number(hands ? node.currentTerm() : 0);
      set.number(node.version());
      set.number(configIndex(image));
      set.number(noopIndex(image));
      set.longOrNull(image.heardAt());
      set.number(image.logStart());
      set.number(image.logStartTerm());
      set.longOrNull(node.reads().isEmpty() ? null : counters.rounds());
      set.number(counters.incarnation());
      set.number(counters.steps());
      set.number(counters.steps() / 64);
      set.number(counters.rounds());
      set.number(node.lastLogIndex());
      set.text(peers(node));
      update.setInt(set.next(), node.id());
      update.executeUpdate();
    }
  }

  /** A recorded run does not tell the votes of a candidate: its own is sure. */
  private static List<Integer> granted(NodeView node) {
    boolean asks = node.role() == Role.CANDIDATE || node.role() == Role.PRE_CANDIDATE;
    boolean votes = node.state().config().all().contains(node.id());
    return asks && votes && node.votesGranted().isEmpty()
        ? List.of(node.id())
        : node.votesGranted();
  }

  private long millis() {
    return TimeUnit.NANOSECONDS.toMillis(now.nanos());
  }

  /** Where the configuration in force stands in the log. */
  private static long configIndex(NodeImage image) {
    return image.log().entrySet().stream()
        .filter(each -> each.getValue().kind().equals("config"))
        .mapToLong(Map.Entry::getKey)
        .max()
        .orElse(0);
  }

  /** A leader's own first entry. */
  private static long noopIndex(NodeImage image) {
    if (!image.view().state().isLeader()) {
      return 0;
    }
    return image.log().entrySet().stream()
        .filter(each -> each.getValue().term() == image.view().currentTerm())
        .mapToLong(Map.Entry::getKey)
        .findFirst()
        .orElse(0);
  }

  private static String peers(NodeView node) {
    ArrayNode peers = JsonNodeFactory.instance.arrayNode();
    if (node.state().isLeader()) {
      for (int id : node.state().config().all()) {
        if (id != node.id()) {
          PeerView seen = node.peers().get(id);
          peers
              .addObject()
              .put("peer_id", id)
              .put("next_index", seen == null ? node.lastLogIndex() + 1 : seen.nextIndex())
              .put("match_index", seen == null ? 0 : seen.matchIndex());
        }
      }
    }
    return peers.toString();
  }

  /** The function's rules apply what is committed, as they did. */
  private void apply(NodeImage image) throws SQLException {
    try (Statement apply = connection.createStatement()) {
      apply.execute(
          String.format(
              Locale.ROOT,
              """
              do $$
              declare
                v_step raft.step := raft.lock_node(%1$d);
              begin
                v_step.role := 'follower';
                v_step.snapshot_threshold := 0;
                v_step := raft.restore_snapshot(v_step);
                v_step.commit_index := v_step.last_applied;
                v_step.last_applied := v_step.snapshot_index;
                v_step := raft.apply_committed(v_step);
                update raft.raft_state s set log_time = v_step.log_time where s.node_id = %1$d;
              end
              $$
              """,
              image.id()));
    }
  }

  private void reads(NodeImage image) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into raft.raft_read (node_id, request, key, round) values (?, ?, ?, ?)")) {
      for (Map.Entry<String, String> read : image.view().reads().entrySet()) {
        insert.setInt(1, image.id());
        insert.setString(2, read.getKey());
        insert.setString(3, read.getValue());
        insert.setLong(4, image.counters().rounds());
        insert.execute();
      }
    }
  }

  /** The newest steps go along, so that the new laboratory can tell how it came to be. */
  private void journal(NodeImage image, List<JournalEntry> journal) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into raft.raft_journal values (?, ?, ?, ?::jsonb, ?::jsonb, ?, ?::jsonb)
            on conflict do nothing
            """)) {
      for (JournalEntry step : journal) {
        if (step.nodeId() == image.id() && step.version() <= image.view().version()) {
          insert.setInt(1, step.nodeId());
          insert.setLong(2, step.version());
          insert.setObject(3, step.at().atOffset(ZoneOffset.UTC));
          insert.setString(4, step.event().body().toString());
          insert.setString(5, step.actions().body().toString());
          insert.setArray(6, connection.createArrayOf("text", step.rules().toArray()));
          insert.setString(7, step.changed().columns().toString());
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  /**
   * Looks whether the rows are those that were seen, and keep what Raft promises.
   *
   * @param maps whether what was seen tells the state machines
   * @throws LabException with a sentence for a person where they do not
   */
  void check(Collection<NodeImage> images, boolean maps) throws SQLException {
    if (maps) {
      for (NodeImage image : images) {
        check(image.view());
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select invariant, what from raft_check.violation limit 1")) {
      if (row.next()) {
        throw new LabException(
            "The rows of this moment break what Raft promises ("
                + row.getString(1)
                + ": "
                + row.getString(2)
                + "): no laboratory can go on from them.");
      }
    }
  }

  private void check(NodeView seen) throws SQLException {
    TreeMap<String, KeyValue> made = new TreeMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select key, value, log_index from raft.raft_kv where node_id = ?")) {
      query.setInt(1, seen.id());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          String key = row.getString(1);
          made.put(
              key,
              new KeyValue(key, JsonMapper.shared().readTree(row.getString(2)), row.getLong(3)));
        }
      }
    }
    if (!made.equals(seen.keyValues())) {
      throw new LabException(
          "The log of node "
              + seen.id()
              + " as it is known does not lead to the keys and values that were seen: this moment"
              + " cannot be opened.");
    }
  }

  /** The parameters of a statement, one after the other. */
  private final class Parameters {
    private final PreparedStatement statement;
    private int last;

    Parameters(PreparedStatement statement) {
      this.statement = statement;
    }

    int next() {
      return ++last;
    }

    void number(long value) throws SQLException {
      statement.setLong(next(), value);
    }

    void text(@Nullable String value) throws SQLException {
      statement.setString(next(), value);
    }

    void orNull(@Nullable Integer value) throws SQLException {
      statement.setObject(next(), value, Types.INTEGER);
    }

    void longOrNull(@Nullable Long value) throws SQLException {
      statement.setObject(next(), value, Types.BIGINT);
    }

    void ids(Collection<Integer> ids) throws SQLException {
      statement.setArray(next(), connection.createArrayOf("int4", ids.toArray()));
    }
  }
}
