package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.action.Action;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/**
 * The whole window by the Tab key: whatever gets the focus says what it is, and is seen to have it.
 */
@Tag("thorough")
final class AccessTest {
  private static final int MOST_STEPS = 400;
  private static final double AROUND = 6;

  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @SuppressWarnings("NullAway.Init") // made on the FX thread
  private Robot keyboard;

  private final Set<Node> known = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<String> wrong = new ArrayList<>();

  /** Two actions with one key: only one of them would ever be done by it. */
  @Test
  void noTwoActionsHaveOneKey() throws Exception {
    Map<String, List<String>> byKey =
        fx(() ->
            screen.window().commands().all().stream()
                .filter(action -> action.shortcut() != null)
                .collect(
                    Collectors.groupingBy(
                        action -> Objects.requireNonNull(action.shortcut()).getName(),
                        Collectors.mapping(Action::id, Collectors.toList()))));
    assertThat(byKey).hasSizeGreaterThan(30);
    assertThat(byKey.values()).allMatch(ids -> ids.size() == 1);
  }

  @Test
  void whateverGetsTheFocusHasANameARoleAndIsSeenToHaveIt() throws Exception {
    keyboard = fx(Robot::new);
    screen.lab().time().pause();
    await("a pause", () -> screen.moment().paused());
    int first = walk();
    assertThat(first).as("what the Tab key reaches at first").isGreaterThan(30);
    for (String panel : OpenWindow.panels(screen.window())) {
      screen.command(panel);
      settle();
      walk();
    }
    for (String card :
        List.of(
            "palette.show",
            "help.show",
            "about.show",
            "preferences.open",
            "help.legend",
            "time.jump",
            "state.show",
            "time.markers",
            "cluster.create",
            "cluster.open",
            "modified.open",
            "lab.partition",
            "load.start",
            "node.time",
            "node.send")) {
      if (fx(() -> screen.window().commands().find(card).isEmpty())) {
        continue;
      }
      screen.command(card);
      settle();
      walk();
      robot.push(KeyCode.ESCAPE);
      settle();
    }
    screen.lab().time().resume();
    assertThat(wrong).as("of " + known.size() + " that get the focus").isEmpty();
  }

  private void settle() throws Exception {
    for (int pulse = 0; pulse < 3; pulse++) {
      WaitForAsyncUtils.waitForFxEvents();
    }
  }

  /** Goes on from control to control until it comes round; how many there were. */
  private int walk() throws Exception {
    Scene scene = screen.desktop().scene();
    Set<Node> round = Collections.newSetFromMap(new IdentityHashMap<>());
    Node at = fx(scene::getFocusOwner);
    while (at != null && round.add(at) && round.size() < MOST_STEPS) {
      Node node = at;
      boolean first = known.add(node);
      WritableImage with = first ? fx(() -> picture(scene, node)) : null;
      fx(() -> {
        keyboard.keyType(KeyCode.TAB);
        return true;
      });
      // A card takes the focus back that would leave it.
      WaitForAsyncUtils.waitForFxEvents(1);
      at = fx(scene::getFocusOwner);
      if (node.equals(at)) {
        // All that a card has may be one button.
        if (round.size() > 1) {
          wrong.add(described(node) + " is not left by the Tab key");
        }
        return round.size();
      }
      if (with != null) {
        fx(() -> {
          check(scene, node, with);
          return true;
        });
      }
    }
    return round.size();
  }

  private void check(Scene scene, Node node, WritableImage with) {
    if (node.getScene() == null) {
      return;
    }
    if (name(node).isBlank()) {
      wrong.add(described(node) + " has no name");
    }
    if (node.getAccessibleRole() == AccessibleRole.NODE
        || node.getAccessibleRole() == AccessibleRole.PARENT) {
      wrong.add(described(node) + " has no role");
    }
    if (same(with, picture(scene, node))) {
      wrong.add(described(node) + " is not seen to have the focus");
    }
  }

  private static WritableImage picture(Scene scene, Node node) {
    scene.getRoot().applyCss();
    scene.getRoot().layout();
    Bounds on = node.localToScene(node.getBoundsInLocal());
    Bounds around =
        new BoundingBox(
            Math.max(0, on.getMinX() - AROUND),
            Math.max(0, on.getMinY() - AROUND),
            Math.clamp(on.getWidth() + 2 * AROUND, 1, 1200),
            Math.clamp(on.getHeight() + 2 * AROUND, 1, 900));
    SnapshotParameters where = new SnapshotParameters();
    where.setViewport(
        new Rectangle2D(around.getMinX(), around.getMinY(), around.getWidth(), around.getHeight()));
    return scene.getRoot().snapshot(where, null);
  }

  private static boolean same(WritableImage one, WritableImage other) {
    PixelReader left = one.getPixelReader();
    PixelReader right = other.getPixelReader();
    for (int y = 0; y < Math.min(one.getHeight(), other.getHeight()); y++) {
      for (int x = 0; x < Math.min(one.getWidth(), other.getWidth()); x++) {
        if (left.getArgb(x, y) != right.getArgb(x, y)) {
          return false;
        }
      }
    }
    return true;
  }

  /** What a screen reader says first. */
  private static String name(Node node) {
    if (node.getAccessibleText() != null) {
      return node.getAccessibleText();
    }
    return switch (node) {
      case Labeled labeled when labeled.getText() != null -> labeled.getText();
      case TextInputControl field when field.getPromptText() != null -> field.getPromptText();
      case ComboBoxBase<?> box when box.getPromptText() != null -> box.getPromptText();
      default -> "";
    };
  }

  private static String described(Node node) {
    return node.getClass().getSimpleName()
        + " "
        + node.getId()
        + " "
        + node.getStyleClass()
        + " in "
        + (node.getParent() == null ? "" : node.getParent().getStyleClass());
  }
}
