package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.view.Deed;
import io.raftarium.view.Fault;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.TimedFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** Faults that end by themselves, what would follow from one, the end of all, and the way back. */
@Tag("thorough")
final class FaultWindowTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @AfterEach
  void faultsStay() throws Exception {
    screen.command("fault.lasting.0");
  }

  @Test
  void whatFollowsIsNamedBeforeItIsDone() throws Exception {
    int leader = screen.leader();
    screen.select(leader);
    assertThat(menu("node.kill"))
        .isEqualTo("Kill  –  4 of 5 left: S" + leader + " leads, an election follows");
    fx(() -> {
      TreeSet<Integer> three = new TreeSet<>(Set.of(1, 2, 3, 4, 5));
      three.remove(leader);
      three.removeFirst();
      screen.window().selection().selectAll(three);
      return true;
    });
    assertThat(menu("node.pause")).isEqualTo("Pause node  –  2 of 5 left: no commits");
    robot.push(KeyCode.CONTROL, KeyCode.D);
    await("a duration", () -> menu("node.pause").contains("for 2 s: 2 of 5 left: no commits"));
    screen.click("#node-" + leader, MouseButton.SECONDARY);
    await("the menu", () -> fx(() -> openMenu().size() > 5));
    saveMenu();
    robot.push(KeyCode.ESCAPE);
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.X);
    await("the groups", () -> screen.text("#partition-follows").contains(" left: "));
    screen.picture("fault-partition");
    robot.push(KeyCode.ESCAPE);
  }

  @Test
  void aKilledNodeStartsByItselfAndAPausedOneAtAClick() throws Exception {
    int node = screen.follower();
    screen.command("fault.lasting.5");
    screen.select(node);
    screen.lab().time().speed(0.5);
    robot.push(KeyCode.DELETE);
    await("it is down", () -> screen.process(node) == NodeStatus.State.DOWN);
    await("its countdown", () -> running().size() == 1);
    int other = node % 5 + 1;
    screen
        .lab()
        .faults()
        .begin(
            new Fault.Ruled(node % 5 + 1, (node + 1) % 5 + 1, LinkRule.OK.withLossPercent(50)),
            Duration.ofSeconds(60));
    screen.lab().faults().begin(new Fault.Frozen(other), Duration.ofSeconds(60));
    await("three", () -> running().size() == 3);
    screen.picture("fault-countdowns");
    theme();
    screen.picture("fault-countdowns-other-theme");
    theme();
    screen.lab().time().speed(1);
    await("it runs again", () -> screen.process(node) == NodeStatus.State.RUNNING);
    await("and is told", () -> running().size() == 2);
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
    await("one is left", () -> running().size() == 1);
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
    await("none is left", () -> running().isEmpty());
    assertThat(screen.process(other)).isEqualTo(NodeStatus.State.RUNNING);
    assertThat(screen.moment().links()).isEmpty();
  }

  @Test
  void oneKeyEndsAllAndAnotherBringsItBack() throws Exception {
    int node = screen.follower();
    screen.select(node);
    robot.push(KeyCode.DELETE);
    await("it is down", () -> screen.process(node) == NodeStatus.State.DOWN);
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    await("it runs", () -> screen.process(node) == NodeStatus.State.RUNNING);
    await("it is said", () -> said().contains("Undone: Killed S" + node + "."));
    screen.picture("fault-undone");
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
    await("it is down again", () -> screen.process(node) == NodeStatus.State.DOWN);
    screen.command("fault.lasting.60");
    screen
        .lab()
        .faults()
        .begin(
            new Fault.Parted(
                new TreeMap<>(
                    Map.of("A", new TreeSet<>(Set.of(1, 2)), "B", new TreeSet<>(Set.of(3, 4, 5))))),
            Duration.ofSeconds(60));
    await("parted", () -> screen.moment().partition().size() == 2 && running().size() == 1);
    screen.picture("fault-parted");
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.H);
    await(
        "all is well",
        () ->
            screen.process(node) == NodeStatus.State.RUNNING
                && screen.moment().links().isEmpty()
                && screen.moment().partition().isEmpty()
                && running().isEmpty());
    await("it is said", () -> said().contains("Ended every fault: 12 links healed"));
    screen.picture("fault-ended");
    await("no fault", () -> !enabled("fault.end-all"));
  }

  @Test
  void aDiskIsWipedAfterAsking() throws Exception {
    int node = screen.follower();
    await("it has a log", () -> logOf(node) > 0);
    for (int message = 0; message < 4; message++) {
      robot.push(KeyCode.ESCAPE);
    }
    screen.picture("fault-before-wipe");
    screen.click("#node-" + node, MouseButton.SECONDARY);
    await("the menu", () -> fx(() -> openMenu().size() > 5));
    screen.click("#menu-server-wipe");
    await("the question", () -> robot.lookup("#confirm-yes").tryQuery().isPresent());
    screen.picture("fault-wipe");
    screen.click("#confirm-yes");
    await("it runs on an empty disk", () -> wiped(node) && logOf(node) == 0);
    // As it was told: its leader does not send again what the node had.
    screen.command("lab.killLeader");
    await("another leader has told it all", () -> logOf(node) > 0);
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.H);
    await("all run", () -> !enabled("fault.end-all"));
  }

  private static boolean wiped(int node) {
    return screen.process(node) == NodeStatus.State.RUNNING
        && screen.lab().tape().events().stream()
            .anyMatch(event -> event.deed() instanceof Deed.Wiped(int whose) && whose == node);
  }

  private static long logOf(int node) throws Exception {
    return Objects.requireNonNull(screen.moment().view().nodes().get(node)).lastLogIndex();
  }

  private static boolean enabled(String id) throws Exception {
    return fx(() -> screen.window().commands().get(id).enabled().getAsBoolean());
  }

  private static List<TimedFault> running() {
    return TimedFault.running(screen.moment().events());
  }

  private static String menu(String id) throws Exception {
    return fx(() -> {
      var action = screen.window().commands().get(id);
      return action.text() + action.consequence().get().map(what -> "  –  " + what).orElse("");
    });
  }

  private static List<MenuItem> openMenu() {
    return Window.getWindows().stream()
        .filter(window -> window instanceof ContextMenu menu && menu.isShowing())
        .flatMap(window -> ((ContextMenu) window).getItems().stream())
        .toList();
  }

  private String said() throws Exception {
    return fx(() ->
        String.join(
            "\n",
            robot.lookup(".label").queryAll().stream()
                .map(node -> ((Labeled) node).getText())
                .toList()));
  }

  private static void theme() throws Exception {
    fx(() -> {
      screen.desktop().theme().toggle();
      return true;
    });
  }

  /** A menu is a window of its own. */
  private static void saveMenu() throws Exception {
    Scene menu =
        fx(() ->
            Window.getWindows().stream()
                .filter(window -> window instanceof ContextMenu)
                .findFirst()
                .orElseThrow()
                .getScene());
    Pictures.save("fault-menu", menu);
  }
}
