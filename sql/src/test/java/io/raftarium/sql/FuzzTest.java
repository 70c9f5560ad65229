package io.raftarium.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Bad events: each one works or raises RF001, RF002 or RF003, and none leaves a row half done. */
class FuzzTest {
  private static final long SEED = 20_140_619;
  private static final int EVENTS = 24_000;
  private static final int BATCH = 200;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * Takes events one by one and says of each what it raised, and after each whether the node's rows
   * still agree.
   */
  private static final String TRY_EVENTS =
      """
      create function pg_temp.try_events(p_node_id int, p_events text[]) returns table (at int, state text, message text)
      language plpgsql as $$
      declare
        v_before text;
        v_after  text;
        v_wrong  text;
      begin
        for i in 1 .. cardinality(p_events) loop
          at := i;
          state := 'ok';
          message := '';
          select s::text || (select count(*) from raft.raft_journal) into v_before
          from raft.raft_state s where s.node_id = p_node_id;
          begin
            perform raft.process_raft_event(p_node_id, p_events[i]::jsonb);
          exception when others then
            get stacked diagnostics state = returned_sqlstate, message = message_text;
          end;
          select s::text || (select count(*) from raft.raft_journal) into v_after
          from raft.raft_state s where s.node_id = p_node_id;
          if state <> 'ok' and v_before <> v_after then
            state := 'half done';
          end if;
          select s::text into v_wrong
          from raft.raft_state s
          where s.node_id = p_node_id and (
            s.last_log_index - s.log_start <> (select count(*) from raft.raft_log l where l.node_id = s.node_id)
            or s.last_log_index > s.log_start and (s.last_log_index, s.last_log_term) is distinct from (
              select (l.log_index, l.term) from raft.raft_log l where l.node_id = s.node_id order by l.log_index desc limit 1)
            or s.commit_index <> s.last_applied or s.commit_index > s.last_log_index
            or s.snapshot_index > s.commit_index or s.log_start > s.snapshot_index
            or (s.role = 'leader') <> (s.leader_id is not distinct from s.node_id)
            or s.role <> 'leader' and exists (select from raft.raft_peer p where p.node_id = s.node_id)
            or exists (select from raft.raft_peer p where p.node_id = s.node_id
                       and (p.match_index > s.last_log_index or p.next_index <= p.match_index
                            or p.next_index > s.last_log_index + 1)));
          if v_wrong is not null then
            state := 'rows disagree';
            message := v_wrong;
          end if;
          return next;
        end loop;
      end
      $$\
      """;

