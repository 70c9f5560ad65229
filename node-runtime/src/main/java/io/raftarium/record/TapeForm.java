package io.raftarium.record;

import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;

/** What a tape, up to one of its moments, can be written as for other programs. */
public enum TapeForm {
  /** The rows of a moment, as {@code snapshot.json} has them. */
  CAPTURE("capture", ".json"),
  /** The logs of a moment as comma-separated values. */
  CSV("logs", ".csv"),
  /** The newest messages as a sequence diagram of Mermaid. */
  MERMAID("messages", ".mmd"),
  /** The newest steps with vector clocks, for ShiViz. */
  SHIVIZ("steps", ".log"),
  /** All steps, messages and roles as trace events, for Perfetto. */
  PERFETTO("trace", ".json"),
  /** All requests as a history that {@code check-history} reads. */
  HISTORY("history", ".jsonl");

  private final String proposed;
  private final String extension;

  TapeForm(String proposed, String extension) {
    this.proposed = proposed;
    this.extension = extension;
  }

  /** As a command line names it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The form of a word. */
  public static Optional<TapeForm> of(String word) {
    return Arrays.stream(values()).filter(form -> form.word().equals(word)).findFirst();
  }

  /** A name for a file of it. */
  public String proposed() {
    return proposed + extension;
  }

  /** How many messages or steps it has where nothing else is said; 0 for all. */
  public int usual() {
    return switch (this) {
      case MERMAID -> 60;
      case SHIVIZ -> ShiVizLog.MOST;
      case CAPTURE, CSV, PERFETTO, HISTORY -> 0;
    };
  }

  /** How many it can have at most; 0 where that has no bound. */
  public int most() {
    return switch (this) {
      case MERMAID -> SequenceDiagram.MOST;
      case SHIVIZ -> 20_000;
      case CAPTURE, CSV, PERFETTO, HISTORY -> 0;
    };
  }

  /**
   * Writes a file.
   *
   * @param manifest what the tape is of
   * @param at the happening up to which
   * @param newest messages or steps of it, where it has not all
   * @param progress told now and then the share that is done, 0 to 1; what it throws ends it
   */
  public void write(
      Tape tape, Manifest manifest, long at, int newest, Path file, DoubleConsumer progress)
      throws IOException {
    switch (this) {
      case CAPTURE -> CaptureFile.write(capture(tape, manifest, at), file);
      case CSV -> text(file, LogCsv.text(tape.at(at, "", "").view().nodes().values()));
      case HISTORY -> text(file, RequestHistory.of(tape, tape.first(), at, progress));
      case MERMAID, SHIVIZ, PERFETTO -> {
        Traces traces = new Traces(tape);
        boolean all = false;
        while (!all) {
          all = traces.readOn(10_000);
          progress.accept(0);
        }
        Excerpt part = Excerpt.of(tape, traces, from(traces, tape, at, newest), at, progress);
        switch (this) {
          case MERMAID -> text(file, SequenceDiagram.of(part));
          case SHIVIZ -> text(file, ShiVizLog.of(part));
          default -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
              PerfettoTrace.write(part, out);
            }
          }
        }
      }
    }
  }

  private static void text(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  /** The happening at which its newest messages or steps begin. */
  private long from(Traces traces, Tape tape, long at, int newest) {
    List<Long> begins =
        switch (this) {
          case MERMAID ->
              traces.trips(tape.first(), at + 1).stream().map(Traces.Trip::sent).toList();
          case SHIVIZ ->
              traces.steps(tape.first(), at + 1).stream().map(Traces.Step::happening).toList();
          default -> List.of();
        };
    int skipped = begins.size() - newest;
    return skipped > 0 ? begins.get(skipped) : tape.first();
  }

  private static Capture capture(Tape tape, Manifest manifest, long at) {
    Moment then = tape.at(at, manifest.title(), manifest.server());
    SortedMap<Integer, NodeStatus.State> processes = new TreeMap<>();
    then.processes().forEach((node, status) -> processes.put(node, status.state()));
    return new Capture(
        then.title(),
        then.at(),
        then.database(),
        then.view().nodes(),
        then.links(),
        then.partition(),
        processes,
        then.view().journal(),
        manifest.modified());
  }
}
