package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.preferences.Preferences;
import io.raftarium.app.preferences.PreferencesFile;
import io.raftarium.app.theme.Theme;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/**
 * What a person has set is kept at once; nothing that is said moves or covers what one works with.
 */
@Tag("thorough")
final class ComfortTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @Test
  void speedThemeAndDividersAreKeptWhileTheWindowIsOpen() throws Exception {
    assertThat(kept().panels()).isNull();
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.COMMA);
    Node divider = fx(() -> robot.lookup(".split-pane-divider").query());
    robot.drag(divider).dropBy(-120, 0);
    screen.run("Dark theme");
    await(
        "what is set in the file",
        () -> {
          Preferences kept = kept();
          return kept.speed() == 0.5
              && kept.theme() == Theme.Choice.DARK
              && kept.panels() != null
              && kept.place() != null;
        });
    robot.doubleClickOn(divider);
    await("as it was made", () -> kept().panels() == null);
  }

  @Test
  void whatIsSaidMovesNothingAndCoversNoInspector() throws Exception {
    Bounds stage = where("#stage");
    screen.click("#tape-first");
    await("the past", () -> where("#read-only-banner").getHeight() > 10);
    assertThat(where("#stage")).isEqualTo(stage);
    assertThat(where("#inspector-name").intersects(where("#read-only-banner"))).isFalse();
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    await("a message", () -> !screen.messages().isEmpty());
    assertThat(where("#messages").intersects(where("#inspector-name"))).isFalse();
    screen.click("#stage");
    robot.push(KeyCode.ESCAPE);
    assertThat(screen.messages()).isEmpty();
    screen.click("#tape-live");
  }

  @Test
  void aLineOfTheNarrationLeadsToItsMoment() throws Exception {
    screen.type("put told 1");
    await("its fate", () -> screen.fates().stream().anyMatch(f -> f.contains("told 1 → comm")));
    screen.click("#narration-older");
    ListView<?> told = robot.lookup("#narration-history").queryListView();
    await("what was told", () -> fx(() -> !told.getItems().isEmpty()));
    fx(() -> {
      told.requestFocus();
      told.getSelectionModel().selectFirst();
      return true;
    });
    robot.push(KeyCode.ENTER);
    await("the past", () -> where("#read-only-banner").getHeight() > 10);
    assertThat(screen.view(1).keyValues()).doesNotContainKey("told");
    screen.click("#narration-older");
    screen.click("#tape-live");
  }

  private static Preferences kept() {
    return new PreferencesFile(screen.folder().resolve("data")).last();
  }

  private Bounds where(String query) throws Exception {
    return fx(() -> {
      Node node = robot.lookup(query).query();
      return node.localToScene(node.getLayoutBounds());
    });
  }
}
