package io.raftarium.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What runs of the simulator came to, as it is kept in a file, so that those of many machines can
 * be put together.
 *
 * @param ranges of seeds that were to be run, in order
 * @param finished runs that came to their end and kept every promise
 * @param undecided those of them whose history could not be decided in time
 * @param seconds that it took, all machines together
 */
record SimulationSummary(
    List<Range> ranges,
    long finished,
    long steps,
    long undecided,
    double seconds,
    List<Found> found) {
  private static final String FORMAT = "raftarium-simulation";

  /** Seeds one after the other. */
  record Range(long first, long count) {
    long end() {
      return first + count;
    }
  }

  /**
   * A promise that was broken.
   *
   * @param again the command that shows it again
   */
  record Found(long seed, String promise, String what, String again) {}

  long seeds() {
    return ranges.stream().mapToLong(Range::count).sum();
  }

  /** Exit code: a broken promise, an undecided history, runs that did not end, or none of it. */
  int code() {
    if (!found.isEmpty()) {
      return 1;
    }
    return undecided > 0 ? 3 : finished < seeds() ? 1 : 0;
  }

  String text() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("format", FORMAT).put("version", 1);
    ArrayNode all = json.putArray("seeds");
    ranges.forEach(
        range -> all.addObject().put("first", range.first()).put("count", range.count()));
    json.put("finished", finished).put("steps", steps).put("undecided", undecided);
    json.put("seconds", seconds);
    ArrayNode broken = json.putArray("violations");
    found.forEach(one ->
        broken
            .addObject()
            .put("seed", one.seed())
            .put("promise", one.promise())
            .put("what", one.what())
            .put("again", one.again()));
    return json.toPrettyString() + "\n";
  }

  /** Reads one; what is none is told with its name. */
  static SimulationSummary read(Path file) throws IOException {
    JsonNode json;
    try {
      json = JsonMapper.shared().readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw new IOException(file + " is no JSON", e);
    }
    if (!json.path("format").asString("").equals(FORMAT) || json.path("version").asInt(0) != 1) {
      throw new IOException(file + " is no report of raftarium-node simulate");
    }
    List<Range> ranges = new ArrayList<>();
    for (JsonNode range : json.path("seeds")) {
      ranges.add(new Range(range.path("first").asLong(0), range.path("count").asLong(0)));
    }
    List<Found> found = new ArrayList<>();
    for (JsonNode one : json.path("violations")) {
      found.add(
          new Found(
              one.path("seed").asLong(0),
              one.path("promise").asString(""),
              one.path("what").asString(""),
              one.path("again").asString("")));
    }
    return new SimulationSummary(
        ranges,
        json.path("finished").asLong(0),
        json.path("steps").asLong(0),
        json.path("undecided").asLong(0),
        json.path("seconds").asDouble(0),
        found);
  }

  /**
   * Puts several together.
   *
   * @throws IllegalArgumentException where a seed is in two of them: its run would count twice
   */
  static SimulationSummary merged(List<SimulationSummary> all) {
    List<Range> ranges =
        all.stream()
            .flatMap(one -> one.ranges().stream())
            .sorted(Comparator.comparingLong(Range::first))
            .toList();
    List<Range> joined = new ArrayList<>();
    for (Range range : ranges) {
      Range last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && range.first() < last.end()) {
        throw new IllegalArgumentException(
            "seed " + range.first() + " is in two of the reports: its run would count twice");
      }
      if (last != null && range.first() == last.end()) {
        joined.set(joined.size() - 1, new Range(last.first(), last.count() + range.count()));
      } else {
        joined.add(range);
      }
    }
    return new SimulationSummary(
        List.copyOf(joined),
        all.stream().mapToLong(SimulationSummary::finished).sum(),
        all.stream().mapToLong(SimulationSummary::steps).sum(),
        all.stream().mapToLong(SimulationSummary::undecided).sum(),
        all.stream().mapToDouble(SimulationSummary::seconds).sum(),
        all.stream()
            .flatMap(one -> one.found().stream())
            .sorted(Comparator.comparingLong(Found::seed))
            .toList());
  }

  /** For a person: every broken promise, the seeds that are missing between others, the sum. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Found one : found) {
      lines.add("violated: " + one.promise() + ", seed " + one.seed());
      lines.add("  " + one.what());
      lines.add("  to see it again: " + one.again());
    }
    for (int i = 1; i < ranges.size(); i++) {
      long from = ranges.get(i - 1).end();
      long to = ranges.get(i).first() - 1;
      lines.add("not run: seeds " + from + " to " + to);
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%d of %d runs kept every promise, %d steps in all, %.0f s of machines%s",
            finished,
            seeds(),
            steps,
            seconds,
            undecided == 0 ? "" : ", " + undecided + " undecided for linearizability"));
    return lines;
  }
}
