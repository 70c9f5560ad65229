package io.raftarium.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.model.Frame;
import io.raftarium.app.model.Speeds;
import io.raftarium.app.theme.Theme;
import io.raftarium.fault.Link;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabException;
import io.raftarium.lab.NodeProcess;
import io.raftarium.observe.NodeView;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Clicks through the real window over a real laboratory. */
class WindowTest {
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
    desktop = fx(() -> new Desktop(stage, data, folder.resolve("log")));
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
  void healthyCluster() throws Exception {
    // What an earlier test left open would swallow the first click.
    robot.push(KeyCode.ESCAPE);
    lab.clock().resume();
    lab.clock().setSpeed(1);
    lab.heal();
    for (NodeProcess process : lab.processes().values()) {
      switch (process.state()) {
        case PAUSED -> lab.resume(process.id());
        case DOWN, FAILED -> lab.restart(process.id());
        case RUNNING -> {}
      }
    }
    fx(() -> {
      window.selection().select(1);
      return true;
    });
    await("a leader", this::oneLeader);
  }

  @Test
  void showsFiveNodesAndTheirLeader() throws Exception {
    await("the crown's word", () -> spoken(leader()).contains("LEADER"));
    await(
        "the headline",
        () -> text("#headline").equals("quorum 3 of 5 · reachable 5 · 2 failures can be borne"));
    assertThat(text("#cluster-chip")).startsWith("lab-1 · 5 nodes in process · embedded");
  }

  @Test
  void submitsThroughTheBar() throws Exception {
    robot.clickOn("#submit-command").write("put x 8").push(KeyCode.ENTER);
    await(
        "x = 8 on every node",
        () ->
            frame().view().nodes().values().stream()
                .allMatch(node ->
                    node.keyValues().containsKey("x")
                        && Objects.requireNonNull(node.keyValues().get("x")).value().asInt(0)
                            == 8));
  }

  @Test
  void killsAndRestartsByKeyboard() throws Exception {
    int victim = follower();
    robot.clickOn("#node-" + victim);
    await("selected", () -> window.selection().nodes().get().equals(new TreeSet<>(Set.of(victim))));
    robot.push(KeyCode.DELETE);
    await("killed", () -> spoken(victim).contains("killed"));
    assertThat(process(victim)).isEqualTo(NodeProcess.State.DOWN);
    await("the headline", () -> text("#headline").contains("one failure can be borne"));
    robot.push(KeyCode.CONTROL, KeyCode.R);
    await("running again", () -> spoken(victim).contains("follower"));
    assertThat(process(victim)).isEqualTo(NodeProcess.State.RUNNING);
  }

  @Test
  void pausesANodeFromItsContextMenu() throws Exception {
    int node = follower();
    robot.clickOn("#node-" + node, MouseButton.SECONDARY);
    robot.clickOn("Pause node");
    await("paused", () -> process(node) == NodeProcess.State.PAUSED);
    await("said so", () -> spoken(node).contains("paused"));
  }

  @Test
  void partitionsTheSelectedNodesAndHeals() throws Exception {
    int old = leader();
    robot.clickOn("#node-" + old);
    robot.clickOn("#button-lab-partition");
    robot.clickOn("#partition-apply");
    await("cut", () -> frame().link(old, old % 5 + 1).cut());
    assertThat(frame().partition().get("A")).containsExactly(old);
    await("another leader", () -> leader() != 0 && leader() != old);
    await("the old one does not count any more", () -> !spoken(old).contains("LEADER"));
    robot.clickOn("#button-lab-heal");
    await("no rule left", () -> frame().links().isEmpty());
    await("one leader", () -> view(old).currentTerm() == frame().view().highestTerm());
  }

  @Test
  void aLassoSelectsWhatItSurrounds() throws Exception {
    Point2D second = place(2);
    Point2D third = place(3);
    double left = Math.min(second.getX(), third.getX()) - 70;
    double right = Math.max(second.getX(), third.getX()) + 70;
    double top = second.getY() - 70;
    double bottom = third.getY() + 75;
    robot
        .moveTo(left, top)
        .press(MouseButton.PRIMARY)
        .moveTo(right, top)
        .moveTo(right, bottom)
        .moveTo(left, bottom)
        .moveTo(left, top + 5)
        .release(MouseButton.PRIMARY);
    await("selected", () -> selected().equals(new TreeSet<>(Set.of(2, 3))));
    robot.push(KeyCode.ESCAPE).push(KeyCode.CONTROL, KeyCode.I);
    await("cut", () -> frame().link(2, 1).cut() && frame().link(1, 3).cut());
    assertThat(lab.links().all().keySet()).doesNotContain(new Link(2, 3));
  }

