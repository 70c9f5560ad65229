package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.words.ReasonText;
import io.raftarium.reason.Reason;
import io.raftarium.view.Deed;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

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
}
