package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.words.ScheduleText;
import io.raftarium.search.Schedule.Planned;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** Can it happen? asked in the window, and the way that was found played in one beside it. */
@Tag("thorough")
final class SearchWindowTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  private static Node there(Stage window, String query) {
    return window.getScene().lookup(query);
  }

  private static String textThere(Stage window, String query) throws Exception {
    return fx(() -> there(window, query) instanceof Labeled label ? label.getText() : "");
  }

  private List<String> way() throws Exception {
    return fx(() ->
        robot.lookup("#search-way").queryListView().getItems().stream()
            .map(step -> ScheduleText.step((Planned) step))
            .toList());
  }

  @Test
  void aWayToAnotherLeaderIsFoundAndPlayedOnRealNodes() throws Exception {
    int next = screen.follower();
    fx(() -> {
      screen.window().selection().select(next);
      return true;
    });
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
    await("the panel", () -> robot.lookup("#search-start").tryQuery().isPresent());
    screen.click("#search-start");
    await("a way", () -> !way().isEmpty());
    assertThat(way().getFirst()).contains("S" + next);
    assertThat(way().getLast()).contains("S" + next + " receives S").contains(" and leads term ");
    assertThat(screen.text("#search-about")).startsWith("Yes, in " + way().size() + " steps");

    screen.click("#search-play");
    await("a window beside it", () -> fx(() -> OpenWindow.beside().isPresent()));
    Stage other = fx(() -> OpenWindow.beside().orElseThrow());
    int steps = way().size();
    for (int made = 0; made < steps; made++) {
      int before = made;
      await(
          "step " + made,
          () ->
              fx(() ->
                  there(other, "#search-next") instanceof Button button
                      && !button.isDisabled()
                      && there(other, "#search-about") instanceof Labeled about
                      && about.getText().startsWith("Step " + before + " of ")));
      fx(() -> {
        other.requestFocus();
        if (before % 2 == 0) {
          ((Button) there(other, "#search-next")).fire();
        }
        return true;
      });
      if (before % 2 == 1) {
        await("it has the keys", () -> fx(other::isFocused));
        robot.push(KeyCode.F5);
      }
    }
    await("its end", () -> textThere(other, "#search-about").startsWith("It has happened"));
    assertThat(textThere(other, "#search-heading")).isEqualTo("S" + next + " becomes leader");
    fx(() -> {
      other.hide();
      return true;
    });
  }
}
