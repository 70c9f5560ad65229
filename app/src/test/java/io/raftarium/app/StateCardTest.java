package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** The states of all nodes side by side: one that is down has what it had applied. */
@Tag("thorough")
final class StateCardTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @Test
  void aNodeThatIsDownLagsBehindInSight() throws Exception {
    screen.type("put both 1");
    await("it on every node", () -> everywhere("both"));
    int down = screen.leader() == 1 ? 2 : 1;
    screen.lab().cluster().kill(down);
    screen.type("put some 2");
    await(
        "its fate", () -> screen.fates().stream().anyMatch(f -> f.startsWith("put some 2 → com")));
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
    await("the card", () -> screen.text("#state-count").startsWith("2 keys; not the same"));
    TableView<?> table = robot.lookup("#state-table").queryTableView();
    // A follower hears of the commit with the next heartbeat.
    await("it at node 3", () -> "2".equals(fx(() -> table.getColumns().get(3).getCellData(1))));
    assertThat(fx(() -> table.getColumns().get(down).getCellData(1))).isEqualTo("–");
    screen.lab().cluster().restart(down);
    await("the same again", () -> screen.text("#state-count").contains("the same on every node"));
    robot.push(KeyCode.DOWN).push(KeyCode.ENTER);
    await("all of a key", () -> screen.text("#whole-text-length").contains("characters"));
    robot.push(KeyCode.ESCAPE);
  }

  private static boolean everywhere(String key) throws Exception {
    return fx(() ->
        screen.moment().view().nodes().values().stream()
            .allMatch(node -> node.keyValues().containsKey(key)));
  }
}
