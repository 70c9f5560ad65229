package io.raftarium.observe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A run of the simulator, step by step, as it wrote it down: to look at, from the first step to the
 * last.
 *
 * @param title what the run was, one sentence for a person
 * @param violated the name of the promise that the last step broke; null where none was
 * @param what the breach in words; null where there was none
 * @param views one for each step, oldest first; virtual time counts from 1970. The recording has no
 *     keys and values, no peers and no rules, so these are empty in the views
 */
public record Recording(
    String title, @Nullable String violated, @Nullable String what, List<ClusterView> views) {
  /** The file format's name. */
  public static final String FORMAT = "raftarium-simulation";

  /** The newest version of the format that this program reads. */
  public static final int VERSION = 1;

  /** Steps that are read at most: the last ones count, since a breach is at the end. */
  static final int MOST_STEPS = 10_000;

  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * Reads a file of JSON lines.
   *
   * @throws SnapshotFormatException if it is no recording, damaged, or of a newer version; it names
   *     the line
   */
  public static Recording read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      return read(name, lines);
    } catch (CharacterCodingException e) {
      throw new SnapshotFormatException(name + " is no recording: it is not text in UTF-8", e);
    }
  }

  /**
   * Reads the text of a file.
   *
   * @param name of the file, for messages
   */
  public static Recording parse(String name, String text) throws IOException {
    try (BufferedReader lines = new BufferedReader(new StringReader(text))) {
      return read(name, lines);
    }
  }

  private static Recording read(String name, BufferedReader lines) throws IOException {
    String first = lines.readLine();
    JsonNode head = first == null ? MissingNode.getInstance() : line(name, 1, first);
    if (!head.path("format").asString("").equals(FORMAT)) {
      throw new SnapshotFormatException(
          name
              + " is no recording of Raftarium: its first line does not name the format "
              + FORMAT);
    }
    int version = head.path("version").asInt(0);
    if (version > VERSION) {
      throw new SnapshotFormatException(
          name
              + " has version "
              + version
              + " of the recording format; this Raftarium reads up to version "
              + VERSION
              + ". Open it with a newer one.");
    }
    RecordedSteps steps = new RecordedSteps(name, MOST_STEPS);
    int number = 1;
    for (String text = lines.readLine(); text != null; text = lines.readLine()) {
      number++;
      if (!text.isBlank()) {
        steps.add(number, line(name, number, text));
      }
    }
    String violated = head.path("violated").asString("");
    String what = head.path("what").asString("");
    return new Recording(
        "Simulation of "
            + head.path("nodes").asInt(0)
            + " nodes, seed "
            + head.path("seed").asLong(0)
            + (violated.isEmpty() ? "" : ": " + violated + " broken"),
        violated.isEmpty() ? null : violated,
        what.isEmpty() ? null : what,
        steps.views());
  }

  private static JsonNode line(String name, int number, String text)
      throws SnapshotFormatException {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new SnapshotFormatException(
          name + ": line " + number + " is no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
