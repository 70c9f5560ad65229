package io.raftarium.sim;

import io.raftarium.record.Ending;
import io.raftarium.record.Manifest;
import io.raftarium.record.RecordingWriter;
import io.raftarium.record.StepViews;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
    return record(laboratory, found, file, Simulation.Judge.STRICT, cancelled);
  }

  /** The same where not every broken promise ends the run. */
  static Report record(
      Laboratory laboratory,
      Report found,
      Path file,
      Simulation.Judge judge,
      BooleanSupplier cancelled)
      throws SQLException, IOException {
    Settings shortest = found.settings().withSteps(Math.max(1, found.failedAt()));
    Report again = run(laboratory, shortest, found, file, judge, cancelled);
    // A history's violation may show a little later than its answer was on the way.
    return again.violation() != null || found.violation() == null
        ? again
        : run(laboratory, found.settings(), found, file, judge, cancelled);
  }

  private static Report run(
      Laboratory laboratory,
      Settings settings,
      Report found,
      Path file,
      Simulation.Judge judge,
      BooleanSupplier cancelled)
      throws SQLException, IOException {
    StepViews views = new StepViews(settings.nodes());
    Manifest manifest =
        new Manifest(
            Manifest.Source.SIMULATION,
            "simulation, seed " + settings.seed(),
            "",
            Instant.EPOCH,
            settings.nodes(),
            settings.seed(),
            laboratory.rules(),
            laboratory.functions(),
            laboratory.modified());
    try (RecordingWriter out = RecordingWriter.of(file, manifest, views.view(0, Instant.EPOCH))) {
      RunRecording recording = new RunRecording(out, views);
      Report report = laboratory.run(settings, recording, judge, cancelled);
      recording.read();
      Violation broken = report.violation() == null ? found.violation() : report.violation();
      out.end(
          broken == null
              ? List.of()
              : List.of(
                  new Ending.Broken(
                      broken.promise(), Objects.requireNonNullElse(broken.getMessage(), ""))),
          List.of());
      return report;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
