package io.raftarium.app;

import io.raftarium.app.preferences.PreferencesFile;
import io.raftarium.app.tour.Tour;
import io.raftarium.app.window.DataFolder;
import io.raftarium.app.window.DesktopApplication;
import io.raftarium.app.window.EarlyStart;
import io.raftarium.app.words.Language;
import io.raftarium.app.words.Texts;
import io.raftarium.server.FileNames;
import io.raftarium.server.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.application.Application;

/**
 * Starts the desktop.
 *
 * <p>System properties: {@code raftarium.data} is the folder that it keeps its data in; {@code
 * raftarium.open} a snapshot or a recording to look at; {@code raftarium.attach} the file of a
 * cluster to attach to; {@code raftarium.tour} plays the tour where it is {@code true}, and where
 * it is {@code auto} if there is no display; {@code raftarium.fresh}, or the argument {@code
 * --fresh}, begins with a new cluster instead of the one that was left; {@code raftarium.language}
 * is the language of the window, {@code en} or {@code de}, where it is not to be the system's.
 */
public final class Main {
  private Main() {}

  /** Entry point. */
  public static void main(String[] args) throws IOException {
    Texts.speak(Texts.asked(Locale.getDefault().getLanguage()));
    if (toursInstead()) {
      System.exit(Tour.play(Path.of("target", "tour"), System.out, System.err));
    }
    String file = System.getProperty("raftarium.open", "").strip();
    FileNames.obstacle(file).ifPresent(Main::fail);
    String attach = System.getProperty("raftarium.attach", "").strip();
    FileNames.obstacle(attach).ifPresent(Main::fail);
    Path data = dataFolder();
    FileNames.obstacle(data.toString()).ifPresent(Main::fail);
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      fail(
          "The data folder "
              + data
              + " cannot be made: "
              + FileTrouble.reason(e)
              + ". Start with -Draftarium.data=FOLDER to keep the data in another one.");
    }
    // Before anything is logged: the log's place is asked for once.
    Path log = data.resolve("raftarium.log");
    System.setProperty("raftarium.log", log.toString());
    Language wished = new PreferencesFile(data).last().language();
    Texts.speak(Texts.asked(wished.locale().getLanguage()));
    boolean fresh =
        System.getProperty("raftarium.fresh", "").equals("true")
            || List.of(args).contains("--fresh");
    if (file.isEmpty() && attach.isEmpty()) {
      EarlyStart.begin(progress -> DesktopApplication.open(data, fresh, progress));
    }
    try {
      Application.launch(
          DesktopApplication.class,
          "--data=" + data,
          "--log=" + log,
          "--open=" + file,
          "--attach=" + attach,
          "--fresh=" + fresh);
    } catch (UnsupportedOperationException e) {
      EarlyStart.abandon();
      fail(
          "No window can be shown: "
              + e.getMessage()
              + ". Without a display, -Draftarium.tour=true plays the tour and leaves pictures.");
    }
  }

  private static void fail(String sentence) {
    System.err.println(sentence);
    System.exit(1);
  }

  private static boolean toursInstead() {
    String wish = System.getProperty("raftarium.tour", "auto").strip();
    if (!wish.equals("auto")) {
      return Boolean.parseBoolean(wish);
    }
    Optional<String> obstacle =
        Display.obstacle(System.getenv(), System.getProperty("os.name", ""));
    obstacle.ifPresent(why -> System.out.println(why + ": playing the tour."));
    return obstacle.isPresent();
  }

  private static Path dataFolder() {
    String chosen = System.getProperty("raftarium.data", "").strip();
    try {
      return (chosen.isEmpty()
              ? DataFolder.of(
                  System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"))
              : Path.of(chosen))
          .toAbsolutePath();
    } catch (InvalidPathException e) {
      fail(
          FileNames.obstacle(e.getInput()).orElse("No folder can be called so: " + e.getMessage()));
      throw e;
    }
  }
}
