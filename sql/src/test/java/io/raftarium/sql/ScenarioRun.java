package io.raftarium.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries out the steps of one scenario within one transaction, which is rolled back afterwards.
 */
final class ScenarioRun {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final int MESSAGES_MAX = 10_000;

  private static final Set<String> EXPECTATIONS =
      Set.of(
          "sends",
          "answers",
          "answered",
          "took",
          "timers",
          "returns",
          "has",
          "knows",
          "rules",
          "waits");

  private final Connection connection;
  private final boolean checks;
  private final String journal;
  private final List<Taken> taken = new ArrayList<>();
  private final Map<Integer, JsonNode> lastResult = new TreeMap<>();
  private final ScenarioNetwork network = new ScenarioNetwork();
  private @Nullable SQLException error;
  private @Nullable Long clock;
  private int ids;

  ScenarioRun(Connection connection) {
    this(connection, true, "all");
  }

  /**
   * A run.
   *
   * @param checks whether what the scenario expects is looked at
   * @param journal the option of nodes whose scenario does not say
   */
  ScenarioRun(Connection connection, boolean checks, String journal) {
    this.connection = connection;
    this.checks = checks;
    this.journal = journal;
  }

  /**
   * An event that a node took.
   *
   * @param error the state of the error that it raised; empty for none
   * @param rules that ran, as far as they are journalled
   * @param durable whether the step waits for the disk
   * @param version of the row afterwards
   */
  record Taken(
      int node,
      JsonNode event,
      String error,
      JsonNode result,
      String rules,
      boolean durable,
      long version) {}

  /** All events so far. */
  List<Taken> taken() {
    return taken;
  }

  void run(Scenario scenario) throws SQLException {
    for (Scenario.Step step : scenario.steps()) {
      try {
        perform(step.text());
      } catch (AssertionError | RuntimeException | SQLException e) {
        throw new AssertionError(
            scenario.file().getFileName()
                + ":"
                + step.line()
                + ": "
                + step.text()
                + "\n"
                + e.getMessage(),
            e);
      }
    }
    nothingFailed();
  }

  private void perform(String text) throws SQLException {
    Words words = new Words(text);
    String subject = words.next();
    if (error != null && !text.contains(" fails ")) {
      nothingFailed();
    }
    switch (subject) {
      case "nodes" -> createNodes(words);
      case "node" -> createNode(Integer.parseInt(words.next()), words.fields());
      case "clock" -> setClock(words.next());
      case "network" -> moveMessages(words);
      default -> node(Integer.parseInt(subject), words);
    }
  }

  private void node(int node, Words words) throws SQLException {
    String verb = words.next();
    if (!checks && EXPECTATIONS.contains(verb)) {
      return;
    }
    switch (verb) {
      case "receives" ->
          receive(node, Events.event(words.next(), node, words.fields(), ++ids, clock));
      case "also-receives" ->
          receive(node, Events.event(words.next(), node, words.fields(), ++ids, clock), true);
      case "receives-raw" -> receive(node, Words.value(words.rest()));
      case "puts" ->
          receive(
              node, Events.puts(Integer.parseInt(words.next()), Integer.parseInt(words.next())));
      case "log" -> {
        receive(node, Events.log(words.next(), node, words.fields(), ++ids));
        network.forgetFrom(node);
      }
      case "fails" -> fails(words);
      case "sends" -> sends(node, words);
      case "answers" -> answers(node, words);
      case "answered" -> answered(node, words);
      case "took" -> took(node, words);
      case "waits" ->
          assertThat(taken.getLast().durable())
              .as("whether the step waits for the disk")
              .isEqualTo(words.next().equals("yes"));
      case "timers" -> assertThat(result(node).path("timers")).isEqualTo(words.fields());
      case "returns" -> matches(result(node), words.fields(), node);
      case "has" ->
          matches(
              row(node, "select to_jsonb(s) from raft.raft_state s where s.node_id = ?"),
              words.fields(),
              node);
      case "knows" -> {
        String peer = words.next();
        matches(
            row(
                node,
                "select to_jsonb(p) from raft.raft_peer p where p.node_id = ? and p.peer_id = "
                    + peer),
            words.fields(),
            node);
      }
      case "rules" -> {
        JsonNode rules =
            row(
                node,
                "select to_jsonb(j.rules) from raft.raft_journal j where j.node_id = ? order by j.version desc limit 1");
        for (String rule : words.rest().split("\\s+", -1)) {
          assertThat(rules.valueStream().map(JsonNode::asString)).contains(rule);
        }
      }
      default -> throw new IllegalArgumentException("a node does not know the verb " + verb);
    }
  }

