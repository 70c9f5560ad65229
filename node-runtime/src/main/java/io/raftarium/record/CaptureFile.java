package io.raftarium.record;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.view.KeyValue;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeView;
import io.raftarium.view.PeerView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes and reads {@code snapshot.json}; the names in it are those of the tables. */
public final class CaptureFile {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private CaptureFile() {}

  /** Writes a file; one that is there is replaced only by a whole one. */
  public static void write(Capture capture, Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path half = absolute.resolveSibling(absolute.getFileName() + ".part");
    Files.writeString(half, text(capture));
    Files.move(half, absolute, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads a file.
   *
   * @throws SavedFileException if it is no capture, damaged, or of a newer version
   */
  public static Capture read(Path file) throws IOException {
    return parse(
        String.valueOf(file.getFileName()),
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  /** The text of the file. */
  public static String text(Capture capture) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", Capture.FORMAT).put("version", Capture.VERSION);
    root.put("cluster", capture.cluster())
        .put("taken_at", capture.takenAt().toString())
        .put("server", capture.server());
    if (!capture.modified().isEmpty()) {
      root.put("modified", capture.modified());
    }
    ArrayNode nodes = root.putArray("nodes");
    capture.nodes().values().forEach(node -> write(node, nodes.addObject()));
    ArrayNode links = root.putArray("links");
    capture
        .links()
        .forEach((link, rule) ->
            write(rule, links.addObject().put("from", link.from()).put("to", link.to())));
    ObjectNode partition = root.putObject("partition");
    capture
        .partition()
        .forEach((group, members) -> members.forEach(partition.putArray(group)::add));
    ObjectNode processes = root.putObject("processes");
    capture.processes().forEach((id, state) -> processes.put(Integer.toString(id), state.name()));
    ArrayNode journal = root.putArray("journal");
    for (JournalEntry step : capture.journal()) {
      write(step, journal.addObject().put("node_id", step.nodeId()));
    }
    return JSON.writeValueAsString(root) + "\n";
  }

  /**
   * Reads the text of a file.
   *
   * @param name of the file, for messages
   */
  public static Capture parse(String name, String text) throws SavedFileException {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new SavedFileException(
          name + " is not a capture, or it is damaged: " + e.getOriginalMessage(), e);
    }
    if (!root.path("format").asString("").equals(Capture.FORMAT)) {
      throw new SavedFileException(
          name + " is not a capture of Raftarium: it does not name the format " + Capture.FORMAT);
    }
    int version = root.path("version").asInt(0);
    if (version > Capture.VERSION) {
      throw new SavedFileException(
          name
              + " has version "
              + version
              + " of the capture format; this Raftarium reads up to version "
              + Capture.VERSION
              + ". Open it with a newer one.");
    }
    return new CaptureParser(name).parse(root);
  }

  private static void write(NodeView node, ObjectNode json) {
    json.put("node_id", node.id())
        .put("version", node.version())
        .put("current_term", node.currentTerm())
        .put("voted_for", node.votedFor())
        .put("role", node.role().text())
        .put("leader_id", node.leaderId())
        .put("commit_index", node.commitIndex())
        .put("last_applied", node.lastApplied())
        .put("last_log_index", node.lastLogIndex())
        .put("last_log_term", node.lastLogTerm())
        .put("snapshot_index", node.snapshotIndex())
        .put("snapshot_term", node.snapshotTerm());
    node.voters().forEach(json.putArray("voters")::add);
    node.outgoing().forEach(json.putArray("outgoing")::add);
    node.learners().forEach(json.putArray("learners")::add);
    node.votesGranted().forEach(json.putArray("votes_granted")::add);
    node.votesRefused().forEach(json.putArray("votes_refused")::add);
    ArrayNode log = json.putArray("log");
    for (LogEntry entry : node.log()) {
      log.addObject()
          .put("log_index", entry.index())
          .put("term", entry.term())
          .put("kind", entry.kind())
          .set("command", entry.command());
    }
    ArrayNode peers = json.putArray("peers");
    for (PeerView peer : node.peers().values()) {
      peers
          .addObject()
          .put("peer_id", peer.peerId())
          .put("next_index", peer.nextIndex())
          .put("match_index", peer.matchIndex());
    }
    ArrayNode keyValues = json.putArray("kv");
    for (KeyValue held : node.keyValues().values()) {
      ObjectNode row = keyValues.addObject().put("key", held.key());
      row.set("value", held.value());
      row.put("log_index", held.logIndex());
    }
    ObjectNode pending = json.putObject("pending");
    node.pending().forEach(pending::put);
    JournalEntry step = node.lastStep();
    if (step == null) {
      json.putNull("last_step");
    } else {
      write(step, json.putObject("last_step"));
    }
    json.put("transfer_target", node.transferTarget())
        .put("config_index", node.configIndex())
        .put("incoming_index", node.incomingIndex())
        .put("incoming_chunk", node.incomingChunk());
    ObjectNode reads = json.putObject("reads");
    node.reads().forEach(reads::put);
  }

  private static void write(JournalEntry step, ObjectNode json) {
    json.put("version", step.version()).put("at", step.at().toString());
    json.set("event", step.event().body());
    json.set("actions", step.actions().body());
    step.rules().forEach(json.putArray("rules")::add);
    json.set("changed", step.changed().columns());
  }

  private static void write(LinkRule rule, ObjectNode json) {
    json.put("cut", rule.cut())
        .put("delay_ms", millis(rule.delay()))
        .put("jitter_ms", millis(rule.jitter()))
        .put("loss_percent", rule.lossPercent())
        .put("duplicate_percent", rule.duplicatePercent());
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
