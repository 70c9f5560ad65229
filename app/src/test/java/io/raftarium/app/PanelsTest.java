package io.raftarium.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.export.FileChoice;
import io.raftarium.app.window.Desktop;
import io.raftarium.app.window.DesktopApplication;
import io.raftarium.app.window.MainWindow;
import io.raftarium.lab.Lab;
import io.raftarium.observe.NodeView;
import io.raftarium.observe.Snapshot;
import io.raftarium.observe.SnapshotFile;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Submits, exports and looks into the past in the real window over a real laboratory. */
class PanelsTest {
  private static final int LIMIT_SECONDS = 30;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before any test
  static Path folder;

  @SuppressWarnings("NullAway.Init") // set before any test
  private static Desktop desktop;

  @SuppressWarnings("NullAway.Init") // set before any test
  private static MainWindow window;

  @SuppressWarnings("NullAway.Init") // set before any test
  private static Lab lab;

  private final FxRobot robot = new FxRobot();

  @BeforeAll
  static void open() throws Exception {
    Stage stage = FxToolkit.registerPrimaryStage();
    Path data = folder.resolve("data");
    desktop = fx(() -> new Desktop(stage, data, folder.resolve("log"), FileChoice.in(folder)));
    fx(() -> {
      desktop.show(progress -> DesktopApplication.open(data, progress));
      return true;
    });
    window = desktop.ready().get(90, TimeUnit.SECONDS);
    lab = window.source().lab().orElseThrow();
  }

  @AfterAll
  static void close() throws Exception {
    desktop.close();
    FxToolkit.cleanupStages();
  }

  @BeforeEach
  void aLeaderIsShown() throws Exception {
    await("a leader", () -> leader() != 0 && window.frame().live());
  }

  @Test
  void aCommandsFateIsToldAndARead() throws Exception {
    type("put y 3");
    await("its fate", () -> fates().stream().anyMatch(f -> f.startsWith("put y 3 → committed in")));
    type("get y");
    await(
        "the read's fate",
        () -> fates().stream().anyMatch(f -> f.matches("get y → 3, read at index \\d+ in .*")));
  }

  @Test
  void aCommandThatIsNoneIsToldAndNotSent() throws Exception {
    int before = lab.submissions().size();
    type("put z");
    await("the problem", () -> text("#submit-problem").contains("The value is missing"));
    assertThat(lab.submissions()).hasSize(before);
  }

  @Test
  void theFateOfATransferIsTold() throws Exception {
    int to = leader() % 5 + 1;
    var fate = lab.transfer(to).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    await(
        "the transfer's fate",
        () -> fates().stream().anyMatch(f -> f.startsWith("transfer to S" + to + " → ")));
    assertThat(fate.problem()).isNull();
    await(
        "told",
        () ->
            fates().stream()
                .anyMatch(f -> f.startsWith("transfer to S" + to + " → S" + to + " leads in")));
    await("the leader is shown", () -> leader() == to);
  }

  @Test
  void theSnapshotIsWhatTheDatabaseHolds() throws Exception {
    type("put k 42");
    await("stored", () -> window.frame().view().nodes().values().stream().allMatch(this::hasK));
    run("Snapshot of the cluster");
    Path file = folder.resolve("snapshot.json");
    await("written", () -> Files.exists(file));
    Snapshot read = SnapshotFile.read(file);
    assertThat(read.nodes().keySet()).containsExactly(1, 2, 3, 4, 5);
    assertThat(read.nodes().values()).allMatch(this::hasK);
    assertThat(read.nodes().values())
        .allMatch(node -> node.voters().equals(List.of(1, 2, 3, 4, 5)));
  }

  @Test
  void theLogsAreWrittenLineByLine() throws Exception {
    type("put csv 7");
    await("its fate", () -> fates().stream().anyMatch(f -> f.startsWith("put csv 7 → committed")));
    run("Logs as CSV");
    Path file = folder.resolve("logs.csv");
    await("written", () -> Files.exists(file));
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.getFirst()).contains("index").contains("term");
    assertThat(lines.stream().filter(line -> line.contains("csv")).count()).isBetween(3L, 5L);
  }

  @Test
  void theStageIsAPictureOfTwiceItsSize() throws Exception {
    run("Stage as PNG");
    Path file = folder.resolve("stage.png");
    await("written", () -> Files.exists(file));
    BufferedImage picture = Objects.requireNonNull(ImageIO.read(file.toFile()));
    assertThat(picture.getWidth()).isGreaterThan(600);
    int middle = picture.getHeight() / 2;
    assertThat(
            IntStream.range(0, picture.getWidth())
                .map(x -> picture.getRGB(x, middle))
                .distinct()
                .count())
        .isGreaterThan(5);
  }

  @Test
  void theTapeLooksIntoThePastAndBack() throws Exception {
    type("put past 1");
    await("its fate", () -> fates().stream().anyMatch(f -> f.startsWith("put past 1 → committed")));
    Node tape = robot.lookup("#tape").query();
    Point2D left = fx(() -> tape.localToScreen(4, 12));
    robot.moveTo(left).clickOn(MouseButton.PRIMARY);
    await("the past", () -> !window.frame().live());
    assertThat(window.frame().view().number()).isLessThan(lab.view().number());
    assertThat(text("#tape-live")).startsWith("PAST");
    assertThat(fx(() -> robot.lookup("#submit-command").query().isDisabled())).isTrue();
    long first = window.frame().view().number();
    robot.push(KeyCode.RIGHT);
    await("one change on", () -> window.frame().view().number() > first);
    robot.clickOn("#tape-live");
    await("live", () -> window.frame().live());
    await("the newest", () -> window.frame().view().number() == lab.view().number());
    assertThat(text("#tape-live")).contains("LIVE");
  }

  private boolean hasK(NodeView node) {
    var value = node.keyValues().get("k");
    return value != null && value.value().asInt(0) == 42;
  }

  private void type(String command) {
    robot.clickOn("#submit-command").write(command).push(KeyCode.ENTER);
  }

  /** Runs a command of the palette. */
  private void run(String name) {
    robot.push(KeyCode.CONTROL, KeyCode.K);
    robot.write(name).push(KeyCode.ENTER);
  }

  private int leader() {
    NodeView leader = window.frame().view().leader();
    return leader == null ? 0 : leader.id();
  }

  private List<String> fates() throws Exception {
    return fx(() ->
        robot.lookup(".fates .label").queryAll().stream()
            .map(node -> ((Labeled) node).getText())
            .toList());
  }

  private String text(String query) throws Exception {
    return fx(() -> ((Labeled) robot.lookup(query).query()).getText());
  }

  private static <T> T fx(Callable<T> work) throws Exception {
    return WaitForAsyncUtils.asyncFx(work).get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    try {
      WaitForAsyncUtils.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS, condition);
    } catch (TimeoutException e) {
      throw new AssertionError("waited in vain for: " + what, e);
    }
  }
}
