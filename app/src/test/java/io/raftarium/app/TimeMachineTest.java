package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.protocol.Command;
import io.raftarium.record.Marker;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** Through the past by what happened and by names, and from there into a laboratory beside. */
@Tag("thorough")
final class TimeMachineTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @Test
  void jumpsGoToElectionsCommitsAndFaultsAndStepsOfANode() throws Exception {
    int leader = screen.leader();
    put("before");
    int node = screen.follower();
    screen.lab().cluster().kill(node);
    put("after");
    screen.lab().cluster().restart(node);
    put("end");
    await("it is shown", () -> screen.view(leader).keyValues().containsKey("end"));

    robot.push(KeyCode.ALT, KeyCode.SHIFT, KeyCode.F);
    await("the kill", () -> !screen.moment().live());
    assertThat(state(screen.moment(), node)).isEqualTo(NodeStatus.State.DOWN);
    long killed = screen.moment().number();
    assertThat(state(screen.window().source().at(killed - 2), node))
        .isEqualTo(NodeStatus.State.RUNNING);
    assertThat(screen.text("#past-badge")).startsWith("PAST ");
    assertThat(fx(() -> robot.lookup("#past-frame").query().isVisible())).isTrue();

    robot.push(KeyCode.ALT, KeyCode.C);
    await("a commit after it", () -> screen.moment().number() > killed);
    assertThat(screen.view(leader).keyValues()).containsKey("after");
    robot.push(KeyCode.ALT, KeyCode.SHIFT, KeyCode.C);
    await("the commit before it", () -> screen.moment().number() < killed);
    assertThat(screen.view(leader).keyValues()).containsKey("before").doesNotContainKey("after");
    robot.push(KeyCode.ALT, KeyCode.SHIFT, KeyCode.E);
    await("the election", () -> screen.view(leader).lastLogIndex() <= 1);

    fx(() -> {
      screen.window().selection().select(leader);
      return true;
    });
    long shown = screen.moment().number();
    robot.push(KeyCode.ALT, KeyCode.N);
    await("its next step", () -> screen.moment().number() > shown);
    robot.push(KeyCode.ALT, KeyCode.SHIFT, KeyCode.N);
    await("and back", () -> screen.moment().number() <= shown);
    robot.push(KeyCode.L);
    await("live", () -> screen.moment().live());
    assertThat(fx(() -> robot.lookup("#past-frame").query().isVisible())).isFalse();
  }

  @Test
  void aMomentGetsANameIsGoneToRenamedAndForgotten() throws Exception {
    put("named");
    screen.click("#tape-back");
    await("the past", () -> !screen.moment().live());
    long number = screen.moment().number();
    robot.push(KeyCode.CONTROL, KeyCode.M);
    await("the card", () -> !robot.lookup("#markers-name").queryAll().isEmpty());
    robot.write("first write").push(KeyCode.ENTER);
    await("its line", () -> markers().getItems().size() == 1);
    robot.push(KeyCode.ESCAPE).push(KeyCode.L);
    await("live", () -> screen.moment().live());
    robot.push(KeyCode.ALT, KeyCode.SHIFT, KeyCode.M);
    await("there again", () -> screen.moment().number() == number);
    screen.picture("past-marker");
    robot.push(KeyCode.CONTROL, KeyCode.M);
    await("the card", () -> !robot.lookup("#markers-list").queryAll().isEmpty());
    screen.click("#markers-rename");
    await("its name", () -> field().getText().equals("first write"));
    robot.push(KeyCode.CONTROL, KeyCode.A).write("renamed").push(KeyCode.ENTER);
    await("renamed", () -> markers().getItems().getFirst().name().equals("renamed"));
    screen.picture("markers");
    screen.click("#markers-delete");
    await("gone", () -> markers().getItems().isEmpty());
    robot.push(KeyCode.ESCAPE).push(KeyCode.L);
    await("live", () -> screen.moment().live());
  }

  @Test
  void aPastMomentGoesOnInAWindowOfItsOwnAndBothAreCompared() throws Exception {
    int leader = screen.leader();
    put("both");
    int node = screen.follower();
    screen.lab().cluster().kill(node);
    put("here");
    screen.lab().cluster().restart(node);
    await("it is shown", () -> screen.view(leader).keyValues().containsKey("here"));
    robot.push(KeyCode.ALT, KeyCode.SHIFT, KeyCode.F);
    await("the kill", () -> !screen.moment().live());

    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
    await("the window", () -> fx(() -> OpenWindow.beside().isPresent()));
    await("its nodes", () -> OpenWindow.besideText("#headline").contains("reachable 4"));
    assertThat(screen.lab().clusters().orElseThrow().list())
        .filteredOn(kept -> kept.open())
        .hasSize(2);
    screen.command("panel.compare");
    await("the same", () -> screen.text("#compare-verdict").equals("nothing differs"));

    fx(() -> {
      OpenWindow.beside().orElseThrow().requestFocus();
      return true;
    });
    robot.push(KeyCode.F8);
    fx(() -> {
      TextField field =
          (TextField) OpenWindow.beside().orElseThrow().getScene().lookup("#submit-command");
      field.setText("put there 2");
      field.requestFocus();
      return true;
    });
    robot.push(KeyCode.ENTER);
    await("its answer", () -> OpenWindow.besideText(".fates .label").contains("put there 2 → c"));
    await("what differs", () -> screen.text("#compare-verdict").contains("difference"));
    assertThat(screen.view(leader).keyValues()).doesNotContainKey("there");
    robot.push(KeyCode.F8);
    screen.picture("compare");
    screen.command("panel.branches");
    await(
        "the act that parted them",
        () -> screen.texts("#branches .muted").stream().anyMatch(t -> t.contains("then: ")));
    screen.picture("branches");
    OpenWindow.besidePicture("child");
    fx(() -> {
      screen.desktop().theme().toggle();
      return true;
    });
    screen.picture("compare-other-theme");
    OpenWindow.besidePicture("child-other-theme");
    fx(() -> {
      screen.desktop().theme().toggle();
      return true;
    });
    fx(() -> {
      robot.lookup("#branches .button").<Button>queryAll().stream()
          .filter(button -> button.getText().equals("Close"))
          .forEach(Button::fire);
      return true;
    });
    await("closed", () -> fx(() -> OpenWindow.beside().isEmpty()));
    await(
        "its rows stay",
        () ->
            screen.lab().clusters().orElseThrow().list().stream()
                    .filter(kept -> kept.name().contains(", moment "))
                    .filter(kept -> !kept.open())
                    .count()
                == 1);
    screen.command("panel.usual");
    robot.push(KeyCode.L);
    await("live", () -> screen.moment().live());
  }

  @SuppressWarnings("unchecked") // the list of the card
  private ListView<Marker> markers() {
    return (ListView<Marker>) robot.lookup("#markers-list").query();
  }

  private TextField field() {
    return robot.lookup("#markers-name").queryAs(TextField.class);
  }

  private static NodeStatus.State state(Moment moment, int node) {
    return Objects.requireNonNull(moment.processes().get(node)).state();
  }

  private static void put(String key) throws Exception {
    var _ =
        screen
            .lab()
            .client()
            .submit(OptionalInt.empty(), Command.put(key, "1"))
            .get(20, TimeUnit.SECONDS);
  }
}
