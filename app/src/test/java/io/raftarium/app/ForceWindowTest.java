package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.promise.Promise;
import io.raftarium.view.NodeStatus;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A load, the time of a node and any event, by hand. */
@Tag("thorough")
class ForceWindowTest {
  @RegisterExtension static final OpenWindow WINDOW = new OpenWindow();

  @Test
  void aLoadIsStartedDrawnAndStopped() throws Exception {
    WINDOW.robot().push(KeyCode.CONTROL, KeyCode.L);
    await("the card", () -> shown("#load-card"));
    fx(() -> {
      Spinner<Integer> put = node("#load-put");
      put.getValueFactory().setValue(50);
      return true;
    });
    assertThat(WINDOW.text("#load-problem")).contains("110 %");
    assertThat(fx(() -> node("#load-start").isDisabled())).isTrue();
    fx(() -> {
      Spinner<Integer> get = node("#load-get");
      get.getValueFactory().setValue(30);
      return true;
    });
    WINDOW.click("#load-start");
    await("operations", () -> WINDOW.lab().load().count().writes() > 30);
    await("the chart", () -> shown("#load-chart"));
    await(
        "the promise",
        () ->
            WINDOW.lab().promises().stream()
                .anyMatch(kept -> kept.promise() == Promise.LINEARIZABILITY && kept.holds()));
    // What they ask is not the operator's.
    assertThat(WINDOW.moment().submissions()).isEmpty();
    int leader = WINDOW.leader();
    WINDOW.lab().cluster().kill(leader);
    await("another leader", () -> WINDOW.leader() != 0 && WINDOW.leader() != leader);
    long then = WINDOW.lab().load().count().writes();
    await("operations after it", () -> WINDOW.lab().load().count().writes() > then + 30);
    WINDOW.robot().push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.U);
    await("its end", () -> WINDOW.lab().load().running().isEmpty());
    WINDOW.robot().push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.G);
    await("the folded chart", () -> !shown("#load-chart"));
    WINDOW.robot().push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.G);
    await("the chart again", () -> shown("#load-chart"));
  }

  @Test
  void anEventIsPreviewedRefusedAtItsFieldAndSent() throws Exception {
    int node = WINDOW.follower();
    fx(() -> {
      WINDOW.window().selection().select(node);
      return true;
    });
    WINDOW.robot().push(KeyCode.CONTROL, KeyCode.J);
    await("the card", () -> shown("#send-card"));
    fx(() -> {
      ComboBox<String> type = node("#send-type");
      type.setValue("RequestVote");
      TextField term = node("#send-field-term");
      term.setText("minus one");
      return true;
    });
    WINDOW.click("#send-preview");
    assertThat(WINDOW.text("#send-problem-term")).contains("whole number");
    long term = WINDOW.view(node).currentTerm();
    fx(() -> {
      ((TextField) node("#send-field-term")).setText(String.valueOf(term + 1));
      return true;
    });
    WINDOW.click("#send-preview");
    await("the preview", () -> WINDOW.text("#send-heading").contains("WOULD"));
    assertThat(WINDOW.view(node).currentTerm()).isEqualTo(term);
    WINDOW.click("#send-now");
    await("the step", () -> WINDOW.text("#send-heading").equals("WHAT HAPPENED"));
    WINDOW.robot().push(KeyCode.ESCAPE);
  }

  @Test
  void theTimeOfANodeIsSetAndSeen() throws Exception {
    int node = WINDOW.follower();
    fx(() -> {
      WINDOW.window().selection().select(node);
      WINDOW.window().commands().get("timers.clock").run().run();
      return true;
    });
    await("the card", () -> shown("#node-time"));
    fx(() -> {
      ComboBox<Double> rate = node("#node-time-rate");
      rate.setValue(2.0);
      return true;
    });
    WINDOW.click("#node-time-own");
    WINDOW.click("#node-time-set");
    await(
        "both",
        () -> {
          NodeStatus process = WINDOW.lab().cluster().processes().get(node);
          return process != null
              && process.own().clockRate() == 2
              && process.own().election() != null;
        });
    await("it on the stage", () -> WINDOW.spoken(node).contains("×2"));
    await(
        "it in the inspector",
        () ->
            WINDOW.texts(".field-value").stream().anyMatch(text -> text.endsWith("own; clock ×2")));
  }

  private static boolean shown(String query) throws Exception {
    return fx(() -> WINDOW.robot().lookup(query).queryAll().stream().anyMatch(Node::isVisible));
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // as TestFX has it
  private static <T extends Node> T node(String query) {
    return WINDOW.robot().lookup(query).query();
  }
}