  private void createNodes(Words words) throws SQLException {
    String ids = words.next();
    ObjectNode options = words.fields();
    ObjectNode fields = options.deepCopy();
    fields.set("voters", Words.value("[" + ids + "]"));
    for (String id : ids.split(",", -1)) {
      createNode(Integer.parseInt(id), fields);
    }
  }

  private void createNode(int node, ObjectNode fields) throws SQLException {
    ObjectNode options = fields.deepCopy();
    JsonNode voters = options.remove("voters");
    JsonNode learners = options.remove("learners");
    if (!options.has("journal")) {
      options.put("journal", journal);
    }
    execute(
        "select raft.create_node(?, ?::int[], ?::int[], ?::jsonb)",
        node,
        array(voters),
        learners == null ? "{}" : array(learners),
        options.toString());
    receive(node, Events.event("Start", node, JSON.objectNode(), ++ids, clock));
  }

  private static String array(JsonNode array) {
    return array.toString().replace('[', '{').replace(']', '}');
  }

  private void setClock(String time) {
    if (time.equals("none")) {
      clock = null;
    } else if (time.startsWith("+")) {
      clock = (clock == null ? 0 : clock) + Long.parseLong(time.substring(1));
    } else {
      clock = Long.parseLong(time);
    }
  }

  /** network delivers all | delivers 1->2 [count] | loses 1->2 | cuts 1->2 | heals. */
  private void moveMessages(Words words) throws SQLException {
    String verb = words.next();
    String link = words.hasNext() ? words.next() : ScenarioNetwork.ALL;
    switch (verb) {
      case "delivers" -> {
        boolean all = link.equals(ScenarioNetwork.ALL);
        int wanted = words.hasNext() ? Integer.parseInt(words.next()) : 1;
        int delivered = 0;
        for (JsonNode message = network.take(link);
            message != null;
            message = all || delivered < wanted ? network.take(link) : null) {
          deliver(message);
          delivered++;
          assertThat(delivered).as("messages that beget messages").isLessThan(MESSAGES_MAX);
        }
        assertThat(delivered)
            .as("messages delivered on %s", link)
            .isGreaterThanOrEqualTo(all ? 0 : wanted);
      }
      case "loses" -> network.lose(link);
      case "cuts" -> network.cut(link);
      case "heals" -> network.heal();
      default -> throw new IllegalArgumentException("the network does not know the verb " + verb);
    }
  }

  private void deliver(JsonNode message) throws SQLException {
    ObjectNode event = (ObjectNode) message.deepCopy();
    if (clock != null) {
      event.put("at", clock);
    }
    int to = event.path("to").asInt();
    if (query("select to_jsonb(count(*)) from raft.raft_state where node_id = ?", to).asInt()
        == 1) {
      receive(to, event);
      nothingFailed();
    }
  }

  private void receive(int node, JsonNode event) throws SQLException {
    receive(node, event, false);
  }

