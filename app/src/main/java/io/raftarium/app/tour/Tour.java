package io.raftarium.app.tour;

import io.raftarium.app.lesson.Course;
import io.raftarium.app.lesson.Hands;
import io.raftarium.app.lesson.Lesson;
import io.raftarium.app.lesson.Lesson.Shot;
import io.raftarium.app.lesson.Lesson.Step;
import io.raftarium.app.lesson.LessonException;
import io.raftarium.app.lesson.Walk;
import io.raftarium.app.model.Pick;
import io.raftarium.app.narration.Narrator;
import io.raftarium.app.narration.Sentence;
import io.raftarium.app.theme.Theme;
import io.raftarium.app.window.Desktop;
import io.raftarium.app.window.MainWindow;
import io.raftarium.app.words.DurationText;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabException;
import io.raftarium.lab.LabOptions;
import io.raftarium.lab.LocalLab;
import io.raftarium.record.CaptureFile;
import io.raftarium.record.WholeFile;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.stage.Stage;

/**
 * Plays the lesson of the tour on real nodes in the real window, on the headless platform: prints a
 * line a step, and leaves pictures, a snapshot and a page that shows them in its folder.
 */
public final class Tour {
  private static final int START_LIMIT_SECONDS = 120;
  private static final long BETWEEN_LOOKS = 5_000_000;
  private static final double WIDTH = 1440;
  private static final double HEIGHT = 900;

  private final Path folder;
  private final Lesson lesson;
  private final PrintStream out;
  private final TourReport report = new TourReport();
  private final Narrator narrator = new Narrator();
  private final Set<Sentence> told = new HashSet<>();

  private Tour(Path folder, Lesson lesson, PrintStream out) {
    this.folder = folder;
    this.lesson = lesson;
    this.out = out;
  }

  /**
   * Plays the tour; the toolkit must not run yet.
   *
   * @param folder for what it leaves; what an earlier tour left there is removed
   * @return 0 if every step reached its state, else 1
   */
  public static int play(Path folder, PrintStream out, PrintStream err) {
    try {
      new Tour(folder.toAbsolutePath(), lesson(), out).run();
      return 0;
    } catch (TourException e) {
      err.println("The tour stopped. " + e.getMessage());
      return 1;
    } catch (LabException e) {
      err.println("The tour stopped: " + e.getMessage());
      return 1;
    } catch (IOException e) {
      err.println("The tour stopped, a file could not be written in " + folder + ": " + e);
      return 1;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      err.println("The tour was interrupted.");
      return 1;
    }
  }

