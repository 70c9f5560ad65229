package io.raftarium.sim;

import io.raftarium.database.Steps.Step;
import io.raftarium.record.LogChange;
import io.raftarium.record.RecordingWriter;
import io.raftarium.sim.Stepper.Outcome;
import io.raftarium.view.NodeState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Runs a violation again, as short as it goes, and writes down every step. */
public final class Investigation {
  private Investigation() {}

  /**
   * Records the shortest run that shows what the report found.
   *
   * @param file gets the recording; a last step that was refused has only why
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
    Violation violation = found.violation();
    try (RecordingWriter out =
        new RecordingWriter(
            file,
            settings.seed(),
            settings.steps(),
            settings.nodes(),
            violation == null ? null : violation.promise(),
            violation == null ? null : violation.getMessage(),
            laboratory.rules())) {
      return laboratory.run(settings, new Steps(out), cancelled);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Writes each step. */
  private record Steps(RecordingWriter out) implements Simulation.Recorder {
    @Override
    public void step(long number, long time, Outcome outcome) {
      out.step(
          number,
          time,
          outcome.step().event(),
          outcome.result(),
          outcome.rules(),
          outcome.row(),
          outcome.changes());
    }

    @Override
    public void lost(long number, long time, NodeState row, List<LogChange> changes) {
      out.lost(number, time, row, changes);
    }

    @Override
    public void refused(long number, long time, Step step, String why) {
      out.refused(number, time, step.node(), step.event(), why);
    }
  }
}
