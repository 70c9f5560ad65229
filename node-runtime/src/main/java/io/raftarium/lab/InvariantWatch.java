package io.raftarium.lab;

import io.raftarium.node.ConnectionSource;
import io.raftarium.observe.ClusterObserver;
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
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
  private static final JsonMapper JSON = JsonMapper.shared();

  private record Promise(String name, String text) {}

  private static final List<Promise> PROMISES =
      List.of(
          new Promise(Past.ELECTION_SAFETY, "No term has two leaders."),
          new Promise(
              Past.LEADER_APPEND_ONLY, "A leader never overwrites or deletes entries of its log."),
          new Promise(
              Past.COMMITTED_STAYS,
              "An entry that was committed once stays, and is the same on every node."),
          new Promise(Past.ONE_VOTE, "No node changes its vote within a term."),
          new Promise(Past.NEVER_BACK, "No term and no commit index ever goes back."));

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
        read(past);
        List<Invariant> evaluated = evaluate(past);
        if (!forget) {
          newest = evaluated;
        }
        Thread.sleep(INTERVAL);
      } catch (InterruptedException e) {
        return;
      } catch (SQLException e) {
        LOG.debug("The invariants were not evaluated this time", e);
      }
    }
  }

  private static List<Invariant> evaluate(Past past) {
    List<Invariant> all = new ArrayList<>();
    for (Promise promise : PROMISES) {
      String breach = past.breach(promise.name);
      all.add(
          new Invariant(
              promise.name, promise.text, breach == null, breach, past.checked(promise.name)));
    }
    return List.copyOf(all);
  }

  private void read(Past past) throws SQLException {
    try (Connection connection = source.open("raftarium invariants");
        Statement transaction = connection.createStatement()) {
      transaction.execute("begin isolation level repeatable read, read only");
      readSteps(connection, past);
      transaction.execute("commit");
    }
  }

  private static void readSteps(Connection connection, Past past) throws SQLException {
    List<Integer> ids = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select node_id from raft.raft_state")) {
      while (rows.next()) {
        ids.add(rows.getInt(1));
      }
    }
    for (int id : ids) {
      try (PreparedStatement query =
          connection.prepareStatement(
              """
              select l.log_index, l.term
                from raft.raft_state s
                join raft.raft_log l on l.node_id = s.node_id
                                    and l.log_index > ? and l.log_index <= s.commit_index
               where s.node_id = ?
              """)) {
        query.setLong(1, past.commitIndex(id));
        query.setInt(2, id);
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            past.committed(id, rows.getLong(1), rows.getLong(2));
          }
        }
      }
      try (PreparedStatement query =
          connection.prepareStatement(
              """
              select version, event ->> 'type', changed
                from raft.raft_journal
               where node_id = ? and version > ?
               order by version
              """)) {
        query.setInt(1, id);
        query.setLong(2, past.version(id));
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            past.step(id, rows.getLong(1), rows.getString(2), JSON.readTree(rows.getString(3)));
          }
        }
      }
    }
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
