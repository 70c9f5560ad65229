package io.raftarium.record;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.StepResult;
import io.raftarium.view.NodeState;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a {@link Recording}: a first line that says what the run is, then a line for each step.
 */
public final class RecordingWriter implements AutoCloseable {
  private static final JsonMapper JSON = ExactJson.MAPPER;

  private final BufferedWriter out;

  /**
   * Begins a file.
   *
   * @param steps that the run takes at most
   * @param nodes voters that it begins with
   * @param violated the name of the promise that it breaks; null where none is
   * @param what the breach in words
   * @param rules that a step may name, each with its text
   */
  public RecordingWriter(
      Path file,
      long seed,
      long steps,
      int nodes,
      @Nullable String violated,
      @Nullable String what,
      SortedMap<String, String> rules)
      throws IOException {
    out = Files.newBufferedWriter(file);
    ObjectNode head = JSON.createObjectNode();
    head.put("format", Recording.FORMAT).put("version", Recording.VERSION);
    head.put("seed", seed).put("steps", steps).put("nodes", nodes);
    if (violated != null) {
      head.put("violated", violated).put("what", what);
    }
    ObjectNode texts = head.putObject("rules");
    rules.forEach(texts::put);
    line(head);
  }

  /**
   * A step.
   *
   * @param time virtual, ms
   * @param rules that ran; none where nothing changed
   * @param state what it left
   * @param log what it changed in the log, in order
   */
  public void step(
      long number,
      long time,
      Event event,
      StepResult result,
      List<String> rules,
      NodeState state,
      List<LogChange> log) {
    ObjectNode line = begun(number, time, state.id(), event);
    line.set("result", result.body());
    ArrayNode names = line.putArray("rules");
    rules.forEach(names::add);
    left(line, state, log);
  }

  /**
   * A node's server lost what its disk did not hold.
   *
   * @param number of the last step before it
   * @param state as the disk has it
   * @param log what the node's log lost, in order
   */
  public void lost(long number, long time, NodeState state, List<LogChange> log) {
    ObjectNode line = JSON.createObjectNode();
    line.put("step", number).put("time", time).put("node", state.id()).put("lost", true);
    left(line, state, log);
  }

  private void left(ObjectNode line, NodeState state, List<LogChange> log) {
    line.set("state", RecordedState.json(state));
    ArrayNode changes = line.putArray("log");
    for (LogChange change : log) {
      ObjectNode entry = changes.addObject().put("index", change.index());
      if (change.added() != null) {
        entry.put("term", change.added().term()).put("kind", change.added().kind());
        entry.set("command", change.added().command());
      }
    }
    line(line);
  }

  /** A last step, which the function refused. */
  public void refused(long number, long time, int node, Event event, String why) {
    line(begun(number, time, node, event).put("refused", why));
  }

  private static ObjectNode begun(long number, long time, int node, Event event) {
    ObjectNode line = JSON.createObjectNode();
    line.put("step", number).put("time", time).put("node", node);
    line.set("event", event.body());
    return line;
  }

  private void line(ObjectNode json) {
    try {
      out.write(json.toString());
      out.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
