package io.raftarium.app.window;

import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.model.Frames;
import io.raftarium.app.model.Source;
import io.raftarium.app.model.StillSource;
import io.raftarium.protocol.Role;
import io.raftarium.view.NodeStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;

/** Nine nodes in windows of several sizes: all that is written can be read. */
class ReadableTest {
  private static final double LEAST = 11;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before any test
  static Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Shell shell;

  @SuppressWarnings("NullAway.Init") // set before each test
  private MainWindow window;

  @SuppressWarnings("NullAway.Init") // set before each test
  private StillWindow opened;

  @BeforeEach
  void open() throws Exception {
    Stage stage = FxToolkit.registerPrimaryStage();
    opened = fx(() -> StillWindow.in(stage, folder, still()));
    shell = opened.shell();
    window = opened.window();
  }

  @AfterEach
  void close() throws Exception {
    fx(() -> {
      opened.close();
      return true;
    });
    FxToolkit.cleanupStages();
  }

  @ParameterizedTest
  @CsvSource({
    "1024,700,1",
    "1440,900,1",
    "1024,700,2",
    "1440,900,2",
    "1920,1080,2",
    "1440,900,0.8"
  })
  void nothingIsTooSmallOrOutOfItsCircle(double width, double height, double zoom)
      throws Exception {
    fx(() -> {
      shell.stage().setX(0);
      shell.stage().setY(0);
      shell.stage().setWidth(width);
      shell.stage().setHeight(height);
      shell.stage().show();
      shell.zoom().set(zoom);
      // A split pane finds its places, and with them the stage its size, in several passes.
      for (int pass = 0; pass < 4; pass++) {
        shell.scene().getRoot().applyCss();
        shell.scene().getRoot().layout();
      }
      window.refresh();
      return true;
    });
    fx(() -> {
      check();
      return true;
    });
  }

  private void check() {
    List<Text> all = new ArrayList<>();
    collect(shell.scene().getRoot(), all);
    assertThat(all).hasSizeGreaterThan(40);
    assertThat(all)
        .allSatisfy(text ->
            assertThat(text.getFont().getSize()).as(text.getText()).isGreaterThanOrEqualTo(LEAST));
    List<Bounds> circles = new ArrayList<>();
    List<Bounds> beside = new ArrayList<>();
    for (int id = 1; id <= 9; id++) {
      Node node = shell.scene().lookup("#node-" + id);
      double radius = radius((Parent) node);
      circles.add(
          new BoundingBox(
              node.getLayoutX() - radius, node.getLayoutY() - radius, 2 * radius, 2 * radius));
    }
    for (int id = 1; id <= 9; id++) {
      Node node = shell.scene().lookup("#node-" + id);
      List<Text> words = new ArrayList<>();
      collect((Parent) node, words);
      double radius = radius((Parent) node);
      for (Text text : words) {
        Bounds box = text.getBoundsInParent();
        if (text.getStyleClass().contains("beside")) {
          Bounds on =
              new BoundingBox(
                  box.getMinX() + node.getLayoutX(),
                  box.getMinY() + node.getLayoutY(),
                  box.getWidth(),
                  box.getHeight());
          assertThat(circles).as(text.getText()).noneMatch(on::intersects);
          assertThat(beside).as(text.getText()).noneMatch(on::intersects);
          beside.add(on);
        } else {
          for (double x : new double[] {box.getMinX(), box.getMaxX()}) {
            for (double y : new double[] {box.getMinY(), box.getMaxY()}) {
              assertThat(Math.hypot(x, y)).as(text.getText()).isLessThanOrEqualTo(radius);
            }
          }
        }
      }
    }
  }

  /** The outer ring's. */
  private static double radius(Parent node) {
    return node.getChildrenUnmodifiable().stream()
        .filter(javafx.scene.shape.Arc.class::isInstance)
        .mapToDouble(arc -> ((javafx.scene.shape.Arc) arc).getRadiusX())
        .max()
        .orElseThrow();
  }

  /** Everything written that is shown. */
  private static void collect(Parent parent, List<Text> into) {
    for (Node child : parent.getChildrenUnmodifiable()) {
      if (!child.isVisible()) {
        continue;
      }
      if (child instanceof Text text) {
        // An icon is a letter of a font of its own; a node's mark stands on its edge.
        boolean icon = text.getStyleClass().contains("ikonli-font-icon");
        if (!icon && !text.getText().isEmpty() && !text.getText().equals("!")) {
          into.add(text);
        }
      } else if (child instanceof Labeled || child instanceof Parent) {
        collect((Parent) child, into);
      }
    }
  }

  /** One moment of nine nodes of all kinds. */
  private static Source still() {
    return new StillSource(
        Frames.cluster(9)
            .leader(1, 12)
            .role(2, 12, Role.PRE_CANDIDATE)
            .role(3, 13, Role.CANDIDATE)
            .leader(4, 11)
            .process(5, NodeStatus.State.DOWN)
            .process(6, NodeStatus.State.FAILED)
            .process(7, NodeStatus.State.PAUSED)
            .role(8, 123_456, Role.FOLLOWER)
            .moment(),
        new Source.Caption("still"));
  }
}
