package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.lab.FarLab;
import io.raftarium.lab.LabException;
import io.raftarium.remote.OwnCluster;
import io.raftarium.remote.OwnPlan;
import io.raftarium.view.Fault;
import io.raftarium.view.NodeStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** Programs that run elsewhere, attached to: what is asked of a laboratory here is answered too. */
@Tag("thorough")
final class AttachedWindowTest {
  private static final OwnPlan PLAN = new OwnPlan("orchard", 3, false, false, false, false);
  private static final Path FILES = Path.of("target", "programs");

  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @Test
  void reasonsSourcesQuestionsAndALaboratoryFromAMoment() throws Exception {
    Path home = screen.folder().resolve("orchard");
    try (OwnCluster _ = OwnCluster.run(home, FILES, PLAN, (text, done) -> {})) {
      attach(home.resolve("cluster.yaml"));
      screen.type("put pear 1");
      await("committed", () -> screen.fates().toString().contains("committed"));
      isAskedWhy();
      showsItsSource();
      isAskedInSql();
      isOpenedFromHere();
      isBrokenForAWhile();
      fx(() -> {
        screen.window().commands().run("cluster.home");
        return true;
      });
      screen.another();
    }
  }

  private void attach(Path file) throws Exception {
    screen.files().pick(file);
    fx(() -> {
      screen.window().commands().run("cluster.attach");
      return true;
    });
    screen.another();
    assertThat(screen.lab()).isInstanceOf(FarLab.class);
    await(
        "all are heard of",
        () ->
            screen.moment().processes().values().stream()
                .allMatch(process -> process.state() == NodeStatus.State.RUNNING));
  }

  /** A leader whose election was seen, and one that led before anybody looked. */
  private void isAskedWhy() throws Exception {
    int first = screen.leader();
    screen.command("panel.why");
    screen.select(first);
    screen.command("why.role");
    await("the chain", () -> fx(() -> !chain().getItems().isEmpty()));
    screen.picture("attached-why-before");
    int next = first % 3 + 1;
    screen.lab().cluster().timeOutNow(next);
    await("it leads", () -> screen.leader() == next);
    screen.select(next);
    screen.command("why.role");
    await("the question", () -> screen.text("#why-question").startsWith("Why is S" + next));
    await("the chain", () -> fx(() -> chain().getItems().size() > 2));
    screen.picture("attached-why");
  }

  private void showsItsSource() throws Exception {
    screen.command("panel.function");
    int follower = screen.leader() % 3 + 1;
    screen.select(follower);
    screen.type("put source 1");
    await("its handler", () -> source().contains("on_append_entries("));
    await("what ran", () -> screen.text("#function-title").startsWith("S" + follower + " · "));
    screen.picture("attached-function");
  }

  private void isAskedInSql() throws Exception {
    screen.command("panel.sql");
    screen.select(2);
    for (String sql :
        new String[] {
          "select node_id, current_user from raft.raft_state", "delete from raft.raft_log"
        }) {
      await("the editor", () -> fx(() -> robot.lookup("#sql-question").tryQuery().isPresent()));
      fx(() -> {
        robot.lookup("#sql-question").queryAs(CodeArea.class).replaceText(sql);
        robot.lookup("#sql-ask").queryButton().fire();
        return true;
      });
      await(
          sql,
          () ->
              screen
                  .text("#sql-status")
                  .matches(sql.startsWith("select") ? "(?s)1 row.*" : "(?s).*only reads.*"));
      screen.picture("attached-sql-" + sql.substring(0, 6));
    }
  }

  /** By the time of this program, which is real; what it cannot start it does not kill so. */
  private static void isBrokenForAWhile() throws Exception {
    int node = screen.leader() % 3 + 1;
    screen.lab().faults().begin(new Fault.Frozen(node), Duration.ofSeconds(2));
    await("it is paused", () -> screen.process(node) == NodeStatus.State.PAUSED);
    screen.picture("attached-paused");
    await("it goes on", () -> screen.process(node) == NodeStatus.State.RUNNING);
    await("it is over", () -> screen.lab().faults().timed().isEmpty());
    Fault down = new Fault.Down(node);
    assertThatThrownBy(() -> screen.lab().faults().begin(down, Duration.ofSeconds(2)))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("cannot be started again from here");
    screen.lab().network().isolate(Set.of(node));
    assertThat(screen.lab().faults().endAll().links()).isEqualTo(4);
    assertThat(screen.lab().acts().undo().act()).isPresent();
    assertThat(screen.lab().network().links()).hasSize(4);
    screen.lab().network().heal();
  }

  private void isOpenedFromHere() throws Exception {
    int leader = screen.leader();
    screen.command("lab.openFromHere");
    await("the window", () -> fx(() -> OpenWindow.beside().isPresent()));
    await("its nodes", () -> OpenWindow.besideText("#headline").contains("reachable 3"));
    OpenWindow.besidePicture("attached-child");
    assertThat(screen.leader()).isEqualTo(leader);
    screen.command("panel.branches");
    await("it can be closed", () -> fx(() -> closing().isPresent()));
    fx(() -> {
      closing().orElseThrow().fire();
      return true;
    });
    await("closed", () -> fx(() -> OpenWindow.beside().isEmpty()));
  }

  private Optional<Button> closing() {
    return robot.lookup("#branches .button").<Button>queryAll().stream()
        .filter(button -> button.getText().equals("Close"))
        .findFirst();
  }

  private ListView<?> chain() {
    return robot.lookup("#why-chain").queryListView();
  }

  private String source() throws Exception {
    return fx(() ->
        robot
            .lookup("#function-source")
            .tryQueryAs(CodeArea.class)
            .map(CodeArea::getText)
            .orElse(""));
  }
}
