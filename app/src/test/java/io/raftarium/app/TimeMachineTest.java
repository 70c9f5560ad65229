package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.export.Picture;
import io.raftarium.protocol.Command;
import io.raftarium.record.Marker;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** Through the past by what happened and by names, and from there into a laboratory beside. */
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
    save("past-marker");
    robot.push(KeyCode.CONTROL, KeyCode.M);
    await("the card", () -> !robot.lookup("#markers-list").queryAll().isEmpty());
    screen.click("#markers-rename");
    await("its name", () -> field().getText().equals("first write"));
    robot.push(KeyCode.CONTROL, KeyCode.A).write("renamed").push(KeyCode.ENTER);
    await("renamed", () -> markers().getItems().getFirst().name().equals("renamed"));
    save("markers");
    screen.click("#markers-delete");
    await("gone", () -> markers().getItems().isEmpty());
    robot.push(KeyCode.ESCAPE).push(KeyCode.L);
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

  /** For who wants to look: {@code -Draftarium.pictures=FOLDER}. */
  private static void save(String name) throws Exception {
    String folder = System.getProperty("raftarium.pictures");
    if (folder != null) {
      Files.createDirectories(Path.of(folder));
      Picture picture = fx(() -> Picture.of(screen.desktop().scene()));
      Files.write(Path.of(folder, name + ".png"), picture.png());
    }
  }
}
