package io.raftarium.remote;

import io.raftarium.protocol.ExactJson;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabTime;
import io.raftarium.view.Hold;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a node says of itself.
 *
 * @param process whether it runs: {@code running}, {@code paused}, {@code ended}, {@code failed}
 * @param role empty before its first step
 * @param leader who leads, as far as the node knows; 0 for nobody
 * @param lastStep how long its newest step took, the commit included
 * @param election the election timer; null where it does not run
 * @param heartbeat a leader's heartbeat timer; null where it does not run
 * @param links what happens to its messages on their way to peers, where that is not nothing
 * @param hold which of its messages stop on their links; null where none does
 * @param acts how many operators' acts since the program's start it shows, at least
 */
public record NodeReport(
    int node,
    String process,
    String role,
    long term,
    int leader,
    long commitIndex,
    long version,
    Duration lastStep,
    @Nullable Timer election,
    @Nullable Timer heartbeat,
    SortedMap<Integer, LinkRule> links,
    @Nullable Hold hold,
    long acts) {
  /**
   * A timer that runs.
   *
   * @param left until it fires
   * @param whole from its start
   */
  public record Timer(Duration left, Duration whole) {
    static @Nullable Timer of(@Nullable Countdown timer, LabTime now) {
      return timer == null
          ? null
          : new Timer(
              Duration.ofNanos(Math.max(0, timer.end().since(now))),
              Duration.ofNanos(timer.length()));
    }

    private static @Nullable Timer of(JsonNode json) {
      return json.isObject()
          ? new Timer(micros(json.path("left_us")), micros(json.path("whole_us")))
          : null;
    }

    private void put(ObjectNode json, String name) {
      json.putObject(name)
          .put("left_us", left.toNanos() / 1_000)
          .put("whole_us", whole.toNanos() / 1_000);
    }
  }

  public boolean leads() {
    return role.equals("leader");
  }

  /** As JSON, for programs. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("node", node).put("process", process).put("role", role).put("term", term);
    json.put("leader", leader).put("commit_index", commitIndex).put("version", version);
    json.put("last_step_us", lastStep.toNanos() / 1_000);
    json.put("acts", acts);
    if (election != null) {
      election.put(json, "election_timer");
    }
    if (heartbeat != null) {
      heartbeat.put(json, "heartbeat_timer");
    }
    if (hold != null) {
      ObjectNode held = json.putObject("hold");
      ArrayNode kinds = held.putArray("kinds");
      hold.kinds().forEach(kinds::add);
      ArrayNode to = held.putArray("to");
      hold.links().forEach(link -> to.add(link.to()));
    }
    ArrayNode rules = json.putArray("links");
    links.forEach((to, rule) ->
        rules
            .addObject()
            .put("to", to)
            .put("cut", rule.cut())
            .put("delay_us", rule.delay().toNanos() / 1_000)
            .put("jitter_us", rule.jitter().toNanos() / 1_000)
            .put("loss_percent", rule.lossPercent())
            .put("duplicate_percent", rule.duplicatePercent()));
    return json;
  }

  private static Duration micros(JsonNode json) {
    return Duration.ofNanos(json.asLong(0) * 1_000);
  }

  private static SortedMap<Integer, LinkRule> rules(JsonNode json) {
    TreeMap<Integer, LinkRule> rules = new TreeMap<>();
    for (JsonNode rule : json) {
      rules.put(
          rule.path("to").asInt(0),
          new LinkRule(
              rule.path("cut").asBoolean(false),
              micros(rule.path("delay_us")),
              micros(rule.path("jitter_us")),
              rule.path("loss_percent").asInt(0),
              rule.path("duplicate_percent").asInt(0)));
    }
    return Collections.unmodifiableSortedMap(rules);
  }

  private static @Nullable Hold hold(int node, JsonNode json) {
    if (!json.isObject()) {
      return null;
    }
    return Hold.of(
        json.path("kinds").valueStream().map(kind -> kind.asString("")).toList(),
        json.path("to").valueStream().map(to -> new Link(node, to.asInt(0))).toList());
  }

  static NodeReport of(String text) {
    JsonNode json = ExactJson.MAPPER.readTree(text);
    return new NodeReport(
        json.path("node").asInt(0),
        json.path("process").asString(""),
        json.path("role").asString(""),
        json.path("term").asLong(0),
        json.path("leader").asInt(0),
        json.path("commit_index").asLong(0),
        json.path("version").asLong(0),
        micros(json.path("last_step_us")),
        Timer.of(json.path("election_timer")),
        Timer.of(json.path("heartbeat_timer")),
        rules(json.path("links")),
        hold(json.path("node").asInt(0), json.path("hold")),
        json.path("acts").asLong(0));
  }
}
