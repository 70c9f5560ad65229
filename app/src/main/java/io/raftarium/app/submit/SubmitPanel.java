package io.raftarium.app.submit;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Panel;
import io.raftarium.app.parts.LiveScroll;
import io.raftarium.app.submit.CommandParser.BadCommand;
import io.raftarium.app.words.EntryText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WaterfallText;
import io.raftarium.app.words.WrappedText;
import io.raftarium.protocol.Command;
import io.raftarium.reason.Question;
import io.raftarium.record.Waterfall;
import io.raftarium.view.KeyValue;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Submits commands, tells what became of each, and shows the state that they lead to. */
public final class SubmitPanel implements Panel {
  private static final int FATES = 30;

  /** Characters on the line of the state, in its tooltip, and for one request's fate. */
  private static final int MOST_IN_LINE = 300;

  private static final int MOST_IN_TIP = 4_000;
  private static final int MOST_IN_FATE = 400;

  private final AppContext context;
  private final VBox root = new VBox();
  private final MenuButton target = new MenuButton(Texts.of("leader"));
  private final TextField field = new TextField();
  private final Button submit = new Button(Texts.of("Submit ⏎"));
  private final Label problem = new Label();
  private final VBox fates = new VBox();
  private final LiveScroll fateScroll = new LiveScroll(fates);
  private final Label state = new Label();
  private final Tooltip wholeState = new Tooltip();
  private final CommandHistory history = new CommandHistory();
  private final ToggleGroup targets = new ToggleGroup();

  private OptionalInt chosen = OptionalInt.empty();
  private List<Integer> offered = List.of();
  private List<Fate> shownFates = List.of();
  private @Nullable NodeView shownState;
  private int leader;

  /** Of a window. */
  public SubmitPanel(AppContext context) {
    this.context = context;
    root.getStyleClass().add("submit-panel");
    root.setId("submit");
    Label title = new Label(Texts.of("SUBMIT TO"));
    title.getStyleClass().add("panel-title");

    target.setId("submit-target");
    target.setMinWidth(Region.USE_PREF_SIZE);
    target.setAccessibleText(Texts.of("Where to submit"));
    field.setId("submit-command");
    field.getStyleClass().add("mono");
    field.setPromptText("put x 8");
    field.setTooltip(new Tooltip(CommandParser.GRAMMAR));
    field.setAccessibleText(Texts.of("Command to submit: {0}", CommandParser.GRAMMAR));
    field.setOnAction(_ -> submit());
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::walk);
    field.textProperty().subscribe(() -> say(null));
    HBox.setHgrow(field, Priority.ALWAYS);
    submit.setId("submit-button");
    submit.getStyleClass().add("accent");
    submit.setMinWidth(Region.USE_PREF_SIZE);
    submit.setOnAction(_ -> submit());
    HBox bar = new HBox(6, target, field, submit);
    bar.setAlignment(Pos.CENTER_LEFT);

    problem.setId("submit-problem");
    problem.getStyleClass().addAll("danger-text", "small-text");
    WrappedText.wrap(problem);
    say(null);

    fates.getStyleClass().add("fates");
    fateScroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    fateScroll.getStyleClass().add("edge-to-edge");
    fateScroll.setMinHeight(36);
    fateScroll.setPrefViewportHeight(36);
    fateScroll.setAccessibleText(Texts.of("What became of the commands"));
    VBox.setVgrow(fateScroll, Priority.ALWAYS);
    VBox.setVgrow(root, Priority.ALWAYS);

