package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.words.ReasonText;
import io.raftarium.protocol.Command;
import io.raftarium.reason.Reason;
import io.raftarium.view.Deed;
import io.raftarium.view.Submission;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Point2D;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;
import tools.jackson.databind.node.JsonNodeFactory;

/** Why? in the window: the question, the chain, and the way to its moments and back. */
final class WhyWindowTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  private ListView<?> chain() {
    return robot.lookup("#why-chain").queryListView();
  }

  private List<String> told() throws Exception {
    return fx(() ->
        chain().getItems().stream()
            .map(link -> ReasonText.sentence(((Reason.Link) link).reason()))
            .toList());
  }

  @Test
  void aNewLeaderIsThereBecauseTheOldOneWasCutOff() throws Exception {
    int old = screen.leader();
    screen.lab().network().isolate(Set.of(old));
    await("another leader", () -> screen.leader() != 0 && screen.leader() != old);
    int now = screen.leader();
    fx(() -> {
      screen.window().selection().select(now);
      return true;
    });
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
    await("the chain", () -> !told().isEmpty());
    assertThat(screen.text("#why-question"))
        .isEqualTo("Why is S" + now + " leader in term " + screen.view(now).currentTerm() + "?");
    assertThat(told().getLast()).startsWith("You cut S" + old + " off at ");

    fx(() -> {
      chain().requestFocus();
      return true;
    });
    robot.push(KeyCode.END);
    await("the moment of the cut", () -> !screen.moment().live());
    assertThat(screen.moment().events().getLast().deed())
        .isEqualTo(new Deed.Isolated(new TreeSet<>(Set.of(old))));
    screen.click("#why-back");
    await("live", () -> screen.moment().live());
  }

  @Test
  void itCanBeAskedWhereAThingIsShown() throws Exception {
    fx(() -> {
      screen.window().commands().run("panel.usual");
      return true;
    });
    await("the node", () -> robot.lookup("#why-current_term").tryQuery().isPresent());
    screen.click("#why-current_term");
    await("the chain", () -> !told().isEmpty());
    assertThat(screen.text("#why-question")).startsWith("Why is S1 in term ");

    int follower = screen.follower();
    Submission refused =
        screen
            .lab()
            .client()
            .submit(
                OptionalInt.of(follower),
                Command.put("why", JsonNodeFactory.instance.numberNode(1)))
            .get(20, TimeUnit.SECONDS);
    await("its fate", () -> screen.fates().stream().anyMatch(fate -> fate.contains("refused it")));
    screen.click(".fates .label", MouseButton.SECONDARY);
    screen.click("#menu-why-request");
    await("its reason", () -> screen.text("#why-question").contains(refused.request()));
    await("the chain", () -> !told().isEmpty());
    // Where it had been a candidate, that is said before.
    assertThat(told().get(1)).startsWith("S" + follower + " ").contains("is follower in term ");

    Point2D cell =
        fx(() ->
            robot.lookup(".log-panel .canvas-frame").query().localToScreen(new Point2D(125, 32)));
    robot.moveTo(cell).clickOn(MouseButton.SECONDARY);
    screen.click("#menu-why-committed");
    await(
        "the reason of the entry",
        () -> screen.text("#why-question").equals("Why is index 1 committed at S1?"));
    await("the chain", () -> !told().isEmpty());
    assertThat(told()).anyMatch(sentence -> sentence.contains(" committed up to index "));
  }
}
