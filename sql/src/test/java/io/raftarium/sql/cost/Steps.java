package io.raftarium.sql.cost;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Carries events to the function over one connection and measures each step. */
final class Steps implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.shared();
  private static final int MESSAGES_MAX = 10_000;

  /**
   * One step.
   *
   * @param result what the function returned
   * @param server ns in the function, the commit not included
   * @param client ns from the call to the answer, the commit included
   */
  record Step(JsonNode result, long server, long client) {}

  private final Connection connection;
  private final PreparedStatement step;

  Steps(DataSource database) throws SQLException {
    connection = database.getConnection();
    step =
        connection.prepareStatement(
            """
            select clock_timestamp() as begun, raft.process_raft_event(?, ?::jsonb) as result,
                   clock_timestamp() as ended\
            """);
  }

  Connection connection() {
    return connection;
  }

  /** One event, one transaction. */
  Step step(int node, JsonNode event) throws SQLException {
    step.setInt(1, node);
    step.setString(2, event.toString());
    long begin = System.nanoTime();
    try (ResultSet row = step.executeQuery()) {
      long client = System.nanoTime() - begin;
      row.next();
      long server =
          1_000
              * ChronoUnit.MICROS.between(
                  row.getTimestamp("begun").toInstant(), row.getTimestamp("ended").toInstant());
      return new Step(JSON.readTree(row.getString("result")), server, client);
    }
  }

  /** One event, and every message that follows from it, each delivered once and in order. */
  void settle(int node, JsonNode event) throws SQLException {
    Deque<JsonNode> messages = new ArrayDeque<>();
    step(node, event).result().path("send_rpc").forEach(messages::add);
    for (int i = 0; !messages.isEmpty(); i++) {
      if (i == MESSAGES_MAX) {
        throw new IllegalStateException("the nodes do not come to rest: " + messages.peek());
      }
      JsonNode message = messages.remove();
      step(message.path("to").asInt(), message).result().path("send_rpc").forEach(messages::add);
    }
  }

  /** One row of numbers, by their column names. */
  Map<String, Long> numbers(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      Map<String, Long> numbers = new HashMap<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        numbers.put(row.getMetaData().getColumnLabel(i), row.getLong(i));
      }
      return numbers;
    }
  }

  /** The only number of a query. */
  long number(String sql) throws SQLException {
    return numbers(sql).values().iterator().next();
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static ObjectNode event(String type) {
    return JSON.createObjectNode().put("type", type);
  }

  static ObjectNode put(String request, String key, JsonNode value) {
    ObjectNode event = event("ClientRequest");
    ObjectNode command = event.putArray("requests").addObject().put("request", request);
    command.putObject("command").put("op", "put").put("key", key).set("value", value);
    return event;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