  private static Lesson lesson() throws IOException {
    try {
      return Course.lesson("tour");
    } catch (LessonException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void run() throws TourException, IOException, InterruptedException {
    delete(folder);
    Path data = folder.resolve("data");
    Files.createDirectories(data);
    System.setProperty("raftarium.log", folder.resolve("raftarium.log").toString());
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    out.println(
        "The tour: " + lesson.steps().size() + " steps on real nodes, pictures in " + folder);
    startToolkit();
    Stage stage = Camera.onFx(Stage::new);
    Desktop desktop = Camera.onFx(() -> new Desktop(stage, data, folder.resolve("raftarium.log")));
    Thread atExit = new Thread(desktop::close, "tour-end");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      play(stage, desktop, data);
    } finally {
      desktop.close();
      Runtime.getRuntime().removeShutdownHook(atExit);
      delete(data);
      Platform.exit();
    }
  }

  private void play(Stage stage, Desktop desktop, Path data)
      throws TourException, IOException, InterruptedException {
    long began = System.nanoTime();
    MainWindow window = open(stage, desktop, data);
    Lab lab =
        window
            .source()
            .lab()
            .orElseThrow(() -> new TourException("The window has no laboratory to play on"));
    out.println("Ready after " + DurationText.of(since(began)) + ": " + lab.database());
    Camera camera = new Camera(stage.getScene(), desktop, window, folder);
    Walk walk = new Walk(lesson, lab, hands(window));
    int number = 0;
    for (Step step : lesson.steps()) {
      number++;
      play(step, number, new Cast(window, lab, walk, camera));
    }
    CaptureFile.write(lab.capture(), folder.resolve("snapshot.json"));
    long rows = lab.cluster().view().nodes().values().stream().mapToLong(NodeView::version).sum();
    String about =
        "Five real nodes on "
            + lab.database()
            + ", "
            + rows
            + " steps of `raft.process_raft_event` that changed something, "
            + DurationText.of(Duration.ofNanos(lab.time().now().nanos()))
            + " of laboratory time in "
            + DurationText.of(since(began))
            + ". They follow the paper's Figure 2 alone, without pre-vote and check-quorum: a leader"
            + " that is cut off stays one in its old term until it hears of a newer one. The state at the end is in [snapshot.json](snapshot.json).";
    WholeFile.write(folder.resolve("tour.md"), report.text(about).getBytes(StandardCharsets.UTF_8));
    out.println(
        "All "
            + lesson.steps().size()
            + " steps reached their state; see "
            + folder.resolve("tour.md"));
  }

  /** Those who take part in every step. */
  private record Cast(MainWindow window, Lab lab, Walk walk, Camera camera) {}

  private static void startToolkit() throws TourException, InterruptedException {
    CountDownLatch up = new CountDownLatch(1);
    Platform.setImplicitExit(false);
    Platform.startup(up::countDown);
    if (!up.await(START_LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new TourException("JavaFX did not start within " + START_LIMIT_SECONDS + " s");
    }
  }

  private MainWindow open(Stage stage, Desktop desktop, Path data)
      throws TourException, InterruptedException {
    boolean _ =
        Camera.onFx(() -> {
          desktop.theme().choose(Theme.Choice.DARK);
          desktop.show(progress -> {
            Lab lab =
                LocalLab.open(
                    lesson.lab().options(LabOptions.in(data)).withSeed(System.nanoTime()),
                    (text, done) -> progress.accept(text, done * 0.95));
            // Time stands still until the first step lets it go.
            lab.time().pause();
            lab.cluster().start(lesson.lab().nodes());
            return lab;
          });
          stage.setWidth(WIDTH);
          stage.setHeight(HEIGHT);
          return true;
        });
    try {
      return desktop.ready().get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new TourException("The laboratory did not start: " + cause.getMessage(), e);
    } catch (TimeoutException e) {
      throw new TourException(
          "The laboratory did not start within " + START_LIMIT_SECONDS + " s", e);
    }
  }

  private void play(Step step, int number, Cast cast)
      throws TourException, IOException, InterruptedException {
    long began = System.nanoTime();
    String where = "Step " + number + " of " + lesson.steps().size() + ", " + step.id();
    String outcome;
    try {
      outcome =
          cast.walk()
              .take(
                  step,
                  () -> {
                    narrator.take(moment(cast));
                    LockSupport.parkNanos(BETWEEN_LOOKS);
                  });
    } catch (LabException | IllegalStateException e) {
      throw new TourException(where + ": " + e.getMessage(), e);
    }
    Shot shot = step.picture() == null ? new Shot(false, false, null) : step.picture();
    if (shot.freeze()) {
      cast.lab().time().pause();
    }
    Duration took = since(began);
    OptionalInt shown = cast.walk().node(shot);
    if (shown.isPresent()) {
      boolean _ =
          Camera.onFx(() -> {
            cast.window().selection().select(shown.getAsInt());
            return true;
          });
    }
    String name = String.format(Locale.ROOT, "%02d-%s", number, step.id());
    List<String> pictures =
        shot.light()
            ? List.of(cast.camera().take(name), cast.camera().takeLight(name))
            : List.of(cast.camera().take(name));
    narrator.take(moment(cast));
    List<String> news =
        narrator.sentences().stream().filter(told::add).map(Sentence::text).toList();
    report.add(new TourReport.Line(step, took, outcome, news, pictures));
    out.printf(
        Locale.ROOT,
        "  %2d/%d  %-14s ok %8s   %s%n",
        number,
        lesson.steps().size(),
        step.id(),
        DurationText.of(took),
        outcome);
  }

  private static Hands hands(MainWindow window) {
    return new Hands() {
      @Override
      public void look(long number) {
        Platform.runLater(() -> window.playhead().show(window.source().at(number)));
      }

      @Override
      public void press(String action) {
        Platform.runLater(() -> window.commands().run(action));
      }

      @Override
      public void click(String id) {
        Platform.runLater(() -> {
          if (window.node().lookup("#" + id) instanceof Button button) {
            button.fire();
          }
        });
      }

      @Override
      public void select(int node) {
        Platform.runLater(() -> window.selection().select(node));
      }

      @Override
      public void pick(long message) {
        Platform.runLater(() -> window.selection().pick(new Pick.Message(message)));
      }

      @Override
      public Map<String, Object> window() {
        try {
          return Camera.onFx(() -> {
            Map<String, Object> facts = new HashMap<>(window.facts());
            facts.put("words", Said.in(window.node()));
            return facts;
          });
        } catch (TourException e) {
          throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("The tour was interrupted.", e);
        }
      }
    };
  }

  private static Moment moment(Cast cast) {
    return cast.window().source().moment();
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
