package io.raftarium.app.export;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.model.Operator;
import io.raftarium.app.model.Source;
import io.raftarium.app.theme.Palette;
import io.raftarium.lab.Lab;
import io.raftarium.record.Capture;
import io.raftarium.record.CaptureFile;
import io.raftarium.record.LogCsv;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The commands that write files: the capture, the logs, the picture of the stage. */
public final class ExportCommands {
  private static final double STAGE_SCALE = 2;

  private final Source source;
  private final Supplier<Moment> moment;
  private final Operator operator;
  private final Node stage;
  private final ObservableValue<Palette> palette;
  private final FileChoice choice;

  /**
   * Of a window.
   *
   * @param moment what it shows now
   * @param stage the part that the picture is of
   */
  public ExportCommands(
      Source source,
      Supplier<Moment> moment,
      Operator operator,
      Node stage,
      ObservableValue<Palette> palette,
      FileChoice choice) {
    this.source = source;
    this.moment = moment;
    this.operator = operator;
    this.stage = stage;
    this.palette = palette;
    this.choice = choice;
  }

  /** Adds {@code export.snapshot}, {@code export.logs} and {@code export.stage}. */
  public void addTo(Actions commands) {
    add(
        commands,
        "export.snapshot",
        "Capture of the cluster…",
        "Writes every row of the cluster, read at one moment, with its newest steps, to a JSON file",
        Feather.DATABASE,
        () -> source.lab().isEmpty() ? Optional.of("this is a file already") : Optional.empty(),
        this::capture);
    add(
        commands,
        "export.logs",
        "Logs as CSV…",
        "Writes the logs of all nodes to a file for spreadsheets",
        Feather.LIST,
        this::needsNodes,
        this::logs);
    add(
        commands,
        "export.stage",
        "Stage as PNG…",
        "Writes a picture of the stage",
        Feather.IMAGE,
        Optional::empty,
        this::stage);
  }

  private static void add(
      Actions commands,
      String id,
      String text,
      String detail,
      Ikon icon,
      Supplier<Optional<String>> obstacle,
      Runnable run) {
    commands.add(Action.named(id, text, detail).icon(icon).unless(obstacle).does(run));
  }

  private Optional<String> needsNodes() {
    return moment.get().view().nodes().isEmpty()
        ? Optional.of("there are no nodes")
        : Optional.empty();
  }

  private void capture() {
    Lab lab = source.lab().orElse(null);
    if (lab != null) {
      export(
          "Export the capture",
          "capture.json",
          () -> CaptureFile.text(lab.capture()).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The whole logs from the database while the window is live, else what it shows. */
  private void logs() {
    Moment now = moment.get();
    Lab lab = source.lab().orElse(null);
    export(
        "Export the logs",
        "logs.csv",
        () -> {
          Collection<NodeView> nodes =
              lab != null && now.live() ? whole(lab) : now.view().nodes().values();
          return LogCsv.text(nodes).getBytes(StandardCharsets.UTF_8);
        });
  }

  private static Collection<NodeView> whole(Lab lab) {
    Capture capture = lab.capture();
    return capture.nodes().values();
  }

  private void stage() {
    Picture picture = Picture.of(stage, palette.getValue().background(), STAGE_SCALE);
    export("Export the stage", "stage.png", picture::png);
  }

  /**
   * Asks where to and writes it, besides.
   *
   * @param what is done, for the message if it fails
   * @param name that is proposed
   */
  public void export(String what, String name, Callable<byte[]> content) {
    Optional<Path> chosen = choice.choose(what, name);
    if (chosen.isEmpty()) {
      return;
    }
    Path file = chosen.get().toAbsolutePath();
    Thread.ofVirtual()
        .name("export")
        .start(() -> {
          try {
            WholeFile.write(file, content.call());
            Platform.runLater(() -> operator.say("Written to " + file));
          } catch (IOException e) {
            IOException told =
                new IOException(
                    file + " cannot be written (" + e.getMessage() + "): choose another place", e);
            Platform.runLater(() -> operator.fail(what, told));
          } catch (Exception e) {
            Platform.runLater(() -> operator.fail(what, e));
          }
        });
  }
}
