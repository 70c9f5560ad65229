package io.raftarium.app.window;

import io.raftarium.app.branches.Beside;
import io.raftarium.app.branches.Branch;
import io.raftarium.app.branches.Branch.Parted;
import io.raftarium.app.branches.Branches;
import io.raftarium.app.classroom.Classroom;
import io.raftarium.app.clusters.ClusterCommands;
import io.raftarium.app.clusters.Laboratories;
import io.raftarium.app.export.FileChoice;
import io.raftarium.app.export.RecentFiles;
import io.raftarium.app.export.RecentFiles.Recent;
import io.raftarium.app.model.LabSource;
import io.raftarium.app.model.Source;
import io.raftarium.app.model.StillSource;
import io.raftarium.app.model.TapeSource;
import io.raftarium.app.preferences.KeptPreferences;
import io.raftarium.app.preferences.Preferences;
import io.raftarium.app.preferences.Preferences.Place;
import io.raftarium.app.preferences.PreferencesFile;
import io.raftarium.app.preferences.Settings;
import io.raftarium.app.theme.Fonts;
import io.raftarium.app.theme.Theme;
import io.raftarium.app.verbs.WindowVerbs;
import io.raftarium.app.words.Failures;
import io.raftarium.app.words.LabText;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab;
import io.raftarium.lab.Lab.Ability;
import io.raftarium.lab.LabException;
import io.raftarium.record.Capture;
import io.raftarium.record.Recording;
import io.raftarium.record.SavedFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The window from its first moment to its last: progress while the laboratory starts, the parts
 * once it runs, a message with a way out where something fails. FX thread only.
 */
public final class Desktop {
  private static final Logger LOG = LoggerFactory.getLogger(Desktop.class);

  /** How far a window opened beside another one stands from it, px. */
  private static final double ASIDE = 36;

  private final Branches branches;

  /** Where its laboratory was opened from; null where it was opened by itself. */
  private final @Nullable Parted parted;

  private final Shell shell;
  private final Theme theme;
  private final StartView start = new StartView();
  private final Settings settings;
  private final KeptPreferences kept;
  private final Path dataFolder;
  private final Path logFile;
  private final AtomicReference<@Nullable Lab> lab = new AtomicReference<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Turns turns = new Turns();
  private volatile CompletableFuture<MainWindow> ready = new CompletableFuture<>();
  private final @Nullable Classroom classroom;
  private @Nullable MainWindow window;

  /** Whether what was shown last had an audience. FX thread. */
  private boolean audience;

  /** Whether something else was opened than what the window began with. FX thread. */
  private boolean away;

  /** In a stage that is not shown yet. */
  public Desktop(Stage stage, Path dataFolder, Path logFile) {
    this(stage, dataFolder, logFile, FileChoice.dialog(() -> stage));
  }

  /**
   * The same, with another way to ask where exports go.
   *
   * @param files asks for each export; on the FX thread
   */
  public Desktop(Stage stage, Path dataFolder, Path logFile, FileChoice files) {
    this(
        stage,
        loaded(),
        new Settings(new PreferencesFile(dataFolder)),
        dataFolder,
        logFile,
        files,
        new Branches(),
        null);
    theme.choose(kept.get().theme());
    settings.taste().subscribe(taste -> theme.choose(taste.contrast(), taste.colours()));
    Thread.setDefaultUncaughtExceptionHandler(this::uncaught);
  }

  private Desktop(
      Stage stage,
      Theme theme,
      Settings settings,
      Path dataFolder,
      Path logFile,
      FileChoice files,
      Branches branches,
      @Nullable Parted parted) {
    this.branches = branches;
    this.parted = parted;
    this.theme = theme;
    this.dataFolder = dataFolder;
    this.logFile = logFile;
    this.settings = settings;
    kept = new KeptPreferences(settings.file(), this::set);
    // What is opened beside another laboratory has no lessons: they are the other's.
    classroom = parted == null ? made() : null;
    shell = new Shell(stage, theme, dataFolder, logFile, files);
    shell.zoom().set(kept.get().zoom());
    stage.setTitle("Raftarium");
    stage.setOnHiding(ignored -> {
      kept.keep();
      if (window != null) {
        window.settle();
      }
    });
    stage.setOnHidden(ignored -> close());
  }

  private static Theme loaded() {
    Fonts.load();
    return new Theme();
  }

