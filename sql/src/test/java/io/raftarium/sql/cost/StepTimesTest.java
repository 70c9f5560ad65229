package io.raftarium.sql.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.sql.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/** Measures what each kind of step takes and writes; the figures go to the measurement notes. */
class StepTimesTest {
  private static final int REPEATS = 200;
  private static final int BATCH = 64;

  /** What the steps of one kind took (ns) and wrote (bytes of write-ahead log). */
  private record Series(List<Long> server, List<Long> client, List<Long> wal) {
    Series() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  private final Map<String, Series> all = new LinkedHashMap<>();
  private int requests;

  @Test
  @Tag("soak")
  @Timeout(1800)
  void timesByKindOfStep() throws SQLException {
    try (Steps nodes = new Steps(TestDatabase.migrated())) {
      for (int node = 1; node <= 3; node++) {
        nodes.execute(
            String.format(
                Locale.ROOT,
                "select raft.create_node(%d, '{1,2,3}', '{}', '{\"snapshot_threshold\":0}')",
                node));
        nodes.settle(node, Steps.event("Start"));
      }
      nodes.settle(1, Steps.event("ElectionTimeout"));
      for (int key = 0; key < 1_000; key += 100) {
        nodes.settle(1, puts(100, key));
      }
      nodes.execute("vacuum analyze");
      for (int i = 0; i < REPEATS; i++) {
        round(nodes, Steps.event("HeartbeatTimeout"), "heartbeat");
        round(nodes, puts(1, i), "1 entry");
        if (i % 4 == 0) {
          round(nodes, puts(BATCH, i), BATCH + " entries");
        }
        round(nodes, read(), "read");
      }
      for (int i = 0; i < REPEATS / 10; i++) {
        measure(nodes, 1, Steps.event("TakeSnapshot"), "TakeSnapshot, 1000 keys");
        round(nodes, puts(1, i), "1 entry");
        nodes.settle(1, Steps.event("HeartbeatTimeout"));
        round(nodes, Steps.event("ElectionTimeout"), i % 3 + 1, "election");
        measure(nodes, (i + 1) % 3 + 1, Steps.event("Start"), "Start");
        nodes.settle(1, Steps.event("ElectionTimeout"));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "| %-42s | %6s | %14s | %8s | %17s | %8s | %9s |%n",
        "step",
        "steps",
        "function, ms",
        "p95",
        "with commit, ms",
        "p95",
        "WAL bytes");
    all.forEach((kind, series) ->
        System.out.printf(
            Locale.ROOT,
            "| %-42s | %6d | %14.2f | %8.2f | %17.2f | %8.2f | %9d |%n",
            kind,
            series.server.size(),
            part(series.server, 0.5) / 1e6,
            part(series.server, 0.95) / 1e6,
            part(series.client, 0.5) / 1e6,
            part(series.client, 0.95) / 1e6,
            part(series.wal, 0.5)));
    assertThat(all).hasSizeGreaterThan(10);
  }

  private void round(Steps nodes, JsonNode event, String name) throws SQLException {
    round(nodes, event, 1, name);
  }

  /** An event at a node and all that follows, each step under its type and the round's name. */
  private void round(Steps nodes, JsonNode event, int node, String name) throws SQLException {
    List<JsonNode> messages = new ArrayList<>();
    messages.add(measure(nodes, node, event, event.path("type").asString() + ", " + name));
    for (int i = 0; i < messages.size(); i++) {
      for (JsonNode message : messages.get(i).path("send_rpc")) {
        String kind = message.path("type").asString();
        int entries = message.path("entries").size();
        if (kind.equals("AppendEntries")) {
          kind +=
              entries == 0 ? ", empty" : ", " + entries + (entries == 1 ? " entry" : " entries");
        } else if (kind.equals("AppendEntriesReply")) {
          kind += ", " + name;
        } else if (message.path("pre_vote").asBoolean(false)) {
          kind += ", pre-vote";
        }
        messages.add(measure(nodes, message.path("to").asInt(), message, kind));
      }
    }
  }

  private JsonNode measure(Steps nodes, int node, JsonNode event, String kind) throws SQLException {
    long before = nodes.number("select pg_current_wal_insert_lsn() - '0/0'");
    Steps.Step step = nodes.step(node, event);
    long after = nodes.number("select pg_current_wal_insert_lsn() - '0/0'");
    boolean answers = !step.result().path("replies").isEmpty();
    boolean told = event.path("type").asString().endsWith("Reply");
    Series series =
        all.computeIfAbsent(answers && told ? kind + ", answers" : kind, k -> new Series());
    series.server.add(step.server());
    series.client.add(step.client());
    series.wal.add(after - before);
    return step.result();
  }

  private ObjectNode puts(int count, int key) {
    ObjectNode event = Steps.event("ClientRequest");
    ArrayNode batch = event.putArray("requests");
    for (int i = 0; i < count; i++) {
      batch
          .addObject()
          .put("request", "r" + ++requests)
          .putObject("command")
          .put("op", "put")
          .put("key", "key" + (key + i) % 1_000)
          .set("value", IntNode.valueOf(requests));
    }
    return event;
  }

  private ObjectNode read() {
    ObjectNode event = Steps.event("ClientRead");
    event
        .putArray("reads")
        .addObject()
        .put("request", "r" + ++requests)
        .putObject("query")
        .put("op", "get")
        .put("key", "key1");
    return event;
  }

  private static long part(List<Long> values, double part) {
    long[] sorted =
        LongStream.of(values.stream().mapToLong(Long::longValue).toArray()).sorted().toArray();
    return sorted[(int) (sorted.length * part)];
  }
}