  private static final List<String> VALID =
      List.of(
          "{'type':'Start'}",
          "{'type':'ElectionTimeout'}",
          "{'type':'HeartbeatTimeout'}",
          "{'type':'TakeSnapshot'}",
          "{'type':'RequestVote','last_log_index':9,'last_log_term':3,'pre_vote':false,'transfer':true}",
          "{'type':'RequestVote','last_log_index':9,'last_log_term':3,'pre_vote':true}",
          "{'type':'RequestVoteReply','vote_term':3,'vote_granted':true,'pre_vote':false}",
          "{'type':'RequestVoteReply','vote_term':4,'vote_granted':true,'pre_vote':true}",
          "{'type':'AppendEntries','prev_log_index':0,'prev_log_term':0,'leader_commit':1,'round':4,'entries':["
              + "{'term':1,'kind':'noop','command':null,'at':5},"
              + "{'term':1,'kind':'command','command':{'op':'put','key':'a','value':[1]}},"
              + "{'term':1,'kind':'command','command':{'op':'append','key':'b','value':'x'},'client':1,'serial':2},"
              + "{'term':2,'kind':'config','command':{'voters':[1,2,3],'outgoing':[2],'learners':[4]}}]}",
          "{'type':'AppendEntries','prev_log_index':2,'prev_log_term':1,'leader_commit':2,'round':4,'entries':[]}",
          "{'type':'AppendEntriesReply','success':true,'match_index':1,'prev_log_index':1,'round':4}",
          "{'type':'AppendEntriesReply','success':false,'conflict_index':1,'conflict_term':1,'prev_log_index':1,'round':4}",
          "{'type':'InstallSnapshot','snapshot_index':3,'snapshot_term':2,'chunk':0,'done':true,'round':1,"
              + "'config':{'voters':[1,2],'outgoing':[],'learners':[3]},"
              + "'data':{'kv':[['a',1,2]],'sessions':[[1,2,{'status':'ok'},5]],'log_time':7}}",
          "{'type':'InstallSnapshotReply','snapshot_index':0,'next_chunk':1,'installed':true,'round':2}",
          "{'type':'TimeoutNow'}",
          "{'type':'ClientRequest','requests':[{'request':'a','command':{'op':'register'}},"
              + "{'request':'b','command':{'op':'cas','key':'a','expect':null,'value':{'x':1}}},"
              + "{'request':'c','command':{'op':'delete','key':'a'},'client':2,'serial':1}]}",
          "{'type':'ClientRead','reads':[{'request':'a','query':{'op':'get','key':'a'}}]}",
          "{'type':'ChangeConfig','request':'c','voters':[1,2,3],'learners':[4]}",
          "{'type':'TransferLeadership','request':'t','to':2}");

  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "1.5",
          "1e308",
          "-1e-30",
          "9007199254740991",
          "9007199254740992",
          "9223372036854775808",
          "2147483648",
          "'x'",
          "''",
          "'null'",
          "'0x10'",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "[1,1]",
          "[{}]",
          "{'a':{'b':[]}}",
          "{'voters':[0],'outgoing':[],'learners':[]}",
          "[-1]",
          "[2147483648]",
          "[1.5]",
          "{'op':'put','key':'k','value':null}",
          "{'op':'append','key':'a','value':7}",
          "'\\u20ac\\u0001'",
          "{'kv':[['a']]}",
          "{'kv':{}}",
          "{'sessions':[[1,2,3]]}",
          "{'sessions':[['a',1,1,1]]}");

  private final Random random = new Random(SEED);

  @Test
  void everyMutatedEventWorksOrIsRefused() throws SQLException {
    Map<String, Integer> outcomes = new TreeMap<>();
    try (Connection connection = TestDatabase.migrated().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TRY_EVENTS);
      for (int done = 0; done < EVENTS; done += BATCH) {
        connection.setAutoCommit(false);
        statement.execute(
            "select raft.create_node(1, " + voters() + ", '{}', '" + options() + "')");
        List<String> events = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
          events.add(event());
        }
        tryAll(connection, events, outcomes);
        connection.rollback();
      }
    }
    assertThat(outcomes.keySet())
        .as("seed %s: %s", SEED, outcomes)
        .isSubsetOf("ok", "RF001", "RF002", "RF003");
    assertThat(outcomes.getOrDefault("ok", 0)).isGreaterThan(EVENTS / 10);
    assertThat(outcomes.getOrDefault("RF001", 0)).isGreaterThan(EVENTS / 10);
  }

  private static void tryAll(
      Connection connection, List<String> events, Map<String, Integer> outcomes)
      throws SQLException {
    Array array = connection.createArrayOf("text", events.toArray());
    try (PreparedStatement statement =
        connection.prepareStatement("select * from pg_temp.try_events(1, ?)")) {
      statement.setArray(1, array);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String state = rows.getString("state");
          outcomes.merge(state, 1, Integer::sum);
          assertThat(state)
              .as(
                  "seed %s, event %s: %s",
                  SEED, events.get(rows.getInt("at") - 1), rows.getString("message"))
              .isIn("ok", "RF001", "RF002", "RF003");
        }
      }
    }
  }

  private String voters() {
    return random.nextInt(3) == 0 ? "'{1}'" : "'{1,2,3}'";
  }

  private String options() {
    return JSON.objectNode()
        .put("pre_vote", random.nextBoolean())
        .put("check_quorum", random.nextBoolean())
        .put("durable_state_machine", random.nextBoolean())
        .put("snapshot_threshold", random.nextInt(4))
        .put("snapshot_trailing", random.nextInt(3))
        .put("max_append_entries", 1 + random.nextInt(3))
        .put("journal", "all")
        .toString();
  }

  private String event() {
    if (random.nextInt(100) == 0) {
      return odd().toString();
    }
    ObjectNode event = (ObjectNode) json(VALID.get(random.nextInt(VALID.size())));
    String type = event.path("type").asString();
    if (type.endsWith("Reply")
        || List.of("RequestVote", "AppendEntries", "InstallSnapshot", "TimeoutNow")
            .contains(type)) {
      event
          .put("from", 2 + random.nextInt(2))
          .put("to", 1)
          .put("id", "f")
          .put("term", random.nextInt(6));
      if (event.has("vote_term")) {
        event.put(
            "vote_term", event.path("term").asInt() + (event.path("pre_vote").asBoolean() ? 1 : 0));
      }
    }
    if (random.nextBoolean()) {
      event.put("at", random.nextInt(5000));
    }
    for (int mutations = random.nextInt(3); mutations > 0; mutations--) {
      mutate(event);
    }
    return event.toString();
  }

  /**
   * Changes one place somewhere within: puts something odd there, takes it away, adds a field, or
   * nests it deeply.
   */
  private void mutate(JsonNode node) {
    if (node.isEmpty()) {
      return;
    }
    int which = random.nextInt(node.size());
    if (node instanceof ObjectNode object) {
      String name = List.copyOf(object.propertyNames()).get(which);
      JsonNode child = object.path(name);
      if (child.isContainer() && random.nextBoolean()) {
        mutate(child);
        return;
      }
      switch (random.nextInt(6)) {
        case 0 -> object.remove(name);
        case 1 -> object.set("f" + random.nextInt(), odd());
        case 2 -> object.set(name, deep(child, 1 + random.nextInt(200)));
        default -> object.set(name, odd());
      }
    } else if (node instanceof ArrayNode array) {
      JsonNode child = array.path(which);
      if (child.isContainer() && random.nextBoolean()) {
        mutate(child);
        return;
      }
      switch (random.nextInt(4)) {
        case 0 -> array.remove(which);
        case 1 -> array.add(child.deepCopy());
        default -> array.set(which, odd());
      }
    }
  }

  private JsonNode odd() {
    if (random.nextInt(40) == 0) {
      return JSON.stringNode("x".repeat(1 + random.nextInt(4000)));
    }
    return json(ODD.get(random.nextInt(ODD.size())));
  }

  private static JsonNode deep(JsonNode node, int levels) {
    JsonNode nested = node;
    for (int i = 0; i < levels; i++) {
      nested = i % 2 == 0 ? JSON.arrayNode().add(nested) : JSON.objectNode().set("d", nested);
    }
    return nested;
  }

  private static JsonNode json(String text) {
    return Words.value(text.replace('\'', '"'));
  }
}
