package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.time.LabTime;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;

/** Every verb from the keyboard alone, wherever the focus is. */
@Tag("thorough")
final class KeysTest {
  private static final int MOST_ENTRIES = 9;

  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @Test
  void aCommandsKeyComesBeforeTheFieldThatHasTheFocus() throws Exception {
    screen.lab().network().link(1, 2, LinkRule.OK.withCut(true));
    await("the cut", () -> !screen.moment().links().isEmpty());
    screen.click("#submit-command");
    robot.write("put k 1");
    robot.push(KeyCode.CONTROL, KeyCode.H);
    await("healed", () -> screen.moment().links().isEmpty());
    assertThat(fx(() -> field().getText())).isEqualTo("put k 1");
    robot.push(KeyCode.CONTROL, KeyCode.A).push(KeyCode.BACK_SPACE);
  }

  @Test
  void whatEditsStaysWithTheField() throws Exception {
    screen.click("#submit-command");
    robot.write("put k 1").push(KeyCode.HOME).push(KeyCode.DELETE);
    assertThat(fx(() -> field().getText())).isEqualTo("ut k 1");
    assertThat(screen.lab().cluster().processes().values())
        .allMatch(node -> node.state() == NodeStatus.State.RUNNING);
    robot.push(KeyCode.CONTROL, KeyCode.A).push(KeyCode.BACK_SPACE);
    assertThat(fx(() -> field().getText())).isEmpty();
  }

  @Test
  void theArrowsGoThroughTimeFromEveryButtonOfTheTape() throws Exception {
    screen.type("put t 1");
    await("its fate", () -> !screen.fates().isEmpty());
    robot.clickOn("#tape-back");
    await("the past", () -> !screen.moment().live());
    long shown = screen.moment().view().number();
    robot.push(KeyCode.LEFT);
    await("one back", () -> screen.moment().view().number() < shown);
    robot.push(KeyCode.RIGHT).push(KeyCode.RIGHT);
    await("one forward", () -> screen.moment().view().number() > shown || screen.moment().live());
    robot.push(KeyCode.END);
    await("live", () -> screen.moment().live());
  }

  @Test
  void aJumpGoesToAnIndexATermOrSaysWhyNot() throws Exception {
    screen.type("put jump 1");
    await("its fate", () -> screen.fates().stream().anyMatch(f -> f.startsWith("put jump 1 → c")));
    long index = screen.view(screen.leader()).commitIndex();
    jump(String.valueOf(index + 1_000));
    await("why not", () -> screen.text("#jump-hint").contains("is committed yet"));
    robot.push(KeyCode.CONTROL, KeyCode.A).write(String.valueOf(index)).push(KeyCode.ENTER);
    await("the past", () -> !screen.moment().live());
    assertThat(
            screen.moment().view().nodes().values().stream().mapToLong(NodeView::commitIndex).max())
        .hasValue(index);
    robot.push(KeyCode.ESCAPE);
    jump("yesterday");
    await("what to type", () -> screen.text("#jump-hint").startsWith("Type a log index"));
    robot.push(KeyCode.ESCAPE);
    screen.click("#tape-live");
    await("live", () -> screen.moment().live());
  }

  @Test
  void theQuestionMarkExplainsTheSignsButNotInsideAField() throws Exception {
    fx(() -> {
      robot.lookup("#node-1").query().requestFocus();
      return true;
    });
    robot.write("?");
    await("the legend", () -> fx(() -> robot.lookup("#legend").tryQuery().isPresent()));
    robot.push(KeyCode.ESCAPE);
    await("it gone", () -> fx(() -> robot.lookup("#legend").tryQuery().isEmpty()));
    screen.click("#submit-command");
    robot.write("?");
    assertThat(fx(() -> field().getText())).isEqualTo("?");
    assertThat(fx(() -> robot.lookup("#legend").tryQuery().isEmpty())).isTrue();
    robot.push(KeyCode.BACK_SPACE);
  }

  @Test
  void slowTimeIsMovedOnUntilTheNextCommitAndStepPausesByItself() throws Exception {
    screen.lab().time().speed(0.001);
    screen.type("put slow 1");
    robot.push(KeyCode.SHIFT, KeyCode.F9);
    await("stopped", () -> screen.moment().paused());
    await("the commit", () -> screen.fates().getFirst().startsWith("put slow 1 → committed"));
    screen.lab().time().resume();
    await("running", () -> !screen.moment().paused());
    LabTime before = screen.moment().labNow();
    robot.push(KeyCode.F10);
    await(
        "stopped and moved on",
        () -> screen.moment().paused() && screen.moment().labNow().compareTo(before) > 0);
  }

  private void jump(String wish) throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.G);
    await(
        "the card",
        () ->
            fx(() ->
                screen.desktop().scene().getFocusOwner() instanceof TextField field
                    && "jump-field".equals(field.getId())
                    && field.getSkin() != null));
    robot.write(wish).push(KeyCode.ENTER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"menu key", "Shift+F10"})
  void theMenuKeysOpenANodesMenu(String key) throws Exception {
    fx(() -> {
      robot.lookup("#node-2").query().requestFocus();
      return true;
    });
    if (key.equals("menu key")) {
      robot.push(KeyCode.CONTEXT_MENU);
    } else {
      robot.push(KeyCode.SHIFT, KeyCode.F10);
    }
    await("the menu", () -> fx(() -> openMenu() != null));
    assertThat(fx(() -> Objects.requireNonNull(openMenu()).getItems().getFirst().getText()))
        .startsWith("Kill");
    assertThat(screen.window().selection().nodes().get()).containsExactly(2);
    robot.push(KeyCode.ESCAPE);
    await("it gone", () -> fx(() -> openMenu() == null));
  }

  @Test
  void noMenuHasMoreThanNineEntries() throws Exception {
    List<String> tooLong = new ArrayList<>();
    fx(() -> {
      for (MenuButton button : robot.lookup("#toolbar .menu-button").queryAllAs(MenuButton.class)) {
        check(button.getId(), button.getItems(), tooLong);
      }
      return true;
    });
    robot.rightClickOn("#node-1");
    await("the menu", () -> fx(() -> openMenu() != null));
    fx(() -> {
      check("a node's", Objects.requireNonNull(openMenu()).getItems(), tooLong);
      return true;
    });
    robot.push(KeyCode.ESCAPE);
    assertThat(tooLong).isEmpty();
  }

  private static void check(String of, List<MenuItem> items, List<String> tooLong) {
    if (items.stream().filter(item -> !(item instanceof SeparatorMenuItem)).count()
        > MOST_ENTRIES) {
      tooLong.add(of);
    }
    for (MenuItem item : items) {
      if (item instanceof Menu menu) {
        check(of + ", " + menu.getText(), menu.getItems(), tooLong);
      }
    }
  }

  private static @Nullable ContextMenu openMenu() {
    return Window.getWindows().stream()
        .filter(window -> window instanceof ContextMenu menu && menu.isShowing())
        .map(ContextMenu.class::cast)
        .findFirst()
        .orElse(null);
  }

  private TextField field() {
    return robot.lookup("#submit-command").query();
  }
}
