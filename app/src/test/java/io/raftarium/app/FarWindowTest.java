package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.clusters.NewClusterCard.Kind;
import io.raftarium.app.export.Picture;
import io.raftarium.lab.FarLab;
import io.raftarium.lab.KeptCluster;
import io.raftarium.lab.LocalLab;
import io.raftarium.view.NodeStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** A person makes a cluster of programs of their own, breaks it, attaches to it, and comes back. */
@Tag("thorough")
final class FarWindowTest {
  private static final Path PICTURES = Path.of("target", "far");

  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @Test
  void programsAndServersOfTheirOwn() throws Exception {
    make();
    assertThat(screen.lab()).isInstanceOf(FarLab.class);
    assertThat(screen.text("#cluster-chip")).contains("3 processes");
    screen.type("put pear 1");
    await("committed", () -> screen.fates().toString().contains("committed"));
    picture("made");

    int old = screen.leader();
    select(old);
    run("node.kill");
    await("it is down", () -> screen.process(old) == NodeStatus.State.DOWN);
    await("it is said", () -> screen.spoken(old).contains("killed"));
    await("another leads", () -> screen.leader() != old && screen.leader() != 0);
    picture("killed");
    run("node.restart");
    await("it runs", () -> screen.process(old) == NodeStatus.State.RUNNING);

    int other = screen.leader();
    select(other);
    run("server.kill");
    await("its database is away", () -> screen.spoken(other).contains("database away"));
    await("the banner", () -> screen.text("#feed-banner .label").contains("is not live"));
    picture("server");
    run("server.start");
    await("it is read again", () -> screen.moment().view().feed().away().isEmpty());
    assertThat(obstacle("clock.pause")).hasValueSatisfying(why -> assertThat(why).contains("real"));

    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);
    await("it only looks", () -> fx(() -> robot.lookup("#looking-banner").query().isVisible()));
    assertThat(obstacle("node.kill")).isPresent();
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);

    Path file = screen.folder().resolve("data/separate/cluster-1/cluster.yaml");
    assertThat(file).exists();
    comeBack();
    nobodyIsThere(file);
    itIsInTheListAndDeleted(file);
  }

  private void itIsInTheListAndDeleted(Path file) throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.O);
    await("the list", () -> names().contains("Cluster · a PostgreSQL each"));
    fx(() -> {
      TableView<?> table = robot.lookup("#clusters-table").queryAs(TableView.class);
      table.getSelectionModel().select(names().indexOf("Cluster · a PostgreSQL each"));
      robot.lookup("#clusters-delete").queryButton().fire();
      robot.lookup("#clusters-yes").queryButton().fire();
      return true;
    });
    await("it is gone", () -> !names().contains("Cluster · a PostgreSQL each"));
    assertThat(file.getParent()).doesNotExist();
    robot.push(KeyCode.ESCAPE);
  }

  private List<String> names() throws Exception {
    return fx(() ->
        robot.lookup("#clusters-table").queryAllAs(TableView.class).stream()
            .flatMap(table -> ((List<?>) table.getItems()).stream())
            .map(item -> ((KeptCluster) item).name())
            .toList());
  }

  private void make() throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.N);
    await("the card", () -> fx(() -> robot.lookup("#new-cluster").tryQuery().isPresent()));
    fx(() -> {
      ComboBox<?> kind = robot.lookup("#new-cluster-kind").queryAs(ComboBox.class);
      kind.getSelectionModel().selectLast();
      assertThat(kind.getValue()).isEqualTo(Kind.SERVERS);
      Spinner<?> nodes = robot.lookup("#new-cluster-nodes").queryAs(Spinner.class);
      nodes.decrement(2);
      return true;
    });
    picture("card");
    screen.click("#new-cluster-start");
    screen.another();
  }

  private void comeBack() throws Exception {
    run("cluster.home");
    screen.another();
    assertThat(screen.lab()).isInstanceOf(LocalLab.class);
    assertThat(fx(() -> screen.window().commands().get("cluster.recent.1").text()))
        .isEqualTo("Cluster");
  }

  /** Its programs have ended with the window's. */
  private void nobodyIsThere(Path file) throws Exception {
    screen.files().pick(file);
    run("cluster.attach");
    await("attached", () -> screen.desktop().ready().getNow(screen.window()) != screen.window());
    var window = screen.desktop().ready().get();
    await(
        "it says what it does not know",
        () ->
            window.moment().processes().values().stream()
                .allMatch(process -> process.state() == NodeStatus.State.UNKNOWN));
    await("it is told", () -> screen.text("#feed-banner .label").contains("never read"));
    picture("nobody");
    fx(() -> {
      window.commands().run("cluster.home");
      return true;
    });
    screen.another();
  }

  private void select(int node) throws Exception {
    fx(() -> {
      screen.window().selection().select(node);
      return true;
    });
  }

  private static void run(String command) throws Exception {
    fx(() -> {
      screen.window().commands().run(command);
      return true;
    });
  }

  private static Optional<String> obstacle(String command) throws Exception {
    return fx(() -> screen.window().commands().get(command).obstacle().get());
  }

  private static void picture(String name) throws Exception {
    Thread.sleep(700);
    Picture picture = fx(() -> Picture.of(screen.desktop().scene()));
    Files.createDirectories(PICTURES);
    Files.write(PICTURES.resolve(name + ".png"), picture.png());
  }
}
