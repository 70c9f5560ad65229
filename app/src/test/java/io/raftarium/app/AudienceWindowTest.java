package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.preferences.PreferencesFile;
import io.raftarium.app.preferences.Taste;
import io.raftarium.app.theme.Theme;
import io.raftarium.view.LinkRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TitledPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Window;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** The window before an audience, and as its person wants it. */
@Tag("thorough")
final class AudienceWindowTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @Test
  void anAudienceReadsAllOfItAndTheClickerGoesThroughTheTape() throws Exception {
    projector();
    robot.push(KeyCode.F11);
    await("an audience", () -> fx(() -> robot.lookup("#inspector-name").queryAll().isEmpty()));
    assertThat(fx(this::smallest)).isGreaterThanOrEqualTo(readable());
    screen.picture("lecture");
    assertThat(fx(() -> robot.lookup(".log-panel").tryQuery().isPresent())).isFalse();
    robot.push(KeyCode.CONTROL, KeyCode.U);
    await("the logs", () -> fx(() -> robot.lookup(".log-panel").tryQuery().isPresent()));
    screen.picture("lecture-logs");
    assertThat(fx(this::smallest)).isGreaterThanOrEqualTo(readable());
    robot.push(KeyCode.CONTROL, KeyCode.B);
    long newest = screen.moment().number();
    robot.push(KeyCode.PAGE_UP);
    await("the past", () -> !screen.moment().live() && screen.moment().number() >= newest - 1);
    long shown = screen.moment().number();
    robot.push(KeyCode.PAGE_UP);
    await("one back", () -> screen.moment().number() == shown - 1);
    robot.push(KeyCode.PAGE_DOWN);
    await("one on", () -> screen.moment().number() == shown);
    screen.picture("lecture-side");
    robot.push(KeyCode.F11);
    await("the desk", () -> fx(() -> !robot.lookup("#submit-command").queryAll().isEmpty()));
    screen.run("Back to live");
  }

  @Test
  void whatAPersonWantsHoldsAtOnceAndIsKept() throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.COMMA);
    screen.picture("preferences");
    screen.click("#preferences-contrast");
    fx(() -> {
      ComboBox<Theme.Choice> theme = robot.lookup("#preferences-theme").queryComboBox();
      theme.setValue(Theme.Choice.DARK);
      return true;
    });
    screen.picture("preferences-contrast");
    robot.clickOn("#keys-search").write("Heal all").clickOn("#keys-list");
    robot.push(KeyCode.ENTER).push(KeyCode.CONTROL, KeyCode.K);
    assertThat(screen.text("#keys-told")).contains("Find a command");
    screen.picture("preferences-conflict");
    robot.push(KeyCode.F12);
    robot.push(KeyCode.ESCAPE);
    screen.lab().network().link(1, 2, LinkRule.OK.withCut(true));
    await("the cut", () -> !screen.moment().links().isEmpty());
    robot.push(KeyCode.F12);
    await("healed", () -> screen.moment().links().isEmpty());
    await(
        "what is kept", () -> kept().contrast() && kept().keys().equals(Map.of("lab.heal", "F12")));
  }

  @Test
  void aFailureNobodyExpectedIsToldAndCanBeCopied() throws Exception {
    Thread.ofPlatform()
        .name("broken")
        .start(() -> {
          throw new IllegalStateException("the lamp went out");
        })
        .join();
    await("the card", () -> !screen.text("#failure-text").isEmpty());
    assertThat(screen.text("#failure-text")).contains("the lamp went out.");
    assertThat(fx(() -> ((TitledPane) robot.lookup("#failure-fold").query()).isExpanded()))
        .isFalse();
    screen.picture("failure");
    screen.click("#failure-copy");
    String copied = fx(() -> Clipboard.getSystemClipboard().getString());
    assertThat(copied)
        .contains(
            "Thread broken ended by a failure.", "Raftarium ", "JavaFX ", "AudienceWindowTest");
    robot.push(KeyCode.ESCAPE);
    assertThat(screen.text("#failure-text")).isEmpty();
  }

  @Test
  void theFirstStartLeadsToALessonOnce() throws Exception {
    assertThat(fx(() -> robot.lookup("#welcome-hint").query().isVisible()))
        .isEqualTo(screen.window().commands().find("lesson.first").isPresent());
    fx(() -> {
      ((Button) robot.lookup("#welcome-later").query()).fire();
      return true;
    });
    await("what is kept", () -> kept().welcomed());
    assertThat(fx(() -> robot.lookup("#welcome-hint").query().isVisible())).isFalse();
  }

  @Test
  void aboutIsSearched() throws Exception {
    screen.run("About Raftarium");
    screen.picture("about");
    screen.click("#about-search");
    robot.write("open font");
    assertThat(fx(() -> robot.lookup("#about-parts").queryListView().getItems())).hasSize(2);
    screen.picture("about-fonts");
    robot.push(KeyCode.ESCAPE);
  }

  private static Taste kept() {
    return new PreferencesFile(screen.folder().resolve("data")).last().taste();
  }

  /** Twenty-eight where the screen has 1080. */
  private static double readable() {
    return 28 * screen.desktop().scene().getHeight() / 1080;
  }

  private static void projector() throws Exception {
    if (Pictures.wanted()) {
      fx(() -> {
        Window window = screen.desktop().scene().getWindow();
        window.setX(0);
        window.setY(0);
        window.setWidth(1920);
        window.setHeight(1080);
        return true;
      });
    }
  }

  /** The least height of letters that are shown, in points of the screen. */
  private double smallest() {
    screen.desktop().scene().getRoot().applyCss();
    screen.desktop().scene().getRoot().layout();
    List<Double> sizes = new ArrayList<>();
    collect(screen.desktop().scene().getRoot(), sizes);
    return sizes.stream().mapToDouble(Double::doubleValue).min().orElse(0);
  }

  private static void collect(Parent parent, List<Double> into) {
    for (Node child : parent.getChildrenUnmodifiable()) {
      if (!child.isVisible()) {
        continue;
      }
      if (child instanceof Text text && !text.getText().isBlank()) {
        double larger = text.localToScene(0, 0).distance(text.localToScene(0, 1));
        into.add(text.getFont().getSize() * larger);
      } else if (child instanceof Parent inner) {
        collect(inner, into);
      }
    }
  }
}