  /** What is set now; what this window does not know is as it was. */
  private Preferences set(Preferences before) {
    Place place = shell.place();
    MainWindow shown = window;
    boolean timed =
        shown != null
            && shown
                .source()
                .lab()
                .filter(open -> open.abilities().contains(Ability.TIME))
                .isPresent();
    return new Preferences(
        theme.choice().get(),
        shell.zoom().chosen(),
        shown != null && timed ? shown.moment().speed() : before.speed(),
        place == null ? before.place() : place,
        shown == null ? before.panels() : shown.panels(),
        shown == null ? before.docked() : shown.docks().docked(),
        settings.taste().get());
  }

  /** Light or dark. */
  public Theme theme() {
    return theme;
  }

  /** The window once its parts are there; fails where the laboratory could not be started. */
  public CompletableFuture<MainWindow> ready() {
    return ready;
  }

  /** Shows the window, and starts the laboratory behind it. */
  public void show(Laboratories laboratories) {
    shell.show(kept.get().place());
    StartTimes.reached("The window is shown");
    kept.start();
    begin(laboratories);
    start.recent(recent());
  }

  /** Shows the window on the cluster of a file. */
  public void attach(Path file) {
    away = true;
    show(progress -> ClusterCommands.attaching(file, dataFolder).open(progress));
  }

  /** Starts the laboratory without showing the window: its scene can be pictured all the same. */
  public void prepare(Laboratories laboratories) {
    begin(laboratories);
  }

  /** What the window holds, 1440 by 900 unless it was shown on a smaller screen. */
  public Scene scene() {
    return shell.scene();
  }

  /** Shows a capture or a recording, read-only, or why it cannot be shown. */
  public void show(Path file) {
    shell.show(kept.get().place());
    kept.start();
    shell.setContent(start.node());
    StartView.Steps steps = start.starting(shell.stage()::hide);
    String name = String.valueOf(file.getFileName());
    steps.step(Texts.of("Reading {0}", name), 0);
    Thread.ofVirtual()
        .name("open")
        .start(() -> {
          try {
            SavedFile read =
                SavedFile.read(
                    file, share -> progress(steps, Texts.of("Reading {0}", name), share));
            Source source =
                switch (read) {
                  case Capture capture -> StillSource.of(capture);
                  case Recording recording -> new TapeSource(recording, name);
                };
            RecentFiles.records(dataFolder).opened(new Recent(name, file.toAbsolutePath()));
            Platform.runLater(() -> opened(file, source));
          } catch (CancellationException e) {
            LOG.info("{} was not read to its end: the window is closed", file);
          } catch (IOException | RuntimeException | OutOfMemoryError e) {
            LOG.error("{} cannot be opened", file, e);
            Platform.runLater(() -> failed(file, e));
          }
        });
  }

  private void progress(StartView.Steps steps, String text, double share) {
    if (closed.get()) {
      throw new CancellationException();
    }
    Platform.runLater(() -> steps.step(text, share));
  }

