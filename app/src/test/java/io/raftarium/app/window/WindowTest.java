package io.raftarium.app.window;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.OpenWindow;
import io.raftarium.app.model.Speeds;
import io.raftarium.app.theme.Theme;
import io.raftarium.lab.LabException;
import io.raftarium.time.LabTime;
import io.raftarium.view.Link;
import io.raftarium.view.NodeStatus;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** Clicks through the real window over a real laboratory. */
class WindowTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @Test
  void showsFiveNodesAndTheirLeader() throws Exception {
    await("the crown's word", () -> screen.spoken(screen.leader()).contains("LEADER"));
    await(
        "the headline",
        () ->
            screen.text("#headline").equals("quorum 3 of 5 · reachable 5 · tolerates 2 failures"));
    assertThat(screen.text("#cluster-chip")).startsWith("lab-1 · 5 nodes in process · embedded");
  }

  @Test
  void submitsThroughTheBar() throws Exception {
    screen.type("put x 8");
    await(
        "x = 8 on every node",
        () ->
            screen.moment().view().nodes().values().stream()
                .allMatch(node ->
                    node.keyValues().containsKey("x")
                        && Objects.requireNonNull(node.keyValues().get("x")).value().asInt(0)
                            == 8));
  }

  @Test
  void killsAndRestartsByKeyboard() throws Exception {
    int victim = screen.follower();
    screen.click("#node-" + victim);
    await("selected", () -> selected().equals(new TreeSet<>(Set.of(victim))));
    robot.push(KeyCode.DELETE);
    await("killed", () -> screen.spoken(victim).contains("killed"));
    assertThat(screen.process(victim)).isEqualTo(NodeStatus.State.DOWN);
    await("the headline", () -> screen.text("#headline").contains("tolerates one failure"));
    robot.push(KeyCode.CONTROL, KeyCode.R);
    await("running again", () -> screen.spoken(victim).contains("follower"));
    assertThat(screen.process(victim)).isEqualTo(NodeStatus.State.RUNNING);
  }

  @Test
  void pausesANodeFromItsContextMenu() throws Exception {
    int node = screen.follower();
    screen.click("#node-" + node, MouseButton.SECONDARY);
    screen.click("#menu-node-pause");
    await("paused", () -> screen.process(node) == NodeStatus.State.PAUSED);
    await("said so", () -> screen.spoken(node).contains("paused"));
  }

  @Test
  void partitionsTheSelectedNodesAndHeals() throws Exception {
    int old = screen.leader();
    screen.click("#node-" + old);
    screen.click("#button-lab-partition");
    screen.click("#partition-apply");
    await("cut", () -> screen.moment().link(old, old % 5 + 1).cut());
    assertThat(screen.moment().partition().get("A")).containsExactly(old);
    await("another leader", () -> screen.leader() != 0 && screen.leader() != old);
    await("the old one does not count any more", () -> !screen.spoken(old).contains("LEADER"));
    screen.click("#button-lab-heal");
    await("no rule left", () -> screen.moment().links().isEmpty());
    await(
        "one leader", () -> screen.view(old).currentTerm() == screen.moment().view().highestTerm());
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
    await("cut", () -> screen.moment().link(2, 1).cut() && screen.moment().link(1, 3).cut());
    assertThat(screen.lab().network().links().keySet()).doesNotContain(new Link(2, 3));
  }

  @Test
  void thePaletteKillsTheLeader() throws Exception {
    int old = screen.leader();
    robot.push(KeyCode.CONTROL, KeyCode.K);
    robot.write("killlead").push(KeyCode.ENTER);
    await("killed", () -> screen.process(old) == NodeStatus.State.DOWN);
    await("another leader", () -> screen.leader() != 0 && screen.leader() != old);
  }

  @Test
  void aPausedLaboratoryRestsAndSteps() throws Exception {
    screen.click("#button-clock-pause");
    await("paused", () -> screen.lab().time().paused());
    await("the window rests", screen.window()::resting);
    LabTime before = screen.lab().time().now();
    screen.click("#button-clock-step");
    await("time went on", () -> screen.lab().time().now().compareTo(before) > 0);
    screen.click("#button-clock-pause");
    await("running", () -> !screen.lab().time().paused());
  }

  @Test
  void theSpeedIsTheClocks() throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.COMMA);
    await("slower", () -> screen.lab().time().speed() == Speeds.at(Speeds.count() - 2));
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.PERIOD);
    await("fast again", () -> screen.lab().time().speed() == 1);
  }

  @Test
  void arrowsMoveAndEnterSelects() throws Exception {
    screen.click("#node-1");
    robot.push(KeyCode.RIGHT).push(KeyCode.RIGHT).push(KeyCode.ENTER);
    await("the third", () -> selected().equals(new TreeSet<>(Set.of(3))));
  }

  @Test
  void whatCannotRunTellsWhy() throws Exception {
    screen.click("#button-lab-heal");
    await(
        "the reason",
        () ->
            robot.lookup("#messages .message-title").queryAll().stream()
                .anyMatch(node -> ((Labeled) node).getText().equals("Heal all: nothing to heal.")));
  }

  @Test
  void aFailureOnAnyThreadIsTold() throws Exception {
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              throw new IllegalStateException("the test breaks this thread");
            });
    thread.join(5_000);
    await("the card", () -> screen.text("#failure-text").contains("the test breaks this thread"));
    robot.push(KeyCode.ESCAPE);
    await("no card", () -> screen.text("#failure-text").isEmpty());
  }

  @Test
  void bothThemesDress() throws Exception {
    fx(() -> {
      screen.desktop().theme().choose(Theme.Choice.DARK);
      return true;
    });
    assertThat(screen.desktop().theme().palette().get().dark()).isTrue();
    fx(() -> {
      screen.desktop().theme().toggle();
      return true;
    });
    assertThat(screen.desktop().theme().palette().get().dark()).isFalse();
  }

  @Test
  void aStartThatFailsSaysWhatToDo() throws Exception {
    Desktop second =
        fx(() ->
            new Desktop(
                new Stage(), screen.folder().resolve("other"), screen.folder().resolve("log")));
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

  private static Set<Integer> selected() {
    return screen.window().selection().nodes().get();
  }

  private Point2D place(int node) throws Exception {
    return fx(() -> robot.lookup("#node-" + node).query().localToScreen(0, 0));
  }
}
