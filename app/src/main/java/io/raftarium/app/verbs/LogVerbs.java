package io.raftarium.app.verbs;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.model.Operator;
import io.raftarium.app.parts.Copied;
import io.raftarium.app.words.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.kordamp.ikonli.feather.Feather;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads to the log: its folder in the system's file browser, or its path to be pasted. */
public final class LogVerbs {
  private static final Logger LOG = LoggerFactory.getLogger(LogVerbs.class);
  private static final long LIMIT_SECONDS = 10;

  private final Path file;
  private final Operator operator;

  public LogVerbs(Path file, Operator operator) {
    this.file = file;
    this.operator = operator;
  }

  public void addTo(Actions commands) {
    commands.add(
        Action.named(
                "log.open",
                "Open the log folder",
                "Shows the folder of the program's log in the system's file browser")
            .icon(Feather.FOLDER)
            .does(this::open));
    commands.add(
        Action.named(
                "log.copy", "Copy the path of the log", "For a terminal, or to attach the file")
            .icon(Feather.CLIPBOARD)
            .does(this::copy));
  }

  /** Opens the folder; where nothing can, its path is copied instead. FX thread. */
  public void open() {
    String folder = String.valueOf(file.toAbsolutePath().getParent());
    Thread.ofVirtual()
        .name("log-folder")
        .start(() -> {
          if (!opens(folder)) {
            Platform.runLater(this::copy);
          }
        });
  }

  private void copy() {
    Copied.text(file.toAbsolutePath().toString());
    operator.say(Texts.of("Copied {0}", file.toAbsolutePath()));
  }

  private static boolean opens(String folder) {
    try {
      Process browser =
          new ProcessBuilder(browser(System.getProperty("os.name", "")), folder)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      // One that stays open shows the folder; explorer.exe ends with 1 when all is well.
      return !browser.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || browser.exitValue() <= 1;
    } catch (IOException e) {
      LOG.info("No file browser can be started", e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String browser(String system) {
    String name = system.toLowerCase(Locale.ROOT);
    return name.startsWith("windows")
        ? "explorer.exe"
        : name.startsWith("mac") ? "open" : "xdg-open";
  }
}