    state.setId("key-value-state");
    state.getStyleClass().addAll("mono", "state-line");
    state.setMinWidth(0);
    state.setAlignment(Pos.CENTER_RIGHT);
    state.setMaxWidth(Double.MAX_VALUE);
    state.setTooltip(wholeState);
    state.setOnMouseClicked(_ -> context.commands().run("state.show"));
    title.setMinWidth(Region.USE_PREF_SIZE);
    HBox.setHgrow(state, Priority.ALWAYS);
    HBox head = new HBox(16, title, state);
    head.setAlignment(Pos.CENTER_LEFT);
    root.getChildren().addAll(head, bar, problem, fateScroll);
    root.setMinWidth(0);
  }

  @Override
  public Node node() {
    return root;
  }

  /** Chooses a node as the target, where it is one, and puts the cursor into the field. */
  public void submitTo(int node) {
    for (MenuItem item : target.getItems()) {
      if (item instanceof RadioMenuItem radio
          && Integer.valueOf(node).equals(radio.getUserData())) {
        radio.setSelected(true);
        radio.fire();
      }
    }
    field.requestFocus();
    field.selectAll();
  }

  @Override
  public void show(Moment moment) {
    boolean idle = !moment.live() || context.operator().idle().isPresent();
    field.setDisable(idle);
    submit.setDisable(idle);
    target.setDisable(idle);
    showTargets(moment);
    showFates(moment);
    showState(moment);
  }

  private void showTargets(Moment moment) {
    NodeView first = moment.leader();
    int now = first == null ? 0 : first.id();
    List<Integer> nodes = List.copyOf(moment.view().nodes().keySet());
    if (now == leader && nodes.equals(offered)) {
      return;
    }
    leader = now;
    offered = nodes;
    if (chosen.isPresent() && !nodes.contains(chosen.getAsInt())) {
      chosen = OptionalInt.empty();
    }
    target.getItems().setAll(item(OptionalInt.empty()));
    for (int node : nodes) {
      target.getItems().add(item(OptionalInt.of(node)));
    }
    target.setText(name(chosen));
  }

  private RadioMenuItem item(OptionalInt node) {
    RadioMenuItem item = new RadioMenuItem(name(node));
    item.setToggleGroup(targets);
    item.setSelected(node.equals(chosen));
    item.setUserData(node.orElse(0));
    item.setOnAction(_ -> {
      chosen = node;
      target.setText(name(node));
    });
    return item;
  }

  private String name(OptionalInt node) {
    if (node.isPresent()) {
      return NodeNames.of(node.getAsInt());
    }
    return leader == 0 ? Texts.of("leader") : Texts.of("leader ({0})", NodeNames.of(leader));
  }

  private void showFates(Moment moment) {
    List<Fate> now = new ArrayList<>();
    List<Submission> of = new ArrayList<>();
    for (Submission submission : moment.submissions()) {
      if (now.size() == FATES) {
        break;
      }
      now.add(Fate.of(submission, moment.view()));
      of.add(submission);
    }
    if (now.equals(shownFates)) {
      return;
    }
    shownFates = now;
    List<Label> lines = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      Fate fate = now.get(i);
      Submission submission = of.get(i);
      Label line = line(fate);
      line.setOnMouseClicked(event -> {
        if (event.getButton() == MouseButton.PRIMARY) {
          readWhole(fate, submission);
        }
      });
      line.setOnKeyPressed(event -> {
        if (event.getCode() == KeyCode.ENTER) {
          readWhole(fate, submission);
          event.consume();
        }
      });
      line.setContextMenu(new ContextMenu(why(submission)));
      // One of them is enough to get to by Tab: the newest.
      line.setFocusTraversable(i == 0);
      lines.add(line);
    }
    fates.getChildren().setAll(lines);
  }

  private MenuItem why(Submission submission) {
    MenuItem item =
        new MenuItem(
            submission.answered() ? Texts.of("Why this answer?") : Texts.of("Why does it wait?"));
    item.setId("menu-why-request");
    item.setOnAction(_ -> context.selection().ask(new Question.Request(submission.request())));
    return item;
  }

  private void readWhole(Fate fate, Submission submission) {
    String way =
        context
            .source()
            .lab()
            .flatMap(lab -> Waterfall.of(lab.tape(), submission))
            .map(waterfall -> "\n\n" + WaterfallText.of(waterfall))
            .orElse("");
    context
        .reading()
        .open(Texts.of("A request and what became of it"), fate.whole(submission) + way);
  }

  private static Label line(Fate fate) {
    Label label = new Label(Shortened.of(fate.line(), MOST_IN_FATE));
    WrappedText.wrap(label);
    label.setAccessibleHelp(Texts.of("Enter or a click shows the whole text"));
    label
        .getStyleClass()
        .addAll(
            "mono",
            "small-text",
            switch (fate.tone()) {
              case WAITING -> "muted-text";
              case GOOD -> "success-text";
              case BAD -> "danger-text";
              case DOUBTFUL -> "warning-text";
            });
    return label;
  }

  /** The key-value state of the node of choice: the target, else the leader, else the first. */
  private void showState(Moment moment) {
    NodeView node = moment.view().nodes().get(chosen.orElse(leader));
    if (node == null && !moment.view().nodes().isEmpty()) {
      node = moment.view().nodes().firstEntry().getValue();
    }
    NodeView before = shownState;
    if (node == null
        || (before != null
            && before.id() == node.id()
            && before.lastApplied() == node.lastApplied()
            && before.keyValues().equals(node.keyValues()))) {
      return;
    }
    shownState = node;
    StringBuilder line = new StringBuilder();
    StringBuilder all = new StringBuilder();
    for (KeyValue row : node.keyValues().values()) {
      if (all.length() > MOST_IN_TIP) {
        break;
      }
      line.append(line.isEmpty() ? "" : " · ")
          .append(Shortened.of(row.key(), MOST_IN_LINE))
          .append('=')
          .append(Shortened.of(EntryText.plain(row.value()), MOST_IN_LINE));
      all.append('\n')
          .append(Shortened.of(row.key(), MOST_IN_LINE))
          .append(" = ")
          .append(Shortened.of(row.value().toString(), MOST_IN_LINE))
          .append(Texts.of("   (index {0})", row.logIndex()));
    }
    String head =
        Texts.of("State of {0} at index {1}", NodeNames.of(node.id()), node.lastApplied());
    boolean told = moment.aroundKnown() || context.source().lab().isPresent();
    String nothing = told || node.lastApplied() == 0 ? Texts.of("empty") : Texts.of("not recorded");
    state.setText(
        head + ": " + (line.isEmpty() ? nothing : Shortened.of(line.toString(), MOST_IN_LINE)));
    wholeState.setText(
        head + (all.isEmpty() ? ": " + nothing : Shortened.lines(all.toString(), MOST_IN_TIP)));
  }

  private void submit() {
    String text = field.getText();
    try {
      Command command = CommandParser.parse(text);
      OptionalInt node = chosen;
      history.add(text.strip());
      field.clear();
      // What becomes of it shows in the lab's submissions.
      context
          .operator()
          .atOnce(
              Texts.of("Submit {0}", Shortened.of(text.strip(), MOST_IN_LINE)),
              lab -> {
                var _ =
                    command.op() == Command.Op.GET
                        ? lab.client().read(node, command.key().asString(""))
                        : lab.client().submit(node, command);
              });
    } catch (BadCommand e) {
      say(e.getMessage());
      field.requestFocus();
    }
  }

  private void say(@Nullable String message) {
    problem.setText(message == null ? "" : message);
    problem.setVisible(message != null);
    problem.setManaged(message != null);
    field.setAccessibleHelp(message == null ? CommandParser.GRAMMAR : message);
  }

  private void walk(KeyEvent event) {
    String line =
        switch (event.getCode()) {
          case UP -> history.back(field.getText());
          case DOWN -> history.forward(field.getText());
          default -> null;
        };
    if (line != null) {
      field.setText(line);
      field.positionCaret(line.length());
      event.consume();
    }
  }
}
