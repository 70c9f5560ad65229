package io.raftarium.sim;

import io.raftarium.database.Steps;
import io.raftarium.database.Steps.Step;
import io.raftarium.promise.Promise;
import io.raftarium.promise.Promises;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Rpc;
import io.raftarium.protocol.StepResult;
import io.raftarium.record.LogChange;
import io.raftarium.view.NodeState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes steps through the one connection, several in one round trip, and many in one transaction:
 * PL/pgSQL makes its expressions ready once a transaction, which costs more than most steps.
 */
final class Stepper implements AutoCloseable {
  private static final JsonMapper JSON = ExactJson.MAPPER;

  /** Until a commit, every step leaves a version of the row behind that the next has to pass. */
  private static final int STEPS_PER_TRANSACTION = 64;

  /**
   * What a step answered and left.
   *
   * @param result the function's answer
   * @param rules names of the rules that ran, if they were asked for and the step changed something
   */
  record Outcome(
      Step step, StepResult result, NodeState row, List<LogChange> changes, List<String> rules) {
    /** What the promises are checked on. */
    Promises.Seen seen() {
      return new Promises.Seen(row, step.event(), changes, result.actions().replies());
    }
  }

  private final Connection connection;
  private final Steps<Outcome> steps;
  private final PreparedStatement state;
  private final PreparedStatement written;
  private final PreparedStatement losePower;
  private int uncommitted;

  /**
   * Prepares its statements.
   *
   * @param rules whether the nodes have a journal, and the outcomes tell its rules
   * @param disks whether the nodes' disks are watched: what is on them, and what only was committed
   */
  Stepper(Connection connection, boolean rules, boolean disks) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    steps =
        new Steps<>(
            connection,
            "select * from raft_check.steps(?::jsonb, " + rules + ")",
            Stepper::outcome);
    state =
        connection.prepareStatement(
            "select " + Rows.COLUMNS + " from raft.raft_state s where s.node_id = ?");
    written = connection.prepareStatement("select raft_check.written(?)::text");
    losePower = connection.prepareStatement("select raft_check.lose_power(?)");
    if (disks) {
      try (PreparedStatement watch =
          connection.prepareStatement("select raft_check.watch_disks()::text")) {
        watch.execute();
      }
    }
  }

  /** Takes steps of different nodes; they do not depend on each other. */
  List<Outcome> take(List<Step> batch) throws SQLException {
    if (uncommitted >= STEPS_PER_TRANSACTION) {
      connection.commit();
      uncommitted = 0;
    }
    uncommitted += batch.size();
    try {
      return steps.take(batch);
    } catch (SQLException e) {
      throw refused(batch, e);
    }
  }

  /** A node's row as it is. */
  NodeState row(int node) throws SQLException {
    state.setInt(1, node);
    try (ResultSet row = state.executeQuery()) {
      row.next();
      return Rows.state(row);
    }
  }

  /** All that a node committed is on its disk. */
  void written(int node) throws SQLException {
    written.setInt(1, node);
    written.execute();
  }

  /** What a node committed and its disk does not hold is gone; returns what its log lost. */
  List<LogChange> losePower(int node) throws SQLException {
    losePower.setInt(1, node);
    try (ResultSet row = losePower.executeQuery()) {
      row.next();
      return changes(row.getString(1));
    }
  }

  private static Outcome outcome(Step step, StepResult result, ResultSet row) throws SQLException {
    return new Outcome(
        step,
        result,
        Rows.state(row),
        changes(row.getString("changes")),
        rules(row.getString("rules")));
  }

  private static List<String> rules(@Nullable String names) {
    List<String> rules = new ArrayList<>();
    if (names != null) {
      JSON.readTree(names).forEach(name -> rules.add(name.stringValue()));
    }
    return rules;
  }

  private static List<LogChange> changes(String lines) {
    List<LogChange> changes = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      JsonNode change = JSON.readTree(line);
      int node = change.get(1).intValue();
      long index = change.get(2).longValue();
      changes.add(
          new LogChange(
              node,
              index,
              change.get(0).stringValue().equals("-")
                  ? null
                  : new LogEntry(
                      index,
                      change.get(3).longValue(),
                      change.get(4).stringValue(),
                      change.get(5))));
    }
    return changes;
  }

  /** No step of a simulation may be refused, so this is the run's end. */
  private static Violation refused(List<Step> batch, SQLException e) throws SQLException {
    if (Steps.lostBy(e)) {
      throw e;
    }
    String state = e.getSQLState();
    return new Violation(
        "RF003".equals(state) ? Promise.COMMITTED_STAYS : Promise.CONTRACT,
        String.format(
            Locale.ROOT,
            "%s: %s; refused was %s",
            state,
            words(e),
            batch.stream()
                .map(step ->
                    String.format(Locale.ROOT, "node %d's %s", step.node(), name(step.event())))
                .collect(Collectors.joining(" or "))));
  }

  /** A message is in the recording; what came otherwise is told as it is. */
  private static Object name(Event event) {
    return event instanceof Rpc rpc ? rpc.type() + " " + rpc.id() : event.body();
  }

  /** What the server said, without where in the function it was. */
  private static @Nullable String words(SQLException e) {
    ServerErrorMessage said =
        e instanceof PSQLException failure ? failure.getServerErrorMessage() : null;
    return said == null ? e.getMessage() : said.getMessage();
  }

  @Override
  public void close() throws SQLException {
    steps.close();
    state.close();
    written.close();
    losePower.close();
  }
}
