package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.lab.KeptCluster;
import java.util.List;
import javafx.scene.control.Control;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** From one kept cluster to another and back, with the keyboard alone; and what asks before. */
@Tag("thorough")
final class ClustersWindowTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @Test
  void clustersAreMadeRenamedCopiedOpenedAndDeleted() throws Exception {
    screen.type("put home 1");
    await("the first one's entry", () -> committed("put home 1"));

    robot.push(KeyCode.CONTROL, KeyCode.N);
    await("the card", () -> shown("#new-cluster"));
    robot.push(KeyCode.CONTROL, KeyCode.A).write("Second");
    robot.push(KeyCode.TAB).write("3").push(KeyCode.ENTER);
    screen.another();
    assertThat(screen.lab().name()).isEqualTo("Second");
    assertThat(screen.lab().cluster().view().nodes()).as("as many as were typed").hasSize(3);
    assertThat(screen.text("#cluster-line")).startsWith("Second · begun ");
    assertThat(screen.fates()).as("none of the other one's outcomes").isEmpty();
    screen.type("put away 2");
    await("the second one's entry", () -> committed("put away 2"));

    list();
    assertThat(names()).containsExactly("Second", "lab-1");
    robot.push(KeyCode.DOWN).push(KeyCode.F2);
    robot.push(KeyCode.CONTROL, KeyCode.A).write("second").push(KeyCode.ENTER);
    await("a refusal", () -> screen.text("#clusters-hint").contains("already"));
    awaitFocus("clusters-table");
    robot.push(KeyCode.F2).push(KeyCode.CONTROL, KeyCode.A).write("First").push(KeyCode.ENTER);
    await("its new name", () -> names().equals(List.of("Second", "First")));
    awaitFocus("clusters-table");
    robot.push(KeyCode.ENTER);
    screen.another();
    assertThat(screen.lab().name()).isEqualTo("First");
    await("what was committed in it", () -> keyValues().contains("home"));

    list();
    fx(() -> {
      robot.lookup("#clusters-duplicate").queryButton().fire();
      return true;
    });
    awaitFocus("clusters-name");
    robot.push(KeyCode.ENTER);
    screen.another();
    assertThat(screen.lab().name()).as("the copied one goes on").isEqualTo("First");
    list();
    assertThat(names()).containsExactlyInAnyOrder("First", "First copy", "Second");
    robot.push(KeyCode.DELETE);
    assertThat(shown("#clusters-yes")).as("the open one cannot be deleted").isFalse();
    select("First copy");
    robot.push(KeyCode.DELETE);
    await("a question", () -> shown("#clusters-yes"));
    robot.push(KeyCode.ENTER);
    await("the buttons again", () -> shown("#clusters-open"));
    assertThat(names()).as("Enter on Cancel keeps it").contains("First copy");
    robot.push(KeyCode.DELETE);
    screen.click("#clusters-yes");
    await("two of them", () -> names().size() == 2);
    robot.push(KeyCode.ESCAPE);
    assertThat(shown("#clusters")).isFalse();
  }

  @Test
  void startingAnewAsksAndForgetsTheOldOutcomes() throws Exception {
    screen.type("put kept 1");
    await("the entry", () -> committed("put kept 1"));
    screen.run("Start anew with 5");
    await("a question", () -> shown("#confirm"));
    robot.push(KeyCode.ENTER);
    assertThat(shown("#confirm")).as("what has the focus is safe").isFalse();
    await("what was there", () -> keyValues().contains("kept"));
    screen.run("Start anew with 5");
    screen.click("#confirm-yes");
    await("an empty cluster", () -> screen.leader() != 0 && keyValues().isEmpty());
    await("no outcomes", () -> screen.fates().isEmpty());
  }

  @Test
  void keysStayWithinAnOpenCard() throws Exception {
    list();
    fx(() -> {
      robot.lookup("#toolbar").query().requestFocus();
      return true;
    });
    awaitFocus("clusters-table");
    robot.push(KeyCode.ESCAPE);
  }

  /** Until keys reach it: it has the focus, and has been dressed. */
  private void awaitFocus(String id) throws Exception {
    await(
        "the focus on " + id,
        () ->
            fx(() ->
                screen.desktop().scene().getFocusOwner() instanceof Control owner
                    && id.equals(owner.getId())
                    && owner.getSkin() != null));
  }

  private void list() throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.O);
    await("the list", () -> shown("#clusters") && !names().isEmpty());
  }

  private static boolean shown(String query) throws Exception {
    return fx(() -> screen.robot().lookup(query).tryQuery().isPresent());
  }

  private boolean committed(String text) throws Exception {
    return screen.fates().stream().anyMatch(fate -> fate.startsWith(text + " → committed"));
  }

  private static String keyValues() {
    return screen.leader() == 0
        ? ""
        : String.join(" ", screen.view(screen.leader()).keyValues().keySet());
  }

  private List<String> names() throws Exception {
    return fx(() -> table().getItems().stream().map(KeptCluster::name).toList());
  }

  private void select(String name) throws Exception {
    fx(() -> {
      table().getItems().stream()
          .filter(kept -> kept.name().equals(name))
          .forEach(table().getSelectionModel()::select);
      return true;
    });
  }

  private TableView<KeptCluster> table() {
    return robot.lookup("#clusters-table").queryTableView();
  }
}
