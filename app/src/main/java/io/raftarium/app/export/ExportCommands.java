package io.raftarium.app.export;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.model.Operator;
import io.raftarium.app.model.Source;
import io.raftarium.app.model.TapeSource;
import io.raftarium.app.theme.Palette;
import io.raftarium.app.words.Phrase;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabRecording;
import io.raftarium.record.Capture;
import io.raftarium.record.CaptureFile;
import io.raftarium.record.LogCsv;
import io.raftarium.record.Manifest;
import io.raftarium.record.Recording;
import io.raftarium.record.TapeForm;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The commands that write files: rows, logs, the stage's picture, and what the tape holds. */
public final class ExportCommands {
  private final Source source;
  private final Supplier<Moment> moment;
  private final Node stage;
  private final Supplier<String> drawing;
  private final ObservableValue<Palette> palette;
  private final Exports exports;

  /**
   * Of a window.
   *
   * @param moment what it shows now
   * @param stage the part that the picture is of
   * @param drawing the same as SVG
   */
  public ExportCommands(
      Source source,
      Supplier<Moment> moment,
      Operator operator,
      Node stage,
      Supplier<String> drawing,
      ObservableValue<Palette> palette,
      FileChoice choice) {
    this.source = source;
    this.moment = moment;
    this.stage = stage;
    this.drawing = drawing;
    this.palette = palette;
    this.exports = new Exports(operator, choice);
  }

  /** Adds {@code export.snapshot} and the others. */
  public void addTo(Actions commands) {
    add(
        commands,
        "export.snapshot",
        Texts.phrase("Capture of the cluster…"),
        Texts.of(
            "Writes every row of the cluster, read at one moment, with its newest steps, to a JSON file"),
        Feather.DATABASE,
        this::needsNodes,
        this::capture);
    add(
        commands,
        "export.logs",
        Texts.phrase("Logs as CSV…"),
        Texts.of("Writes the logs of all nodes to a file for spreadsheets"),
        Feather.LIST,
        this::needsNodes,
        this::logs);
    add(
        commands,
        "export.recording",
        Texts.phrase("Recording of the tape…"),
        Texts.of(
            "Writes all that the tape holds now to a file, which can be opened without a database"),
        Feather.FILM,
        () ->
            source.lab().isEmpty()
                ? Optional.of(Texts.of("this is a file already"))
                : Optional.empty(),
        this::recording);
    for (int scale = 1; scale <= 3; scale++) {
      int times = scale;
      add(
          commands,
          "export.stage." + times,
          Texts.phrase("Stage as PNG, {0}×…", times),
          Texts.of("Writes a picture of the stage, {0} dots for each of the screen", times),
          Feather.IMAGE,
          Optional::empty,
          () -> stage(times));
    }
    add(
        commands,
        "export.stage.svg",
        Texts.phrase("Stage as SVG…"),
        Texts.of("Writes a drawing of the stage that stays sharp at any size"),
        Feather.PEN_TOOL,
        this::needsNodes,
        this::drawing);
    addTool(
        commands,
        TapeForm.MERMAID,
        Texts.phrase("Sequence diagram (Mermaid)…"),
        Texts.of("Writes the newest messages up to the moment shown as a sequence diagram"),
        Feather.GIT_MERGE);
    addTool(
        commands,
        TapeForm.SHIVIZ,
        Texts.phrase("Log for ShiViz…"),
        Texts.of(
            "Writes the newest steps up to the moment shown with vector clocks, as ShiViz reads them"),
        Feather.GIT_BRANCH);
    addTool(
        commands,
        TapeForm.PERFETTO,
        Texts.phrase("Trace for Perfetto…"),
        Texts.of("Writes all steps, messages and roles up to the moment shown as trace events"),
        Feather.ACTIVITY);
    addTool(
        commands,
        TapeForm.HISTORY,
        Texts.phrase("History of the requests…"),
        Texts.of("Writes what was asked and answered as raftarium-node check-history reads it"),
        Feather.CHECK_SQUARE);
  }

  private static void add(
      Actions commands,
      String id,
      Phrase text,
      String detail,
      Ikon icon,
      Supplier<Optional<String>> obstacle,
      Runnable run) {
    commands.add(Action.named(id, text, detail).icon(icon).unless(obstacle).does(run));
  }

  private void addTool(Actions commands, TapeForm form, Phrase text, String detail, Ikon icon) {
    add(
        commands,
        "export.tool." + form.word(),
        text,
        detail,
        icon,
        () ->
            source.tape().last() <= 1
                ? Optional.of(Texts.of("it tells of one moment alone"))
                : Optional.empty(),
        () -> tool(form, text.text()));
  }

  private Optional<String> needsNodes() {
    return moment.get().view().nodes().isEmpty()
        ? Optional.of(Texts.of("there are no nodes"))
        : Optional.empty();
  }

  /** The whole rows from the database while the window is live, else what it shows. */
  private void capture() {
    Moment now = moment.get();
    Lab lab = source.lab().orElse(null);
    exports.run(
        Texts.of("Export the capture"),
        "capture.json",
        (file, progress) -> {
          if (lab != null && now.live()) {
            CaptureFile.write(lab.capture(), file);
          } else {
            write(TapeForm.CAPTURE, now.number(), file, progress);
          }
        });
  }

  private void write(TapeForm form, long at, Path file, DoubleConsumer progress)
      throws IOException {
    form.write(source.tape(), manifest(), at, form.usual(), file, progress);
  }

  private Manifest manifest() {
    return source instanceof TapeSource read
        ? read.manifest()
        : source.lab().map(LabRecording::manifest).orElseGet(() -> Manifest.of(source.moment()));
  }

  private void logs() {
    Moment now = moment.get();
    Lab lab = source.lab().orElse(null);
    exports.run(
        Texts.of("Export the logs"),
        "logs.csv",
        (file, progress) -> {
          Collection<NodeView> nodes =
              lab != null && now.live() ? whole(lab) : now.view().nodes().values();
          Files.writeString(file, LogCsv.text(nodes));
        });
  }

  private static Collection<NodeView> whole(Lab lab) {
    Capture capture = lab.capture();
    return capture.nodes().values();
  }

  private void recording() {
    source
        .lab()
        .ifPresent(lab ->
            exports.run(
                Texts.of("Export the recording"),
                "recording" + Recording.EXTENSION,
                (file, progress) -> LabRecording.write(lab, file, progress)));
  }

  /**
   * Asks where to and writes it, besides.
   *
   * @param what is done, for the message if it fails
   * @param name that is proposed
   */
  public void export(String what, String name, Callable<byte[]> content) {
    exports.run(what, name, (file, progress) -> Files.write(file, content.call()));
  }

  private void stage(int scale) {
    Picture picture = Picture.of(stage, palette.getValue().background(), scale);
    exports.run(
        Texts.of("Export the stage"),
        "stage.png",
        (file, progress) -> Files.write(file, picture.png()));
  }

  private void drawing() {
    String svg = drawing.get();
    exports.run(
        Texts.of("Export the stage"),
        "stage.svg",
        (file, progress) -> Files.writeString(file, svg, StandardCharsets.UTF_8));
  }

  private void tool(TapeForm form, String text) {
    long at = moment.get().number();
    exports.run(
        Texts.of("Export: {0}", text.replace("…", "")),
        form.proposed(),
        (file, progress) -> write(form, at, file, progress));
  }
}
