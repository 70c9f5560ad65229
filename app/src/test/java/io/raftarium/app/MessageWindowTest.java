package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.model.Pick;
import io.raftarium.protocol.Rpc;
import io.raftarium.view.WireMessage;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Holds messages, looks at what one would do, and steers them by key, button and menu. */
@Tag("thorough")
class MessageWindowTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  @Test
  void heldMessagesAreLookedAtAndSteered() throws Exception {
    screen.robot().push(KeyCode.F7);
    await("time stands still", () -> screen.moment().paused());
    int old = screen.leader();
    int candidate = screen.follower();
    screen.lab().cluster().timeOutNow(candidate);
    await("it asks four", () -> asked(candidate).size() == 4);
    await("they are counted", () -> screen.text("#button-hold-all").startsWith("Let go"));

    WireMessage first = first(candidate, old);
    pick(first);
    await("its panel", () -> screen.text("#message-state").contains("held on its link"));
    assertThat(screen.text("#message-name")).startsWith("RequestVote  S" + candidate + " → ");

    long version = version(first.to());
    screen.click("#pick-message-preview");
    await("what would happen", () -> screen.text("#preview-told").contains("taken and undone"));
    assertThat(version(first.to())).isEqualTo(version);
    assertThat(screen.texts("#preview-changes .label"))
        .anyMatch(text -> text.startsWith("RequestVoteReply → S" + candidate));

    screen.click("#pick-message-deliver");
    await("it arrived", () -> screen.text("#message-state").endsWith("delivered"));
    await(
        "who took it",
        () -> screen.text("#way-taker").startsWith("Taken in the step of S" + first.to()));
    await("its answer is held", () -> held(Rpc.RequestVoteReply.class, first.to()).size() == 1);

    WireMessage dropped = first(candidate, old);
    Point2D at = place(dropped);
    screen.robot().moveTo(at.add(9, 6)).clickOn(MouseButton.SECONDARY);
    screen.click("#menu-message-drop");
    await("it is lost", () -> screen.text("#message-state").endsWith("lost on its link"));
    assertThat(picked()).isEqualTo(dropped.number());

    WireMessage doubled = first(candidate, old);
    screen.robot().clickOn(place(doubled));
    await("it is picked", () -> picked() == doubled.number());
    screen.click("#pick-message-duplicate");
    await("there are three", () -> asked(candidate).size() == 3);

    int before = all().size();
    WireMessage oldest = all().getFirst();
    screen.robot().push(KeyCode.F4);
    await("the oldest is gone", () -> !all().contains(oldest));
    assertThat(before).isGreaterThan(1);
    screen.robot().push(KeyCode.F3);
    await("another is picked", () -> all().stream().anyMatch(each -> each.number() == picked()));

    screen.click("#way-sender");
    await("the past", () -> screen.window().playhead().past().get() != null);
    fx(() -> {
      screen.window().playhead().live();
      return true;
    });
    await("the present", () -> screen.moment().live());
    screen.robot().push(KeyCode.F7);
    await("none is held", () -> all().isEmpty() && screen.lab().network().hold().isEmpty());
    await("time goes on", () -> !screen.moment().paused());
  }

  private static void pick(WireMessage message) throws Exception {
    fx(() -> {
      screen.window().selection().pick(new Pick.Message(message.number()));
      screen.window().docks().open("message");
      return true;
    });
  }

  private static long picked() {
    return screen.window().selection().picked().get() instanceof Pick.Message(long number)
        ? number
        : 0;
  }

  private static Point2D place(WireMessage message) throws Exception {
    await(
        "it is drawn",
        () -> fx(() -> screen.window().stage().whereIs(message.number())).isPresent());
    Optional<Point2D> place = fx(() -> screen.window().stage().whereIs(message.number()));
    return place.orElseThrow();
  }

  private static long version(int node) {
    return screen.view(node).version();
  }

  private static List<WireMessage> all() {
    return screen.moment().wire().stream()
        .filter(message -> message.fate() == WireMessage.Fate.HELD)
        .toList();
  }

  private static List<WireMessage> held(Class<? extends Rpc> type, int from) {
    return all().stream()
        .filter(message -> type.isInstance(message.rpc()) && message.from() == from)
        .toList();
  }

  private static List<WireMessage> asked(int candidate) {
    return held(Rpc.RequestVote.class, candidate);
  }

  /** Answers to the old leader may stand before its own request, which is then only counted. */
  private static WireMessage first(int candidate, int old) {
    return asked(candidate).stream()
        .filter(message -> message.to() != old)
        .findFirst()
        .orElseThrow();
  }
}
