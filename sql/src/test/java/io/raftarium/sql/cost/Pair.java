package io.raftarium.sql.cost;

import io.raftarium.sql.TestDatabase;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/** A leader and its only follower in a database of their own, with a log of some length. */
final class Pair implements AutoCloseable {
  private static final int LEADER = 1;
  private static final int FOLLOWER = 2;
  private static final int KEYS = 1_000;
  private static final int ENTRIES_A_MESSAGE = 5_000;

  private final DataSource database;
  private Steps steps;
  private long requests;

  private Pair(DataSource database) throws SQLException {
    this.database = database;
    this.steps = new Steps(database);
  }

  /** What one append took: server and client time of the three steps that commit it. */
  record Append(long server, long client) {}

  /**
   * Two nodes that hold this many entries, committed and applied; node 1 leads. Autovacuum keeps
   * away, so that a test says itself when statistics are fresh.
   */
  static Pair withLog(int entries) throws SQLException {
    Pair pair = new Pair(TestDatabase.migrated());
    for (String table : new String[] {"raft_log", "raft_state", "raft_kv", "raft_journal"}) {
      pair.steps.execute("alter table raft." + table + " set (autovacuum_enabled = false)");
    }
    for (int node : new int[] {LEADER, FOLLOWER}) {
      pair.steps.execute(
          String.format(
              Locale.ROOT,
              "select raft.create_node(%d, '{1,2}', '{}', '{\"snapshot_threshold\":0}')",
              node));
      pair.steps.step(node, Steps.event("Start"));
      pair.fill(node, entries);
    }
    pair.steps.settle(LEADER, Steps.event("ElectionTimeout"));
    return pair;
  }

  /** The log comes from an earlier leader, in large messages. */
  private void fill(int node, int entries) throws SQLException {
    for (int prev = 0; prev < entries; prev += ENTRIES_A_MESSAGE) {
      int last = Math.min(entries, prev + ENTRIES_A_MESSAGE);
      ObjectNode message = Steps.event("AppendEntries");
      message
          .put("id", "fill." + prev)
          .put("from", 3)
          .put("to", node)
          .put("term", 1)
          .put("prev_log_index", prev)
          .put("prev_log_term", prev == 0 ? 0 : 1)
          .put("leader_commit", last)
          .put("round", 1);
      ArrayNode batch = message.putArray("entries");
      for (int index = prev + 1; index <= last; index++) {
        ObjectNode command =
            batch.addObject().put("term", 1).put("kind", "command").putObject("command");
        command.put("op", "put").put("key", "key" + index % KEYS).put("value", index);
      }
      JsonNode answer = steps.step(node, message).result();
      if (!answer.path("send_rpc").path(0).path("success").asBoolean()) {
        throw new IllegalStateException("the log was not taken: " + answer);
      }
    }
  }

  /** One command: the leader's step, the follower's, and the leader's that answers "ok". */
  Append append() throws SQLException {
    requests++;
    Steps.Step taken =
        steps.step(
            LEADER,
            Steps.put("r" + requests, "key" + requests % KEYS, IntNode.valueOf((int) requests)));
    Steps.Step stored = steps.step(FOLLOWER, taken.result().path("send_rpc").path(0));
    Steps.Step answered = steps.step(LEADER, stored.result().path("send_rpc").path(0));
    if (!answered.result().path("replies").path(0).path("status").asString("").equals("ok")) {
      throw new IllegalStateException("the command was not answered: " + answered.result());
    }
    return new Append(
        taken.server() + stored.server() + answered.server(),
        taken.client() + stored.client() + answered.client());
  }

  /** As autovacuum would; plans made before are made anew. */
  void vacuum() throws SQLException {
    steps.execute("vacuum analyze");
    steps.close();
    steps = new Steps(database);
  }

  Steps steps() {
    return steps;
  }

  @Override
  public void close() throws SQLException {
    steps.close();
  }
}
