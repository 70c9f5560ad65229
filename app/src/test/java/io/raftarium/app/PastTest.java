package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.protocol.Command;
import io.raftarium.record.Happening;
import io.raftarium.record.Tape;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;
import tools.jackson.databind.node.JsonNodeFactory;

/** The past is whole: rows, messages, links, processes and requests as they were. */
@Tag("thorough")
final class PastTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @Test
  void linksProcessesAndMessagesOfThatMomentAreShown() throws Exception {
    int down = screen.follower();
    screen.lab().network().delay(Duration.ofMillis(40));
    screen.lab().network().link(1, 2, LinkRule.OK.withLossPercent(30));
    screen.lab().cluster().kill(down);
    screen.type("put past 1");
    await("its fate", () -> screen.fates().stream().anyMatch(f -> f.startsWith("put past 1 → c")));
    screen.type("put past 2");
    await("its fate", () -> screen.fates().stream().anyMatch(f -> f.startsWith("put past 2 → c")));
    screen.lab().cluster().restart(down);
    screen.lab().network().heal();
    screen.lab().network().delay(Duration.ZERO);
    await("it runs", () -> screen.process(down) == NodeStatus.State.RUNNING);
    await("no rule", () -> screen.moment().links().isEmpty());

    screen.lab().time().pause();
    long sent = newestSentBeforeTheRestart(down);
    await("the past", () -> !screen.moment().live());
    for (int i = 0; i < 20 && screen.moment().number() != sent; i++) {
      robot.push(KeyCode.SHIFT, screen.moment().number() > sent ? KeyCode.LEFT : KeyCode.RIGHT);
    }
    Moment then = screen.moment();
    assertThat(then.number()).isEqualTo(sent);
    assertThat(then.processes().get(down))
        .extracting(NodeStatus::state)
        .isEqualTo(NodeStatus.State.DOWN);
    assertThat(then.links().keySet()).containsExactly(new Link(1, 2));
    assertThat(then.wire()).anyMatch(message -> message.fate() == WireMessage.Fate.FLYING);
    assertThat(then.submissions()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(screen.text("#read-only-text")).contains(" sends ");
    assertThat(screen.text("#headline")).contains("reachable 4");

    robot.push(KeyCode.SHIFT, KeyCode.RIGHT);
    await("one happening on", () -> screen.moment().number() == sent + 1);
    robot.push(KeyCode.END);
    await("live", () -> screen.moment().live());
    screen.lab().time().resume();
  }

  @Test
  void whatHappensMeanwhileIsToldAfterwards() throws Exception {
    screen.click("#tape-back");
    await("the past", () -> !screen.moment().live());
    put("unseen");
    // More steps than the present keeps.
    for (int i = 0; i < 60; i++) {
      put("k" + i);
    }
    screen.click("#tape-live");
    await("live", () -> screen.moment().live());
    await(
        "its story",
        () ->
            fx(() -> screen.window().narration().sentences()).stream()
                .anyMatch(sentence -> sentence.text().contains("put unseen")));
  }

  private static void put(String key) throws Exception {
    Command command = Command.put(key, JsonNodeFactory.instance.numberNode(1));
    assertThat(
            screen
                .lab()
                .client()
                .submit(OptionalInt.empty(), command)
                .get(20, TimeUnit.SECONDS)
                .status())
        .isEqualTo(Submission.Status.OK);
  }

  /** Not hundreds of keys away: the tape goes there, and the keys the last bit of the way. */
  private long newestSentBeforeTheRestart(int down) throws Exception {
    Tape tape = screen.lab().tape();
    long number = tape.last();
    while (up(tape, number, down)) {
      number -= 20;
    }
    while (!(tape.happening(number).orElseThrow() instanceof Happening.Sent)) {
      number--;
    }
    long found = number;
    fx(() -> {
      robot.lookup("#tape").query().requestFocus();
      screen.window().playhead().show(tape.at(found, "", "").at());
      return true;
    });
    return found;
  }

  private static boolean up(Tape tape, long number, int node) {
    NodeStatus process = tape.at(number, "", "").processes().get(node);
    return process != null && process.state() == NodeStatus.State.RUNNING;
  }
}
