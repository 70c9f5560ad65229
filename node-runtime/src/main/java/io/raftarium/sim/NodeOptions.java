package io.raftarium.sim;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The options of a run's nodes, drawn from its seed.
 *
 * @param time whether events carry {@code at}
 * @param parallelAppend whether a leader writes its own disk while the followers write theirs
 * @param json as {@code raft.create_node} takes them
 */
record NodeOptions(
    long electionTimeout,
    long heartbeatInterval,
    boolean durableStateMachine,
    boolean time,
    boolean parallelAppend,
    String json) {
  /**
   * Draws them.
   *
   * @param journal whether the nodes write down their steps with the rules that ran
   */
  static NodeOptions draw(Dice dice, Set<Fault> faults, boolean journal) {
    long election = dice.pick(List.of(100L, 300L, 1000L));
    long heartbeat = Math.max(10, election / dice.pick(List.of(3L, 5L, 10L)));
    boolean durable = dice.chance(0.6);
    boolean snapshots = faults.contains(Fault.SNAPSHOT);
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("pre_vote", dice.chance(0.6));
    json.put("check_quorum", dice.chance(0.6));
    json.put("election_timeout_ms", election);
    json.put("heartbeat_interval_ms", heartbeat);
    json.put("max_append_entries", dice.pick(List.of(1L, 2L, 5L, 256L)));
    json.put("max_inflight", dice.pick(List.of(1L, 2L, 8L, 64L)));
    long threshold = dice.pick(List.of(0L, 10L, 50L, 1000L));
    json.put("snapshot_threshold", snapshots ? threshold : 0);
    json.put("snapshot_trailing", dice.pick(List.of(0L, 5L, 50L)));
    json.put("durable_state_machine", durable);
    json.put("session_timeout_ms", dice.pick(List.of(2_000L, 30_000L, 3_600_000L)));
    json.put("journal", journal ? "changes" : "off");
    boolean time = dice.chance(0.8);
    boolean parallel = dice.chance(0.5);
    json.put("parallel_append", parallel);
    return new NodeOptions(election, heartbeat, durable, time, parallel, json.toString());
  }
}
