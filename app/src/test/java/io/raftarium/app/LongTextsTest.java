package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.protocol.Command;
import io.raftarium.view.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of every length and kind go through all panels: none freezes, none is emptied. */
@Tag("thorough")
class LongTextsTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  /** No text that is drawn at once may be longer. */
  private static final int BOUND = 8_000;

  private static final double LONGEST_PULSE_MILLIS = 2_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 300, 3_000, 100_000, 1_000_000})
  void aValueOfAnyLengthIsShownShortenedAndReadWhole(int length) throws Exception {
    throughAllPanels("long" + length, "v".repeat(length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tab\tbell\u0007 line\nnext\u001b[31m",
        "\u0645\u0631\u062d\u0628\u0627 \u202eright to left\u202c \u05e9\u05dc\u05d5\u05dd",
        "👩‍👩‍👧‍👦🏳️‍🌈🎉e\u0301\u0301\u0301"
      })
  void aValueOfAnyKindIsShownAndReadWhole(String part) throws Exception {
    throughAllPanels("kind" + Integer.toHexString(part.hashCode()), part.repeat(200));
  }

  @Test
  void aKeyOfAThousandLettersHasABound() throws Exception {
    throughAllPanels("k".repeat(1_000), "1");
  }

  @Test
  @Tag("soak")
  void aStateOfFiveThousandKeysIsShownShortenedAndReadWhole() throws Exception {
    List<CompletableFuture<Submission>> all = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      all.add(screen.lab().client().submit(OptionalInt.empty(), put("many" + i, "v" + i)));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    await(
        "shown",
        () ->
            screen.moment().view().nodes().values().stream()
                .allMatch(node -> node.keyValues().containsKey("many4999")));
    everyPanelHolds();
    fx(() -> {
      screen.window().frameTimes().clear();
      return true;
    });
    screen.click("#key-value-state");
    await("the card", () -> screen.text("#state-count").contains(" keys"));
    screen.click("#state-copy");
    assertThat(String.valueOf(fx(() -> Clipboard.getSystemClipboard().getString())))
        .contains("many0\t\"v0\"\t\"v0\"")
        .contains("many4999\t\"v4999\"");
    screen.click("#state-close");
    await("closed", () -> screen.texts("#state-count").isEmpty());
    noPulseWasLong();
  }

  private void throughAllPanels(String key, String value) throws Exception {
    fx(() -> {
      screen.window().frameTimes().clear();
      return true;
    });
    screen.lab().client().submit(OptionalInt.empty(), put(key, value)).get(60, TimeUnit.SECONDS);
    String start = "put " + key.substring(0, Math.min(20, key.length()));
    await("its fate", () -> screen.fates().stream().anyMatch(f -> f.contains(start)));
    await(
        "on every node",
        () ->
            screen.moment().view().nodes().values().stream()
                .allMatch(node -> node.keyValues().containsKey(key)));
    everyPanelHolds();
    fx(() -> {
      Labeled newest = screen.robot().lookup(".fates .label").query();
      newest.requestFocus();
      return true;
    });
    screen.robot().push(KeyCode.ENTER);
    await("the card", () -> screen.text("#whole-text-length").contains("characters"));
    everyPanelHolds();
    assertThat(copied()).contains(put(key, value).value().toString());
    screen.click("#whole-text-close");
    await("closed", () -> screen.texts("#whole-text-length").isEmpty());
    noPulseWasLong();
  }

  private static String copied() throws Exception {
    screen.click("#whole-text-copy");
    return String.valueOf(fx(() -> Clipboard.getSystemClipboard().getString()));
  }

  private static void noPulseWasLong() {
    assertThat(screen.window().frameTimes().gaps().worst())
        .as("longest time between two pulses, ms")
        .isLessThan(LONGEST_PULSE_MILLIS);
  }

  private static void everyPanelHolds() throws Exception {
    List<String> tooLong =
        fx(() -> {
          List<String> found = new ArrayList<>();
          look(screen.desktop().scene().getRoot(), found);
          return found;
        });
    assertThat(tooLong).as("texts that are drawn with more than %s characters", BOUND).isEmpty();
    assertThat(screen.fates()).isNotEmpty().allMatch(fate -> !fate.isBlank());
    assertThat(screen.text("#key-value-state")).startsWith("State of S");
    assertThat(screen.text("#headline")).startsWith("quorum");
    assertThat(screen.text("#inspector-name")).contains("S1");
    assertThat(
            fx(() -> screen.robot().lookup("#step-rules").queryParent().getChildrenUnmodifiable()))
        .isNotEmpty();
    assertThat(fx(() -> screen.robot().lookup(".fates").query().getLayoutBounds().getHeight()))
        .isBetween(10.0, 20_000.0);
  }

  private static void look(Node node, List<String> tooLong) {
    String text =
        switch (node) {
          case Labeled labeled -> labeled.getText();
          case Text drawn -> drawn.getText();
          case TextInputControl input -> input.getText();
          default -> "";
        };
    if (text != null && text.length() > BOUND) {
      tooLong.add(node + ": " + text.length());
    }
    String spoken = node.getAccessibleText();
    if (spoken != null && spoken.length() > BOUND) {
      tooLong.add(node + ", spoken: " + spoken.length());
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> look(child, tooLong));
    }
  }

  private static Command put(String key, String value) {
    return Command.put(key, value);
  }
}
