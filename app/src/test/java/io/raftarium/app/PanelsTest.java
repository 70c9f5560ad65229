package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.record.Capture;
import io.raftarium.record.CaptureFile;
import io.raftarium.view.NodeView;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** Submits, exports and looks into the past in the real window over a real laboratory. */
@Tag("thorough")
class PanelsTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @Test
  void aCommandsFateIsToldAndARead() throws Exception {
    screen.type("put y 3");
    await(
        "its fate",
        () -> screen.fates().stream().anyMatch(f -> f.startsWith("put y 3 → committed in")));
    screen.type("get y");
    await(
        "the read's fate",
        () ->
            screen.fates().stream()
                .anyMatch(f -> f.matches("get y → 3, read at index \\d+ in .*")));
  }

  @Test
  void aCommandThatIsNoneIsToldAndNotSent() throws Exception {
    int before = screen.lab().client().submissions().size();
    screen.type("put z");
    await("the problem", () -> screen.text("#submit-problem").contains("The value is missing"));
    assertThat(screen.lab().client().submissions()).hasSize(before);
  }

  @Test
  void theFateOfATransferIsTold() throws Exception {
    int to = screen.leader() % 5 + 1;
    var fate = screen.lab().client().transfer(to).get(30, TimeUnit.SECONDS);
    await(
        "the transfer's fate",
        () -> screen.fates().stream().anyMatch(f -> f.startsWith("transfer to S" + to + " → ")));
    assertThat(fate.problem()).isNull();
    await(
        "told",
        () ->
            screen.fates().stream()
                .anyMatch(f -> f.startsWith("transfer to S" + to + " → S" + to + " leads in")));
    await("the leader is shown", () -> screen.leader() == to);
  }

  @Test
  void theSnapshotIsWhatTheDatabaseHolds() throws Exception {
    screen.type("put k 42");
    await("stored", () -> screen.moment().view().nodes().values().stream().allMatch(this::hasK));
    screen.run("Capture of the cluster");
    Path file = screen.folder().resolve("capture.json");
    await("written", () -> Files.exists(file));
    Capture read = CaptureFile.read(file);
    assertThat(read.nodes().keySet()).containsExactly(1, 2, 3, 4, 5);
    assertThat(read.nodes().values()).allMatch(this::hasK);
    assertThat(read.nodes().values())
        .allMatch(node -> node.voters().equals(List.of(1, 2, 3, 4, 5)));
  }

  @Test
  void theLogsAreWrittenLineByLine() throws Exception {
    screen.type("put csv 7");
    await(
        "its fate",
        () -> screen.fates().stream().anyMatch(f -> f.startsWith("put csv 7 → committed")));
    screen.run("Logs as CSV");
    Path file = screen.folder().resolve("logs.csv");
    await("written", () -> Files.exists(file));
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.getFirst()).contains("index").contains("term");
    assertThat(lines.stream().filter(line -> line.contains("csv")).count()).isBetween(3L, 5L);
  }

  @Test
  void theStageIsAPictureOfTwiceItsSize() throws Exception {
    screen.run("Stage as PNG");
    Path file = screen.folder().resolve("stage.png");
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
    screen.type("put past 1");
    await(
        "its fate",
        () -> screen.fates().stream().anyMatch(f -> f.startsWith("put past 1 → committed")));
    Node tape = robot.lookup("#tape").query();
    Point2D left = fx(() -> tape.localToScreen(4, 12));
    robot.moveTo(left).clickOn(MouseButton.PRIMARY);
    await("the past", () -> !screen.moment().live());
    assertThat(screen.moment().view().number()).isLessThan(screen.lab().cluster().view().number());
    assertThat(screen.text("#tape-live")).startsWith("PAST");
    assertThat(fx(() -> robot.lookup("#submit-command").query().isDisabled())).isTrue();
    long first = screen.moment().view().number();
    robot.push(KeyCode.RIGHT);
    await("one change on", () -> screen.moment().view().number() > first);
    screen.click("#tape-live");
    await("live", () -> screen.moment().live());
    await(
        "the newest",
        () -> screen.moment().view().number() == screen.lab().cluster().view().number());
    assertThat(screen.text("#tape-live")).contains("LIVE");
  }

  private boolean hasK(NodeView node) {
    var value = node.keyValues().get("k");
    return value != null && value.value().asInt(0) == 42;
  }
}