  /** A step by itself decides whether it waits for the disk, or along with those before it. */
  private void receive(int node, JsonNode event, boolean sameTransaction) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      if (!sameTransaction) {
        execute(
            "select set_config('raft.durable', '', true), set_config('synchronous_commit', 'on', true)");
      }
      JsonNode result =
          query("select raft.process_raft_event(?, ?::jsonb)", node, event.toString());
      lastResult.put(node, result);
      remember(node, event, result);
      result.path("send_rpc").forEach(network::send);
      connection.releaseSavepoint(before);
    } catch (SQLException e) {
      connection.rollback(before);
      error = e;
      taken.add(new Taken(node, event, e.getSQLState(), JSON.objectNode(), "", false, 0));
    }
  }

  private void remember(int node, JsonNode event, JsonNode result) throws SQLException {
    long version = result.path("version").asLong(0);
    JsonNode more =
        query(
            "select jsonb_build_object('durable', current_setting('synchronous_commit') = 'on', 'rules',"
                + " (select array_to_string(j.rules, ' ') from raft.raft_journal j where j.node_id = ? and j.version = ?))",
            node,
            version);
    taken.add(
        new Taken(
            node,
            event,
            "",
            result,
            more.path("rules").asString(""),
            more.path("durable").asBoolean(false),
            version));
  }

  private void fails(Words words) {
    SQLException raised = error;
    error = null;
    if (raised == null) {
      fail("the event was taken, an error was expected");
      return;
    }
    assertThat(raised.getSQLState()).as(raised.getMessage()).isEqualTo(words.next());
    if (words.hasNext()) {
      assertThat(raised.getMessage()).contains(words.rest());
    }
  }

  private void nothingFailed() {
    if (error != null) {
      throw new AssertionError(
          "an event raised " + error.getSQLState() + ": " + error.getMessage(), error);
    }
  }

  /** sends nothing [to=N] | sends TYPE key=value … | sends COUNT TYPE key=value …. */
  private void sends(int node, Words words) {
    String what = words.next();
    boolean counted = Character.isDigit(what.charAt(0));
    String type = counted ? words.next() : what;
    ObjectNode wanted = Events.shorthand(words.fields());
    if (!what.equals("nothing")) {
      wanted.put("type", type);
    }
    ArrayNode sent = (ArrayNode) result(node).path("send_rpc");
    long found = sent.valueStream().filter(message -> Events.matches(message, wanted)).count();
    if (what.equals("nothing")) {
      assertThat(found).as("messages sent: %s", sent).isZero();
    } else if (counted) {
      assertThat(found)
          .as("messages like %s among %s", wanted, sent)
          .isEqualTo(Long.parseLong(what));
    } else {
      assertThat(found).as("messages like %s among %s", wanted, sent).isPositive();
    }
  }

  private void answers(int node, Words words) {
    String request = words.next();
    ArrayNode replies = (ArrayNode) result(node).path("replies");
    if (request.equals("nothing")) {
      assertThat(replies).isEmpty();
      return;
    }
    ObjectNode wanted = words.fields();
    assertThat(
            replies
                .valueStream()
                .filter(reply -> reply.path("request").asString().equals(request))
                .filter(reply -> Events.matches(reply, wanted)))
        .as("answers to %s like %s among %s", request, wanted, replies)
        .hasSize(1);
  }

  /** One answer to the request, in whichever step so far. */
  private void answered(int node, Words words) throws SQLException {
    String request = words.next();
    ObjectNode wanted = words.fields();
    JsonNode replies =
        query(
            "select coalesce(jsonb_agg(r), '[]') from raft.raft_journal j,"
                + " jsonb_array_elements(j.actions -> 'replies') r where j.node_id = ? and r ->> 'request' = ?",
            node,
            request);
    assertThat(replies).as("answers so far to %s", request).hasSize(1);
    assertThat(Events.matches(replies.get(0), wanted))
        .as("%s in %s", wanted, replies.get(0))
        .isTrue();
  }

  /** So many events of a kind so far. */
  private void took(int node, Words words) throws SQLException {
    long wantedCount = Long.parseLong(words.next());
    String type = words.next();
    ObjectNode wanted = Events.shorthand(words.fields());
    JsonNode events =
        query(
            "select coalesce(jsonb_agg(j.event), '[]') from raft.raft_journal j"
                + " where j.node_id = ? and j.event ->> 'type' = ?",
            node,
            type);
    assertThat(events.valueStream().filter(event -> Events.matches(event, wanted)))
        .as("events %s like %s", type, wanted)
        .hasSize(Math.toIntExact(wantedCount));
  }

  private void matches(JsonNode row, ObjectNode fields, int node) throws SQLException {
    ObjectNode wanted = Events.shorthand(fields);
    JsonNode log = wanted.remove("log");
    JsonNode map = wanted.remove("kv");
    assertThat(Events.matches(row, wanted)).as("%s in %s", wanted, row).isTrue();
    if (log != null) {
      assertThat(
              query(
                  "select coalesce(jsonb_agg(l.term order by l.log_index), '[]') from raft.raft_log l where l.node_id = ?",
                  node))
          .isEqualTo(log);
    }
    if (map != null) {
      assertThat(
              query(
                  "select coalesce(jsonb_object_agg(k.key, k.value), '{}') from raft.raft_kv k where k.node_id = ?",
                  node))
          .isEqualTo(map);
    }
  }

  private JsonNode row(int node, String sql) throws SQLException {
    return query(sql, node);
  }

  private JsonNode result(int node) {
    JsonNode result = lastResult.get(node);
    if (result == null) {
      throw new IllegalArgumentException("node " + node + " has received nothing yet");
    }
    return result;
  }

  private void execute(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      statement.execute();
    }
  }

  private JsonNode query(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Words.value(row.getString(1)) : JSON.missingNode();
      }
    }
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  /**
   * The names of all rules that ran so far in this transaction; every journalled step must name
   * one.
   */
  List<String> rules() throws SQLException {
    assertThat(
            query(
                "select coalesce(jsonb_agg(j), '[]') from raft.raft_journal j where j.rules = '{}'"))
        .as("steps without a rule")
        .isEmpty();
    return query(
            "select coalesce(jsonb_agg(distinct r), '[]') from raft.raft_journal j, unnest(j.rules) r")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }
}
