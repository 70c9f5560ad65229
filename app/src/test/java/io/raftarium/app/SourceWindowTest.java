package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.model.Pick;
import io.raftarium.record.Traces;
import java.util.List;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** The source of a step in the real window over a real laboratory. */
class SourceWindowTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @BeforeEach
  void nothingIsPicked() throws Exception {
    fx(() -> {
      screen.window().selection().pick(Pick.NONE);
      return true;
    });
  }

  @Test
  void theSourceOfTheLastStepIsShownWithWhatRan() throws Exception {
    open("function");
    int follower = screen.follower();
    select(follower);
    screen.type("put source 1");
    await(
        "stored",
        () ->
            screen.text("#function-rules .rule-link").contains("AllServers.1")
                || screen.text("#function-rules .rule-link").contains("AppendEntries.4"));
    await("its handler", () -> source().contains("on_append_entries("));
    assertThat(screen.text("#function-title"))
        .startsWith("S" + follower + " · AppendEntries from S" + screen.leader());
    assertThat(bright())
        .anyMatch(line -> line.contains("-- AppendEntries.") || line.contains("AppendEntries.5"));
    assertThat(screen.texts("#function-row .field-value")).isNotEmpty();
    fx(() -> {
      screen.window().commands().run("panel.function.main");
      return true;
    });
    fx(() -> {
      screen.window().commands().run("panel.function.side");
      return true;
    });
  }

  @Test
  void everyFunctionOfTheDatabaseIsReadAndEveryRuleHasItsSource() throws Exception {
    open("function");
    assertThat(screen.lab().functions()).hasSizeGreaterThan(60);
    for (String rule : screen.lab().rules().keySet()) {
      fx(() -> {
        screen.window().selection().pick(new Pick.Rule(rule));
        return true;
      });
      await(
          rule,
          () -> bright().stream().anyMatch(line -> line.contains(rule.replace(".refused", ""))));
    }
  }

  @Test
  void aPickedStepOfThePastStays() throws Exception {
    open("function");
    Traces traces = new Traces(screen.lab().tape()).all();
    Traces.Step won =
        traces.steps().stream()
            .filter(step -> step.event().equals("RequestVoteReply") && step.changed())
            .reduce((_, last) -> last)
            .orElseThrow();
    fx(() -> {
      screen.window().selection().pick(new Pick.Step(won.node(), won.happening()));
      return true;
    });
    await("the step", () -> screen.text("#function-title").contains("RequestVoteReply"));
    assertThat(source()).contains("on_request_vote_reply(");
    assertThat(screen.texts("#function-names .toggle-button"))
        .first()
        .isEqualTo("on_request_vote_reply");
    screen.click("#function-follow");
    await("the newest", () -> !screen.text("#function-title").contains("RequestVoteReply"));
  }

  private void open(String panel) throws Exception {
    fx(() -> {
      screen.window().docks().open(panel);
      return true;
    });
  }

  private void select(int node) throws Exception {
    fx(() -> {
      screen.window().selection().select(node);
      return true;
    });
  }

  private String source() throws Exception {
    return fx(() -> area().getText());
  }

  private List<String> bright() throws Exception {
    return fx(() ->
        area().getParagraphs().stream()
            .filter(line -> line.getParagraphStyle().contains("code-bright"))
            .map(line -> line.getText())
            .toList());
  }

  private CodeArea area() {
    return robot.lookup("#function-source").queryAs(CodeArea.class);
  }
}
