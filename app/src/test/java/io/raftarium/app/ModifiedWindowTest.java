package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.words.AblationText;
import io.raftarium.sql.Ablation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** A rule is left out, and the window says so for as long as anything of it is seen. */
@Tag("thorough")
final class ModifiedWindowTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @Test
  void aLabWithoutARuleSaysSoAlsoWhenItIsOpenedAgain() throws Exception {
    assertThat(banner()).as("of Raft as it is").isEmpty();
    choose("vote-is-not-kept");
    screen.click("#modified-open");
    screen.another();
    assertThat(banner()).isEqualTo(AblationText.banner("vote-is-not-kept"));
    assertThat(screen.lab().options().modified()).isEqualTo("vote-is-not-kept");
    assertThat(screen.lab().functions().get("on_request_vote")).contains("MODIFIED");

    screen.run("Clusters of this computer");
    robot.push(KeyCode.ESCAPE);
    open("lab-1");
    assertThat(banner()).as("another cluster keeps the rules").isEmpty();
    assertThat(screen.lab().functions().get("on_request_vote")).doesNotContain("MODIFIED");
    open("A vote is not kept");
    assertThat(banner()).isEqualTo(AblationText.banner("vote-is-not-kept"));
    screen.run("Start anew with 5");
    screen.click("#confirm-yes");
    await("a new cluster's leader", () -> screen.leader() != 0);
    assertThat(banner()).as("it is the same database").isNotEmpty();
    // One vote that nobody wrote down is a broken promise, with the way to its moment.
    await("what is broken", () -> screen.text("#modified-broken").startsWith("Broken: majority"));
    assertThat(screen.text("#modified-broken"))
        .containsPattern("S\\d leads term \\d+.*S\\d took \\w+ \\(happening \\d+\\)");
    screen.click("#modified-look");
    await("a moment of the past", () -> !screen.moment().live());
    assertThat(screen.moment().view().nodes().values())
        .as("the first at which somebody leads")
        .anyMatch(node -> node.role().text().equals("leader"));
    picturesSayIt();
    open("lab-1");
  }

  /** A picture that has left the window is not taken for Raft. */
  private void picturesSayIt() throws Exception {
    String mark = AblationText.marked("vote-is-not-kept", "");
    assertThat(screen.text("#headline")).startsWith(mark + " · ");
    screen.command("panel.spacetime");
    screen.command("export.stage.svg");
    Path stage = screen.folder().resolve("stage.svg");
    await("the stage", () -> Files.exists(stage) && Files.size(stage) > 0);
    assertThat(Files.readString(stage)).contains(mark + " · ");
    await(
        "the space-time view can be exported",
        () ->
            fx(() ->
                screen.window().commands().get("export.spacetime.svg").enabled().getAsBoolean()));
    screen.command("export.spacetime.svg");
    Path lanes = screen.folder().resolve("space-time.svg");
    await("the lanes", () -> Files.exists(lanes) && Files.size(lanes) > 0);
    assertThat(Files.readString(lanes)).contains(mark);
    screen.command("panel.usual");
  }

  @Test
  void aFoundRunOpensAtTheStepThatBreaks() throws Exception {
    choose("truncates-matching-suffix");
    screen.click("#modified-find");
    WaitForAsyncUtils.waitFor(2, TimeUnit.MINUTES, () -> stage("simulation") != null);
    Stage found = stage("simulation");
    await("its banner", () -> text(found, "#modified-text").startsWith("Modified Raft"));
    await("what is shown", () -> text(found, "#read-only-text").startsWith("Broken at step "));
    assertThat(text(found, "#read-only-text")).contains("the last");
    await(
        "what is broken", () -> text(found, "#modified-broken").contains("committed entries stay"));
    fx(() -> {
      found.hide();
      return true;
    });
  }

  private void choose(String id) throws Exception {
    screen.run("Modified Raft");
    await("the card", () -> fx(() -> robot.lookup("#modified-list").tryQuery().isPresent()));
    fx(() -> {
      ListView<Ablation> list = robot.lookup("#modified-list").queryListView();
      list.getItems().stream()
          .filter(each -> each.id().equals(id))
          .forEach(list.getSelectionModel()::select);
      return true;
    });
    assertThat(screen.text("#modified-name")).isEqualTo(AblationText.of(id).name());
  }

  private void open(String name) throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.O);
    await(
        "the list",
        () ->
            fx(() ->
                robot.lookup("#clusters-table").tryQuery().isPresent()
                    && !robot.lookup("#clusters-table").queryTableView().getItems().isEmpty()));
    fx(() -> {
      var table = robot.lookup("#clusters-table").<io.raftarium.lab.KeptCluster>queryTableView();
      table.getItems().stream()
          .filter(kept -> kept.name().equals(name))
          .forEach(table.getSelectionModel()::select);
      ((Button) robot.lookup("#clusters-open").query()).fire();
      return true;
    });
    screen.another();
  }

  private String banner() throws Exception {
    List<String> texts =
        fx(() ->
            robot
                .from(screen.desktop().scene().getRoot())
                .lookup("#modified-text")
                .queryAll()
                .stream()
                .filter(node -> node.getParent().getParent().isVisible())
                .map(node -> ((Labeled) node).getText())
                .toList());
    return String.join("", texts);
  }

  private static Stage stage(String title) throws Exception {
    return fx(() ->
        Window.getWindows().stream()
            .filter(window -> window instanceof Stage one && one.getTitle().contains(title))
            .map(Stage.class::cast)
            .findFirst()
            .orElse(null));
  }

  private String text(Stage stage, String query) throws Exception {
    return fx(() ->
        robot.from(stage.getScene().getRoot()).lookup(query).queryAll().stream()
            .map(node -> ((Labeled) node).getText())
            .findFirst()
            .orElse(""));
  }
}