  @Test
  void thePaletteKillsTheLeader() throws Exception {
    int old = leader();
    robot.push(KeyCode.CONTROL, KeyCode.K);
    robot.write("killlead").push(KeyCode.ENTER);
    await("killed", () -> process(old) == NodeProcess.State.DOWN);
    await("another leader", () -> leader() != 0 && leader() != old);
  }

  @Test
  void aPausedLaboratoryRestsAndSteps() throws Exception {
    robot.clickOn("#button-clock-pause");
    await("paused", () -> lab.clock().paused());
    await("the window rests", window::resting);
    long before = lab.clock().now();
    robot.clickOn("#button-clock-step");
    await("time went on", () -> lab.clock().now() > before);
    robot.clickOn("#button-clock-pause");
    await("running", () -> !lab.clock().paused());
  }

  @Test
  void theSpeedIsTheClocks() throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.COMMA);
    await("slower", () -> lab.clock().speed() == Speeds.at(Speeds.count() - 2));
    robot.push(KeyCode.CONTROL, KeyCode.PERIOD);
    await("fast again", () -> lab.clock().speed() == 1);
  }

  @Test
  void arrowsMoveAndEnterSelects() throws Exception {
    robot.clickOn("#node-1").push(KeyCode.RIGHT).push(KeyCode.RIGHT).push(KeyCode.ENTER);
    await("the third", () -> selected().equals(new TreeSet<>(Set.of(3))));
  }

  @Test
  void whatCannotRunTellsWhy() throws Exception {
    robot.clickOn("#button-clock-step");
    await(
        "the reason",
        () ->
            robot.lookup("#messages .message-title").queryAll().stream()
                .anyMatch(node -> ((Labeled) node).getText().equals("Step: pause first.")));
  }

  @Test
  void aFailureOnAnyThreadIsTold() throws Exception {
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              throw new IllegalStateException("the test breaks this thread");
            });
    thread.join(5_000);
    await(
        "the message",
        () ->
            robot.lookup(".message-card.failure .label").queryAll().stream()
                .anyMatch(
                    node -> ((Labeled) node).getText().contains("the test breaks this thread")));
  }

  @Test
  void bothThemesDress() throws Exception {
    fx(() -> {
      desktop.theme().choose(Theme.Choice.DARK);
      return true;
    });
    assertThat(desktop.theme().palette().get().dark()).isTrue();
    fx(() -> {
      desktop.theme().toggle();
      return true;
    });
    assertThat(desktop.theme().palette().get().dark()).isFalse();
  }

  @Test
  void aStartThatFailsSaysWhatToDo() throws Exception {
    Desktop second =
        fx(() -> new Desktop(new Stage(), folder.resolve("other"), folder.resolve("log")));
    fx(() -> {
      second.show(progress -> {
        throw new LabException("Another window uses this data folder. Close it.");
      });
      return true;
    });
    await(
        "the failure",
        () ->
            second.scene().lookup("#start-failure") instanceof Label label
                && label.getText().equals("Another window uses this data folder. Close it."));
    fx(() -> {
      ((Stage) second.scene().getWindow()).close();
      return true;
    });
  }

  private Frame frame() {
    return window.frame();
  }

  private boolean oneLeader() {
    return frame().live()
        && frame().links().isEmpty()
        && leader() != 0
        && frame().up(leader())
        && frame().view().nodes().values().stream()
            .allMatch(node -> node.currentTerm() == frame().view().highestTerm());
  }

  private int leader() {
    NodeView leader = frame().view().leader();
    return leader == null ? 0 : leader.id();
  }

  private int follower() {
    return leader() % 5 + 1;
  }

  private NodeView view(int node) {
    return Objects.requireNonNull(frame().view().nodes().get(node));
  }

  private NodeProcess.State process(int node) {
    return Objects.requireNonNull(lab.processes().get(node)).state();
  }

  private Set<Integer> selected() {
    return window.selection().nodes().get();
  }

  private String spoken(int node) throws Exception {
    return fx(() -> String.valueOf(robot.lookup("#node-" + node).query().getAccessibleText()));
  }

  private String text(String query) throws Exception {
    return fx(() -> ((Labeled) robot.lookup(query).query()).getText());
  }

  private Point2D place(int node) throws Exception {
    Node control = robot.lookup("#node-" + node).query();
    return fx(() -> control.localToScreen(0, 0));
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
