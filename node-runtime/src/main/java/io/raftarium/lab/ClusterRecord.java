package io.raftarium.lab;

import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a cluster is beside its rows: all that the next start needs to go on with it as it was.
 *
 * @param made when it began
 * @param options how its nodes were set up; data folder and seed are those of the running program,
 *     what is modified is what the database says
 * @param highestId the highest id that any of its nodes had
 * @param down nodes whose processes the operator had killed
 * @param paused nodes whose processes were frozen
 * @param links the rules of links that had one
 * @param partition the groups of the running partition
 * @param partitionCuts the links that the partition cut
 */
record ClusterRecord(
    Instant made,
    LabOptions options,
    int highestId,
    SortedSet<Integer> down,
    SortedSet<Integer> paused,
    SortedMap<Link, LinkRule> links,
    SortedMap<String, SortedSet<Integer>> partition,
    Set<Link> partitionCuts) {
  private static final int VERSION = 1;

  /** As it is kept. */
  String text() {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("version", VERSION).put("made", made.toString()).put("highest_id", highestId);
    root.putObject("options")
        .put("election_timeout_ms", options.electionTimeout().toMillis())
        .put("heartbeat_interval_ms", options.heartbeatInterval().toMillis())
        .put("link_delay_ns", options.linkDelay().toNanos())
        .put("pre_vote", options.preVote())
        .put("check_quorum", options.checkQuorum())
        .put("parallel_append", options.parallelAppend())
        .put("snapshot_threshold", options.snapshotThreshold())
        .put("snapshot_trailing", options.snapshotTrailing())
        .put("max_append_entries", options.mostEntries());
    down.forEach(root.putArray("down")::add);
    paused.forEach(root.putArray("paused")::add);
    ArrayNode rules = root.putArray("links");
    links.forEach((link, rule) ->
        rules
            .addObject()
            .put("from", link.from())
            .put("to", link.to())
            .put("cut", rule.cut())
            .put("delay_ns", rule.delay().toNanos())
            .put("jitter_ns", rule.jitter().toNanos())
            .put("loss_percent", rule.lossPercent())
            .put("duplicate_percent", rule.duplicatePercent()));
    ObjectNode groups = root.putObject("partition");
    partition.forEach((group, members) -> members.forEach(groups.putArray(group)::add));
    ArrayNode cuts = root.putArray("partition_cuts");
    new TreeSet<>(partitionCuts)
        .forEach(link -> cuts.addObject().put("from", link.from()).put("to", link.to()));
    return root.toString();
  }

  /**
   * Reads what was kept.
   *
   * @param running data folder, seed and what is modified
   * @throws LabException if another version of Raftarium wrote it
   */
  static ClusterRecord of(String text, LabOptions running) {
    try {
      JsonNode root = JsonMapper.shared().readTree(text);
      int version = root.path("version").asInt(0);
      if (version != VERSION) {
        throw new LabException(
            "The cluster in the data folder was kept by another version of Raftarium (its record has"
                + " version "
                + version
                + ", this one reads "
                + VERSION
                + "). Start the Raftarium that made it, or start this one with another data folder"
                + " (-Draftarium.data=FOLDER).");
      }
      JsonNode options = root.required("options");
      TreeMap<Link, LinkRule> links = new TreeMap<>();
      for (JsonNode rule : root.required("links")) {
        links.put(
            link(rule),
            new LinkRule(
                rule.required("cut").asBoolean(),
                Duration.ofNanos(rule.required("delay_ns").asLong()),
                Duration.ofNanos(rule.required("jitter_ns").asLong()),
                rule.required("loss_percent").asInt(),
                rule.required("duplicate_percent").asInt()));
      }
      TreeMap<String, SortedSet<Integer>> partition = new TreeMap<>();
      root.required("partition")
          .properties()
          .forEach(group -> partition.put(group.getKey(), ids(group.getValue())));
      TreeSet<Link> cuts = new TreeSet<>();
      root.required("partition_cuts").forEach(cut -> cuts.add(link(cut)));
      return new ClusterRecord(
          Instant.parse(root.required("made").asString()),
          new LabOptions(
              running.dataFolder(),
              new LabOptions.Timeouts(
                  Duration.ofMillis(options.required("election_timeout_ms").asLong()),
                  Duration.ofMillis(options.required("heartbeat_interval_ms").asLong())),
              Duration.ofNanos(options.required("link_delay_ns").asLong()),
              running.seed(),
              new LabOptions.Rules(
                  options.required("pre_vote").asBoolean(),
                  options.required("check_quorum").asBoolean(),
                  // Clusters made before there was the option waited for every disk in turn.
                  options.path("parallel_append").asBoolean(false)),
              new LabOptions.Snapshots(
                  options.required("snapshot_threshold").asLong(),
                  options.required("snapshot_trailing").asLong()),
              options.path("max_append_entries").asInt(LabOptions.MOST_ENTRIES),
              running.modified()),
          root.required("highest_id").asInt(),
          ids(root.required("down")),
          ids(root.required("paused")),
          Collections.unmodifiableSortedMap(links),
          Collections.unmodifiableSortedMap(partition),
          Collections.unmodifiableSet(cuts));
    } catch (JacksonException | DateTimeParseException | IllegalArgumentException e) {
      throw new LabException(
          "The record of the cluster in the data folder is damaged ("
              + e.getMessage()
              + "). Its rows are untouched. Start with another data folder"
              + " (-Draftarium.data=FOLDER) to go on.",
          e);
    }
  }

  /**
   * When the cluster of a record began, whatever the record's version; empty where it does not say.
   */
  static Optional<Instant> made(String text) {
    try {
      return Optional.of(
          Instant.parse(JsonMapper.shared().readTree(text).path("made").asString("")));
    } catch (JacksonException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Link link(JsonNode ends) {
    return new Link(ends.required("from").asInt(), ends.required("to").asInt());
  }

  private static SortedSet<Integer> ids(JsonNode array) {
    TreeSet<Integer> ids = new TreeSet<>();
    array.forEach(id -> ids.add(id.asInt()));
    return Collections.unmodifiableSortedSet(ids);
  }
}