  /** Ends the laboratory; blocks a few seconds at most. Any thread. */
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    kept.close();
    if (classroom != null) {
      classroom.close();
    }
    if (window != null) {
      branches.closed(window.source());
      window.close();
    }
    shell.messages().close();
    Lab running = lab.getAndSet(null);
    if (running != null) {
      running.close();
    }
  }

  private void begin(Laboratories laboratories) {
    turns.take();
    if (ready.isDone()) {
      ready = new CompletableFuture<>();
    }
    double speed = kept.get().speed();
    StartView.Steps steps = start.starting(shell.stage()::hide);
    shell.setContent(start.node());
    Thread.ofVirtual()
        .name("start")
        .start(() -> {
          try {
            Lab opened =
                laboratories.open((text, done) -> Platform.runLater(() -> steps.step(text, done)));
            if (opened.abilities().contains(Ability.TIME)) {
              opened.time().speed(speed);
            }
            StartTimes.reached("The laboratory is open");
            Platform.runLater(() -> {
              opened(laboratories, opened);
              turns.free();
            });
          } catch (RuntimeException | Error e) {
            LOG.error("The laboratory did not start", e);
            Platform.runLater(() -> {
              failed(laboratories, e);
              turns.free();
            });
          }
        });
  }

  private void opened(Path file, Source source) {
    if (closed.get()) {
      return;
    }
    try {
      MainWindow made = window(source);
      use(made);
      shell
          .stage()
          .setTitle(
              title(source) + made.moment().title() + " · " + LabText.of(made.moment().database()));
      ready.complete(made);
    } catch (RuntimeException e) {
      LOG.error("The window could not be built for {}", file, e);
      failed(file, e);
    }
  }

  private void failed(Path file, Throwable failure) {
    Path whole = file.toAbsolutePath();
    String what =
        switch (failure) {
          case NoSuchFileException _ -> Texts.of("There is no file {0}.", whole);
          case AccessDeniedException _ -> Texts.of("You may not read {0}.", whole);
          case OutOfMemoryError _ ->
              Texts.of("{0} is too large for the memory of this program.", whole);
          default -> Failures.sentence(failure);
        };
    start.failed(
        Texts.of("This file cannot be shown"),
        what,
        Texts.of(
            "A capture is a file that Export has written; its name usually ends in .json. A recording is"
                + " what Record has written, or raftarium-node simulate when a promise is broken; its name"
                + " usually ends in .jsonl.gz."),
        new StartView.Way(Texts.of("Try again"), () -> show(file)),
        new StartView.Way(Texts.of("Close"), shell.stage()::hide));
    ready.completeExceptionally(failure);
  }

  private MainWindow window(Source source) {
    return new MainWindow(
        shell,
        source,
        theme,
        settings,
        kept.get(),
        new WindowVerbs(
            theme, shell.zoom(), this::openFile, RecentFiles.records(dataFolder), this::open),
        // What is opened beside another laboratory has no list of clusters: that is the other's.
        source
            .lab()
            .filter(_ -> parted == null)
            .map(open -> new ClusterCommands(open.clusters(), around())),
        new Beside(
            branches,
            () -> DesktopApplication.options(dataFolder),
            this::openBeside,
            parted == null ? null : parted.schedule()),
        source.lab().isPresent() ? Optional.ofNullable(classroom) : Optional.empty());
  }

  /** Shows a laboratory that was opened from a moment in a window of its own. */
  private void openBeside(Lab opened, Parted from) {
    Desktop beside =
        new Desktop(
            new Stage(), theme, settings, dataFolder, logFile, shell.files(), branches, from);
    Place place = shell.place();
    if (place != null && !place.maximized()) {
      beside.shell.stage().setX(place.x() + ASIDE);
      beside.shell.stage().setY(place.y() + ASIDE);
    }
    beside.shell.show(null);
    beside.begin(_ -> opened);
  }

  private ClusterCommands.Around around() {
    return new ClusterCommands.Around(
        dataFolder,
        () -> DesktopApplication.options(dataFolder),
        shell.overlay(),
        shell.messages(),
        shell.files(),
        next -> turns.whenFree(() -> leavingLesson(() -> change(next))),
        next -> turns.whenFree(() -> leavingLesson(() -> replace(next))),
        home(),
        this::open);
  }

  /** Whoever opens something else has left the lesson. */
  private void leavingLesson(Runnable then) {
    if (classroom != null) {
      classroom.end();
    }
    then.run();
  }

  /** Where lessons are played, for tests and the tour; what is opened beside has none. */
  public Optional<Classroom> lessons() {
    return Optional.ofNullable(classroom);
  }

  private Classroom made() {
    School school =
        new School(
            new School.Around(
                () -> Optional.ofNullable(lab.get()),
                () -> window,
                turns::whenFree,
                this::change,
                this::replace,
                this::ready,
                home(),
                () -> DesktopApplication.options(dataFolder)));
    return new Classroom(dataFolder, school, school, school::home);
  }

  /** The clusters whose nodes live in the window. */
  private Laboratories home() {
    return progress -> DesktopApplication.open(dataFolder, false, progress);
  }

  /** The same, and closes the open laboratory before. */
  private void replace(Laboratories next) {
    Lab before = lab.get();
    away = true;
    change(progress -> {
      if (before != null) {
        progress.accept(Texts.of("Closing the open cluster"), 0.02);
        before.close();
      }
      return next.open(progress);
    });
  }

  /** Shows another laboratory in place of the open one, which whoever opens the other closes. */
  private void change(Laboratories next) {
    if (closed.get()) {
      return;
    }
    if (window != null) {
      audience = window.audience();
      kept.keep();
      window.settle();
      branches.closed(window.source());
      window.close();
      window = null;
    }
    lab.set(null);
    begin(next);
  }

  private static String title(Source source) {
    return "Raftarium · " + (source.modified().isEmpty() ? "" : Texts.of("Modified Raft") + " · ");
  }

  /** What was open last, each to be opened in a window of its own while this one starts. */
  private List<StartView.Way> recent() {
    List<StartView.Way> ways = new ArrayList<>();
    for (Recent one : RecentFiles.records(dataFolder).list()) {
      ways.add(new StartView.Way(one.name(), () -> open(one.path())));
    }
    for (Recent one : RecentFiles.clusters(dataFolder).list()) {
      if (Files.isRegularFile(one.path())) {
        ways.add(new StartView.Way(one.name(), () -> beside().attach(one.path())));
      }
    }
    return ways;
  }

  private void openFile() {
    shell.files().open(Texts.of("Open a capture or a recording")).ifPresent(this::open);
  }

  /** In a window of its own. */
  private void open(Path file) {
    beside().show(file);
  }

  private Desktop beside() {
    return new Desktop(
        new Stage(), theme, settings, dataFolder, logFile, shell.files(), branches, null);
  }

  private void opened(Laboratories laboratories, Lab opened) {
    if (closed.get()) {
      Thread.ofPlatform().name("late-close").start(opened::close);
      return;
    }
    try {
      MainWindow made = window(new LabSource(opened));
      lab.set(opened);
      use(made);
      shell
          .stage()
          .setTitle(
              title(made.source())
                  + Shortened.of(opened.name(), 60)
                  + " · "
                  + LabText.of(opened.whereabouts()));
      ready.complete(made);
    } catch (RuntimeException e) {
      // Without its window nobody could use or end the laboratory.
      LOG.error("The window could not be built", e);
      Thread.ofPlatform().name("late-close").start(opened::close);
      failed(laboratories, e);
    }
  }

  private void use(MainWindow made) {
    window = made;
    branches.opened(
        new Branch(
            made.moment().title(),
            made.source(),
            parted,
            made::moment,
            () -> {
              shell.stage().toFront();
              shell.stage().requestFocus();
            },
            shell.stage()::hide));
    shell.setContent(made.node());
    if (classroom != null && classroom.page().get() != null) {
      made.docks().open("lesson");
    }
    if (audience) {
      // A lesson goes through several laboratories before the same audience.
      audience = false;
      made.commands().run("view.lecture");
    }
    StartTimes.reached("Its parts are shown");
    // Else it would go to the first button, which Space would press.
    Platform.runLater(made::focus);
  }

  private void failed(Laboratories laboratories, Throwable failure) {
    if (closed.get()) {
      return;
    }
    String advice =
        Texts.of(
            "{0}Data: {1}\nThe log tells more: {2}",
            failure instanceof LabException
                ? ""
                : Texts.of(
                    "If it happens again, another data folder may help: start with"
                        + " -Draftarium.data=FOLDER. "),
            dataFolder,
            logFile);
    if (away) {
      start.failed(
          Texts.of("The cluster cannot be opened"),
          Failures.sentence(failure),
          advice,
          new StartView.Way(Texts.of("Try again"), () -> begin(laboratories)),
          new StartView.Way(
              Texts.of("Clusters of this computer"),
              () -> {
                away = false;
                begin(home());
              }));
    } else {
      start.failed(
          Texts.of("Raftarium could not start"),
          Failures.sentence(failure),
          advice,
          new StartView.Way(Texts.of("Try again"), () -> begin(laboratories)),
          new StartView.Way(Texts.of("Close"), shell.stage()::hide));
    }
    ready.completeExceptionally(failure);
  }

  /** Whether code of this program was under way. */
  private static boolean ours(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .anyMatch(frame -> frame.getClassName().startsWith("io.raftarium."));
  }

  private void uncaught(Thread thread, Throwable failure) {
    LOG.error("Thread {} ended by a failure", thread.getName(), failure);
    if (!closed.get()) {
      String what = Texts.of("Thread {0} ended by a failure.", thread.getName());
      Platform.runLater(() -> {
        if (ours(failure)) {
          shell.failed(what, failure);
        } else {
          // The toolkit's own, a picture that it could not draw: the next one may do.
          shell.messages().alarm(what, Failures.sentence(failure));
        }
      });
    }
  }
}
