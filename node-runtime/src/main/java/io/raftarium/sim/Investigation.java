package io.raftarium.sim;

import io.raftarium.database.Steps.Step;
import io.raftarium.protocol.ExactJson;
import io.raftarium.sim.Stepper.LogChange;
import io.raftarium.sim.Stepper.Outcome;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs a violation again, as short as it goes, and writes down every step. */
public final class Investigation {
  private static final JsonMapper JSON = ExactJson.MAPPER;

  private Investigation() {}

  /**
   * Records the shortest run that shows what the report found.
   *
   * @param file gets a first line that says what the run is, then a line for each step: number,
   *     time (virtual, ms), node, event, result, the rules that ran (none where nothing changed),
   *     the state left, and what changed in the log in order (an index alone is an entry that
   *     went); a last step that was refused has only why
   * @param cancelled ends the run at its next step
   * @return the report of the recorded run
   */
  public static Report record(
      Laboratory laboratory, Report found, Path file, BooleanSupplier cancelled)
      throws SQLException, IOException {
    Settings shortest = found.settings().withSteps(Math.max(1, found.failedAt()));
    Report again = run(laboratory, shortest, found, file, cancelled);
    // A history's violation may show a little later than its answer was on the way.
    return again.violation() != null || found.violation() == null
        ? again
        : run(laboratory, found.settings(), found, file, cancelled);
  }

  private static Report run(
      Laboratory laboratory, Settings settings, Report found, Path file, BooleanSupplier cancelled)
      throws SQLException, IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      ObjectNode head = JSON.createObjectNode();
      head.put("format", "raftarium-simulation").put("version", 1);
      head.put("seed", settings.seed()).put("steps", settings.steps());
      head.put("nodes", settings.nodes());
      Violation violation = found.violation();
      if (violation != null) {
        head.put("violated", violation.invariant()).put("what", violation.getMessage());
      }
      ObjectNode rules = head.putObject("rules");
      laboratory.rules().forEach(rules::put);
      line(out, head);
      return laboratory.run(settings, new Steps(out), cancelled);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Writes a line for each step. */
  private record Steps(BufferedWriter out) implements Simulation.Recorder {
    @Override
    public void step(long number, long time, Outcome outcome) {
      ObjectNode line = begun(number, time, outcome.step());
      line.set("result", outcome.result().body());
      line.set("rules", outcome.rules());
      line.set("state", JSON.valueToTree(outcome.row()));
      ArrayNode log = line.putArray("log");
      for (LogChange change : outcome.changes()) {
        ObjectNode entry = log.addObject().put("index", change.index());
        Entry added = change.added();
        if (added != null) {
          entry.put("term", added.term()).put("kind", added.kind());
          entry.set("command", added.command());
        }
      }
      line(out, line);
    }

    @Override
    public void refused(long number, long time, Step step, String why) {
      line(out, begun(number, time, step).put("refused", why));
    }

    private static ObjectNode begun(long number, long time, Step step) {
      ObjectNode line = JSON.createObjectNode();
      line.put("step", number).put("time", time).put("node", step.node());
      line.set("event", step.event().body());
      return line;
    }
  }

  private static void line(BufferedWriter out, ObjectNode json) {
    try {
      out.write(json.toString());
      out.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
