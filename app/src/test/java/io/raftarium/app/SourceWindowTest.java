package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.model.Pick;
import io.raftarium.protocol.Role;
import io.raftarium.record.Traces;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** Source, Figure 2 and SQL in the real window over a real laboratory. */
@Tag("thorough")
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
    // A call of a function with rules that ran is bright too.
    assertThat(bright()).anyMatch(line -> line.contains("raft.follow(p_step)"));
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

  @Test
  void aRuleOnThePageLeadsToWhereItRanAndToItsSource() throws Exception {
    open("figure");
    await("every rule", () -> rows(".figure-rule").size() == screen.lab().rules().size());
    select(screen.leader());
    await(
        "what the leader knows of its peers",
        () ->
            screen.texts(".figure-value").stream()
                .anyMatch(value -> value.matches("(S\\d ?){1,4}: \\d+.*")));
    await(
        "what ran is lit", () -> fx(() -> robot.lookup(".figure-rule:ran").tryQuery().isPresent()));
    click("Candidate.2");
    await("the past", () -> !screen.moment().live());
    int winner = screen.window().selection().shown().get();
    assertThat(screen.view(winner).role()).isEqualTo(Role.LEADER);
    await(
        "who ran it",
        () -> screen.text("#figure-Candidate-2 .muted-text").startsWith("S" + winner + " ran it"));
    long won = screen.moment().view().number();
    click("Follower.1");
    press("#figure-newer-Follower-1");
    await("later", () -> screen.moment().view().number() > won);
    press("#figure-older-Follower-1");
    press("#figure-source-Follower-1");
    await("its source", () -> bright().stream().anyMatch(line -> line.contains("-- Follower.1")));
    fx(() -> {
      screen.window().playhead().live();
      return true;
    });
  }

  @Test
  void savedQuestionsAreAllAnswered() throws Exception {
    screen.type("put asked 1");
    await(
        "committed",
        () -> screen.fates().stream().anyMatch(f -> f.startsWith("put asked 1 → committed")));
    open("sql");
    await("its questions", () -> fx(() -> robot.lookup("#sql-saved").tryQuery().isPresent()));
    MenuButton saved = fx(() -> robot.lookup("#sql-saved").queryAs(MenuButton.class));
    List<MenuItem> queries =
        saved.getItems().stream()
            .flatMap(item -> item instanceof Menu more ? more.getItems().stream() : Stream.of(item))
            .toList();
    assertThat(queries).hasSizeGreaterThan(10);
    for (MenuItem query : queries) {
      fx(() -> {
        query.fire();
        return true;
      });
      await(
          query.getText(),
          () -> screen.text("#sql-status").matches("(?s)(The first )?\\d+ rows?.* ms.*"));
      boolean clean = query.getText().equals("Broken promises");
      assertThat(fx(() -> robot.lookup("#sql-rows").queryTableView().getItems()).isEmpty())
          .as(query.getText())
          .isEqualTo(clean);
      if (query.getText().equals("How often rules ran")) {
        await("its bars", () -> fx(() -> robot.lookup(".sql-bar").tryQuery().isPresent()));
      }
    }
  }

  @Test
  void aQuestionThatWritesIsRefusedWithASentenceAndAMistakeHasItsPlace() throws Exception {
    open("sql");
    ask("update raft.raft_state set current_term = 9");
    await(
        "refused",
        () ->
            screen
                .text("#sql-status")
                .startsWith("The console only reads: a question begins with"));
    ask("select raft.process_raft_event(1, '{}')");
    await(
        "not allowed",
        () -> screen.text("#sql-status").startsWith("Who only looks may not do that"));
    ask("select node_id,\n  nobody from raft.raft_state");
    await("a mistake", () -> screen.text("#sql-status").contains("in line 2 at character 3"));
    assertThat(fx(() -> question().getSelectedText())).isEqualTo("nobody");
  }

  private void ask(String sql) throws Exception {
    await("the editor", () -> fx(() -> robot.lookup("#sql-question").tryQuery().isPresent()));
    fx(() -> {
      question().replaceText(sql);
      robot.lookup("#sql-ask").queryButton().fire();
      return true;
    });
  }

  private CodeArea question() {
    return robot.lookup("#sql-question").queryAs(CodeArea.class);
  }

  private Set<Node> rows(String query) throws Exception {
    return fx(() -> robot.lookup(query).queryAll());
  }

  private void click(String rule) throws Exception {
    fx(() -> {
      robot
          .lookup("#figure-" + rule.replace('.', '-') + " .rule-link")
          .queryAs(Hyperlink.class)
          .fire();
      return true;
    });
  }

  private void press(String button) throws Exception {
    fx(() -> {
      robot.lookup(button).queryButton().fire();
      return true;
    });
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
