package io.raftarium.lab;

import io.raftarium.database.ConnectionSource;
import io.raftarium.observe.ClusterObserver;
import io.raftarium.protocol.Changes;
import io.raftarium.protocol.ExactJson;
import io.raftarium.view.Invariant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Evaluates Raft's promises on the rows, in the background, while something changes. */
final class InvariantWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InvariantWatch.class);
  private static final Duration END_LIMIT = Duration.ofSeconds(6);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
  private static final JsonMapper JSON = ExactJson.MAPPER;

  /** On what a promise is checked. */
  private enum Basis {
    /** On the steps of the past, and on the rows too where a view has its name. */
    PAST,
    /** On the entries of all logs as they are. */
    ENTRIES,
    /** On the nodes' rows as they are. */
    NODES
  }

  private record Promise(String name, String text, Basis basis) {}

  private static final List<Promise> PROMISES =
      List.of(
          new Promise(Past.ELECTION_SAFETY, "No term has two leaders.", Basis.PAST),
          new Promise(
              Past.LEADER_APPEND_ONLY,
              "A leader never overwrites or deletes entries of its log.",
              Basis.PAST),
          new Promise(
              "log matching",
              "Where two logs have an entry of one index and term, they are the same up to it.",
              Basis.ENTRIES),
          new Promise(
              "leader completeness",
              "A leader has every entry that was committed before.",
              Basis.ENTRIES),
          new Promise(
              "state machine safety",
              "No two nodes have different entries committed at one index.",
              Basis.ENTRIES),
          new Promise(
              Past.COMMITTED_STAYS,
              "An entry that was committed once stays, and is the same on every node.",
              Basis.PAST),
          new Promise(Past.ONE_VOTE, "No node changes its vote within a term.", Basis.PAST),
          new Promise(Past.NEVER_BACK, "No term and no commit index ever goes back.", Basis.PAST),
          new Promise(
              "same state machine",
              "Nodes that have applied the same entries hold the same keys and values.",
              Basis.NODES),
          new Promise(
              "configurations",
              "The configuration changes one step at a time, and voters change jointly.",
              Basis.NODES),
          new Promise("row and log", "A node's row tells the truth about its log.", Basis.NODES),
          new Promise(
              "peers", "A leader counts on no entry that its peer does not have.", Basis.NODES));

  /** What one reading counted. */
  private record Counts(long nodes, long entries) {
    String words(Basis basis) {
      return basis == Basis.NODES
          ? Past.count(nodes, "node", "nodes")
          : Past.count(entries, "entry", "entries");
    }
  }

  private final ConnectionSource source;
  private final ClusterObserver observer;
  private final Thread thread;
  private volatile List<Invariant> newest = List.of();
  private volatile boolean forget = true;

  @SuppressWarnings("this-escape") // final, and the thread starts last
  InvariantWatch(ConnectionSource source, ClusterObserver observer) {
    this.source = source;
    this.observer = observer;
    this.thread = Thread.ofVirtual().name("invariants").start(this::run);
  }

  /** The newest evaluation. */
  List<Invariant> newest() {
    return newest;
  }

  /** The rows are those of a new cluster. */
  void reset() {
    forget = true;
    newest = List.of();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(END_LIMIT)) {
        LOG.warn("The thread that watches the promises does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Past past = new Past();
    long seen = -1;
    while (true) {
      try {
        long last = seen;
        if (!observer.await(LOOK_AGAIN, view -> view.number() != last)) {
          continue;
        }
        seen = observer.view().number();
        if (forget) {
          forget = false;
          past = new Past();
        }
        long begin = System.nanoTime();
        Counts counts = read(past);
        List<Invariant> evaluated = evaluate(past, counts);
        if (!forget) {
          newest = evaluated;
        }
        // Where the logs are long, it may take a tenth of one processor and no more.
        Duration rest = Duration.ofNanos(9 * (System.nanoTime() - begin));
        Thread.sleep(rest.compareTo(INTERVAL) > 0 ? rest : INTERVAL);
      } catch (InterruptedException e) {
        return;
      } catch (SQLException e) {
        LOG.debug("The invariants were not evaluated this time", e);
      }
    }
  }

  private static List<Invariant> evaluate(Past past, Counts counts) {
    List<Invariant> all = new ArrayList<>();
    for (Promise promise : PROMISES) {
      String breach = past.breach(promise.name);
      String checked =
          promise.basis == Basis.PAST ? past.checked(promise.name) : counts.words(promise.basis);
      all.add(new Invariant(promise.name, promise.text, breach == null, breach, checked));
    }
    return List.copyOf(all);
  }

  private Counts read(Past past) throws SQLException {
    try (Connection connection = source.open("raftarium invariants");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try (ResultSet rows =
          statement.executeQuery("select invariant, what from raft_check.violation")) {
        while (rows.next()) {
          past.breach(rows.getString(1), rows.getString(2));
        }
      }
      readCommitted(connection, past);
      readSteps(connection, past);
      readRows(connection, past);
      try (ResultSet row =
          statement.executeQuery(
              """
              select (select count(*) from raft.raft_state), (select count(*) from raft.raft_log)
              """)) {
        row.next();
        return new Counts(row.getLong(1), row.getLong(2));
      }
    }
  }

  private static List<Integer> nodes(Connection connection) throws SQLException {
    List<Integer> ids = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select node_id from raft.raft_state")) {
      while (rows.next()) {
        ids.add(rows.getInt(1));
      }
    }
    return ids;
  }

  private static void readCommitted(Connection connection, Past past) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select l.log_index, l.term
              from raft.raft_state s
              join raft.raft_log l on l.node_id = s.node_id
                                  and l.log_index > ? and l.log_index <= s.commit_index
             where s.node_id = ?
            """)) {
      for (int id : nodes(connection)) {
        query.setLong(1, past.commitIndex(id));
        query.setInt(2, id);
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            past.committed(id, rows.getLong(1), rows.getLong(2));
          }
        }
      }
    }
  }

  private static void readSteps(Connection connection, Past past) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select version, event ->> 'type' = 'Start', changed
              from raft.raft_journal
             where node_id = ? and version > ?
             order by version
            """)) {
      for (int id : nodes(connection)) {
        query.setInt(1, id);
        query.setLong(2, past.version(id));
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            Changes changed = new Changes(JSON.readTree(rows.getString(3)));
            past.step(id, rows.getLong(1), rows.getBoolean(2), changed);
          }
        }
      }
    }
  }

  private static void readRows(Connection connection, Past past) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select node_id, version, current_term, voted_for, role = 'leader'
                  from raft.raft_state
                """)) {
      while (rows.next()) {
        past.row(
            rows.getInt(1),
            rows.getLong(2),
            rows.getLong(3),
            rows.getObject(4, Integer.class),
            rows.getBoolean(5));
      }
    }
  }
}
