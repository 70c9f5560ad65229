package io.raftarium.record;

import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.view.ClusterView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A run of the simulator, step by step, as earlier programs wrote it down.
 *
 * @param nodes how many voters the run began with
 * @param seed of the run
 * @param violated the name of the promise that the last step broke; null where none was
 * @param what the breach in words; null where there was none
 * @param rules the rules that a step may name, each with its text
 * @param steps one for each step, oldest first; at least one
 */
record StepRecording(
    int nodes,
    long seed,
    @Nullable String violated,
    @Nullable String what,
    SortedMap<String, String> rules,
    List<Step> steps) {
  /**
   * One step and what it left.
   *
   * @param view number: that of the step, from 1; virtual time counts from 1970. The recording has
   *     no keys and values and no peers, so these are empty in the views
   * @param taken the step itself, which the view's journal leaves out where it changed nothing
   */
  record Step(ClusterView view, JournalEntry taken) {}

  /** The file format's name. */
  static final String FORMAT = "raftarium-simulation";

  /** The newest version of the format that this program reads. */
  static final int VERSION = 1;

  /** Steps that are kept at most: the last ones count, since a breach is at the end. */
  static final int MOST_STEPS = 20_000;

  private static final int MOST_NODES = 9;
  private static final int LINES_BETWEEN_PROGRESS = 100;
  private static final JsonMapper JSON = ExactJson.MAPPER;

  /**
   * Reads a file of JSON lines.
   *
   * @param progress told now and then the share that is read, 0 to 1; what it throws ends the
   *     reading
   * @throws SavedFileException if it is no recording, damaged, or of a newer version; it names the
   *     line
   */
  static StepRecording read(Path file, DoubleConsumer progress) throws IOException {
    String name = String.valueOf(file.getFileName());
    try (SeekableByteChannel channel = Files.newByteChannel(file);
        BufferedReader lines =
            new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
      double size = Math.max(1, channel.size());
      return read(name, lines, () -> progress.accept(channel.position() / size));
    } catch (CharacterCodingException e) {
      throw new SavedFileException(name + " is no recording: it is not text in UTF-8", e);
    }
  }

  /**
   * Reads the text of a file.
   *
   * @param name of the file, for messages
   */
  static StepRecording parse(String name, String text) throws IOException {
    try (BufferedReader lines = new BufferedReader(new StringReader(text))) {
      return read(name, lines, () -> {});
    }
  }

  /** The same as what is written today. */
  Recording recording() {
    List<Ending.Broken> broken =
        violated == null
            ? List.of()
            : List.of(new Ending.Broken(violated, Objects.requireNonNullElse(what, "")));
    ClusterView last = steps.getLast().view();
    return new Recording(
        new Manifest(
            Manifest.Source.SIMULATION,
            "simulation, seed " + seed,
            "",
            Instant.EPOCH,
            nodes,
            seed,
            rules,
            Collections.emptySortedMap(),
            ""),
        SimulatedTape.of(steps, Long.MAX_VALUE),
        false,
        Optional.of(new Ending(last.at(), Collections.emptySortedMap(), broken, List.of())),
        steps.getFirst().view().number() == 1
            ? ""
            : "These are its newest " + steps.size() + " steps.");
  }

  /** Something to do between lines. */
  private interface Pause {
    void between() throws IOException;
  }

  private static StepRecording read(String name, BufferedReader lines, Pause pause)
      throws IOException {
    String text = lines.readLine();
    String next = lines.readLine();
    Head head = head(name, text == null ? MissingNode.getInstance() : line(name, 1, text, next));
    RecordedSteps steps = new RecordedSteps(name, head.nodes, MOST_STEPS);
    for (int number = 2; next != null; number++) {
      text = next;
      next = lines.readLine();
      if (!text.isBlank()) {
        steps.add(number, line(name, number, text, next));
      }
      if (number % LINES_BETWEEN_PROGRESS == 0) {
        pause.between();
      }
    }
    List<Step> read = steps.steps();
    if (read.isEmpty()) {
      throw new SavedFileException(
          name + " holds no step: it was cut off, or the run went wrong before its first one.");
    }
    return new StepRecording(head.nodes, head.seed, head.violated, head.what, head.rules, read);
  }

  /** The first line. */
  private record Head(
      int nodes,
      long seed,
      @Nullable String violated,
      @Nullable String what,
      SortedMap<String, String> rules) {}

  private static Head head(String name, JsonNode line) throws SavedFileException {
    if (!line.path("format").asString("").equals(FORMAT)) {
      throw new SavedFileException(
          name
              + " is no recording of Raftarium: its first line does not name the format "
              + FORMAT);
    }
    int version = line.path("version").asInt(0);
    if (version > VERSION) {
      throw new SavedFileException(
          name
              + " has version "
              + version
              + " of the recording format; this Raftarium reads up to version "
              + VERSION
              + ". Open it with a newer one.");
    }
    int nodes = line.path("nodes").asInt(0);
    if (nodes < 1 || nodes > MOST_NODES) {
      throw new SavedFileException(
          name + " is damaged: line 1: nodes must be a number from 1 to " + MOST_NODES);
    }
    TreeMap<String, String> rules = new TreeMap<>();
    line.path("rules").forEachEntry((rule, text) -> rules.put(rule, text.asString("")));
    String violated = line.path("violated").asString("");
    String what = line.path("what").asString("");
    return new Head(
        nodes,
        line.path("seed").asLong(0),
        violated.isEmpty() ? null : violated,
        what.isEmpty() ? null : what,
        Collections.unmodifiableSortedMap(rules));
  }

  private static JsonNode line(String name, int number, String text, @Nullable String next)
      throws SavedFileException {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new SavedFileException(
          next == null && number > 1
              ? name + " was cut off in line " + number + ", its last. Record the run again."
              : name + ": line " + number + " is no JSON: " + e.getOriginalMessage(),
          e);
    }
  }
}
