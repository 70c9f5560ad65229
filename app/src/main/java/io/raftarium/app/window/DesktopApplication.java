package io.raftarium.app.window;

import io.raftarium.app.clusters.Laboratories;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabOptions;
import io.raftarium.lab.LocalLab;
import io.raftarium.server.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.ObjDoubleConsumer;
import javafx.application.Application;
import javafx.stage.Stage;

/** What JavaFX starts: one window on one laboratory. */
public final class DesktopApplication extends Application {
  /** Long enough for a message to be seen in slow motion, short enough for elections to work. */
  private static final Duration LINK_DELAY = Duration.ofMillis(10);

  private static final long SNAPSHOT_EVERY = 10_000;

  /** So few that a snapshot taken by hand shows what it is for. */
  private static final long ENTRIES_LEFT = 3;

  @Override
  public void start(Stage stage) {
    Path data = Path.of(getParameters().getNamed().get("data"));
    Path log = Path.of(getParameters().getNamed().get("log"));
    Desktop desktop = new Desktop(stage, data, log);
    String file = getParameters().getNamed().getOrDefault("open", "");
    boolean fresh = Boolean.parseBoolean(getParameters().getNamed().getOrDefault("fresh", ""));
    String attach = getParameters().getNamed().getOrDefault("attach", "");
    if (!attach.isBlank()) {
      desktop.attach(Path.of(attach).toAbsolutePath());
    } else if (file.isBlank()) {
      desktop.show(EarlyStart.begun(progress -> open(data, fresh, progress)));
    } else {
      desktop.show(Path.of(file));
    }
  }

  /** How a new cluster in a data folder is set up. */
  static LabOptions options(Path data) {
    return LabOptions.in(data)
        .withLinkDelay(LINK_DELAY)
        .withSnapshots(SNAPSHOT_EVERY, ENTRIES_LEFT);
  }

  /**
   * Opens a laboratory in a data folder, on the cluster that was left there, or with five new nodes
   * where there is none.
   *
   * @param fresh begin with new nodes in any case, beside the cluster that was left, which stays
   */
  public static Lab open(Path data, boolean fresh, ObjDoubleConsumer<String> progress) {
    LabOptions options = options(data);
    Progress server = (text, done) -> progress.accept(text, done * 0.95);
    Lab lab = fresh ? LocalLab.openBeside(options, server) : LocalLab.open(options, server);
    try {
      if (!fresh) {
        progress.accept(Texts.of("Opening the last cluster"), 0.95);
      }
      if (fresh || !lab.cluster().reopen()) {
        progress.accept(Texts.of("Starting {0} nodes", Laboratories.USUAL_NODES), 0.96);
        lab.cluster().start(Laboratories.USUAL_NODES);
      }
      return lab;
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }
}
