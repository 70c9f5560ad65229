package io.raftarium.app.inspector;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Menus;
import io.raftarium.app.inspector.NodeFields.Field;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Panel;
import io.raftarium.app.parts.LiveScroll;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.StepDetails;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Role;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.PeerView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The inspector: one node, its peers, its votes and its newest steps. */
public final class InspectorPanel implements Panel {
  private final AppContext context;
  private final Label name = new Label(Texts.of("No node"));
  private final GridPane row = rowGrid();
  private final VBox peers = section("PEERS");
  private final GridPane peerRows = peerGrid();
  private final VBox votes = section("VOTES");
  private final Label voteText = new Label();
  private final VBox journal = section(Texts.of("NEWEST STEPS"));
  private final StepList steps;
  private final StepView stepView;
  private final FlowPane buttons = new FlowPane(6, 6);
  private final VBox content = new VBox();
  private final LiveScroll root = new LiveScroll(content);

  private @Nullable NodeView node;
  private @Nullable NodeStatus process;
  private @Nullable ClusterView view;
  private List<Action> offered = List.of();

  /** Of a window. */
  public InspectorPanel(AppContext context) {
    this.context = context;
    stepView = new StepView(context);
    steps = new StepList(this::tell);
    name.getStyleClass().add("inspector-name");
    name.setId("inspector-name");
    WrappedText.wrap(voteText);
    peers.getChildren().add(peerRows);
    votes.getChildren().add(voteText);
    journal.getChildren().add(steps);
    buttons.getStyleClass().add("node-buttons");
    content.getStyleClass().add("inspector-content");
    content.getChildren().addAll(name, row, buttons, votes, peers, stepView.node(), journal);
    content.setMinWidth(0);
    root.getStyleClass().addAll("inspector-panel", "edge-to-edge");
    root.setId("inspector");
    root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    root.setMinSize(0, 0);
  }

  /** The node's row: name, value, name, value; the names are never cut. */
  private static GridPane rowGrid() {
    GridPane grid = new GridPane();
    grid.setId("node-row");
    grid.getStyleClass().add("field-grid");
    for (int i = 0; i < 4; i++) {
      ColumnConstraints constraints = new ColumnConstraints();
      constraints.setHgrow(i == 1 ? Priority.ALWAYS : Priority.NEVER);
      grid.getColumnConstraints().add(constraints);
    }
    return grid;
  }

  /** Two peers a line: name, next and match index of each. */
  private static GridPane peerGrid() {
    GridPane grid = new GridPane();
    grid.setId("peer-rows");
    grid.getStyleClass().add("field-grid");
    for (int i = 0; i < 6; i++) {
      ColumnConstraints constraints = new ColumnConstraints();
      constraints.setPercentWidth(i % 3 == 0 ? 10 : 20);
      grid.getColumnConstraints().add(constraints);
    }
    return grid;
  }

  static VBox section(String title) {
    Label label = new Label(title);
    label.getStyleClass().add("panel-title");
    VBox section = new VBox(label);
    section.getStyleClass().add("inspector-section");
    return section;
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Moment moment) {
    offerCommands();
    NodeView now = chosen(moment.view());
    NodeStatus running = now == null ? null : moment.processes().get(now.id());
    for (Node child : buttons.getChildren()) {
      refresh((Button) child);
    }
    if (now != null && same(now, running)) {
      view = moment.view();
      return;
    }
    node = now;
    process = running;
    view = moment.view();
    if (now == null) {
      name.setText(Texts.of("No node"));
      content.setDisable(true);
      return;
    }
    content.setDisable(false);
    name.setText(NodeNames.of(now.id()));
    showRow(NodeFields.of(now, moment));
    showPeers(now);
    showVotes(now);
    List<JournalEntry> own = new ArrayList<>();
    for (JournalEntry entry : moment.view().journal()) {
      if (entry.nodeId() == now.id()) {
        own.add(entry);
      }
    }
    shown(journal, !own.isEmpty());
    tell(steps.fill(own));
  }

  /** What is shown of a node depends on its rows and on whether its process runs. */
  private boolean same(NodeView now, @Nullable NodeStatus running) {
    NodeView before = node;
    NodeStatus was = process;
    return before != null
        && before.id() == now.id()
        && before.version() == now.version()
        && before.peers().equals(now.peers())
        && before.reads().equals(now.reads())
        && (was == null ? null : was.state()) == (running == null ? null : running.state())
        && (was == null || running == null || was.own().equals(running.own()));
  }

  private @Nullable NodeView chosen(ClusterView now) {
    NodeView selected = now.nodes().get(context.selection().shown().get());
    if (selected != null || now.nodes().isEmpty()) {
      return selected;
    }
    NodeView leader = now.leader();
    return leader == null ? now.nodes().firstEntry().getValue() : leader;
  }

  private void offerCommands() {
    List<Action> now = context.commands().all().stream().filter(InspectorPanel::offers).toList();
    if (now.size() == offered.size()) {
      return;
    }
    offered = now;
    buttons.getChildren().setAll(now.stream().map(this::button).toList());
  }

  /** What acts on a node; going to another part of the window does not. */
  private static boolean offers(Action command) {
    return command.id().startsWith("node.")
        && !command.id().equals("node.select")
        && !command.id().equals("node.submit");
  }

  private Button button(Action command) {
    Button button = new Button(command.text());
    button.setId("inspector-" + command.id());
    button.setUserData(command);
    button.setTooltip(new Tooltip(command.detail()));
    button.setOnAction(_ -> {
      runOfShown(command.id());
    });
    return button;
  }

  /** Only what can be done now is offered; the menus tell why the rest cannot. */
  private static void refresh(Button button) {
    if (button.getUserData() instanceof Action command) {
      shown(button, command.enabled().getAsBoolean());
    }
  }

  private void showRow(NodeFields fields) {
    row.getChildren().clear();
    int i = 0;
    for (Field field : fields.fields()) {
      Label name = nameOf(field);
      row.add(name, i % 2 * 2, i / 2);
      Label value = valueOf(field);
      // Where there is room: beside a short name, or beside a number.
      addWhy(field, i % 2 == 0 ? name : value);
      if (i % 2 == 1) {
        // Numbers, in the narrow column: half of one would be another one.
        value.setMinWidth(Region.USE_PREF_SIZE);
      }
      row.add(value, i % 2 * 2 + 1, i / 2);
      i++;
    }
    int line = (i + 1) / 2;
    for (Field field : fields.lines()) {
      Label value = valueOf(field);
      WrappedText.wrap(value);
      row.add(nameOf(field), 0, line);
      row.add(value, 1, line, 3, 1);
      line++;
    }
  }

  /** Where the reason of a field can be asked: a sign beside it, and a menu. */
  private void addWhy(Field field, Label label) {
    List<String> questions =
        switch (field.name()) {
          case "role" -> List.of("why.role", "why.leader");
          case "current_term" -> List.of("why.term");
          case "voted_for" -> List.of("why.vote");
          case "commit_index" -> List.of("why.commit");
          default -> List.of();
        };
    if (questions.isEmpty()) {
      return;
    }
    Button sign = new Button("?");
    sign.setId("why-" + field.name());
    sign.getStyleClass().setAll("why-sign");
    sign.setAccessibleText(Texts.of("Why? {0} {1}", field.name(), field.value()));
    sign.setTooltip(new Tooltip(Texts.of("Why?")));
    sign.setOnAction(_ -> runOfShown(questions.getFirst()));
    label.setGraphic(sign);
    label.setContentDisplay(ContentDisplay.RIGHT);
    label.setOnContextMenuRequested(event -> {
      selectShown();
      Menus.context(
              context.commands(), questions.stream().<Menus.Entry>map(Menus.Item::new).toList())
          .show(label, event.getScreenX(), event.getScreenY());
      event.consume();
    });
  }

  private void runOfShown(String command) {
    selectShown();
    context.commands().run(command);
  }

  private void selectShown() {
    NodeView of = node;
    if (of != null && !context.selection().nodes().get().equals(Set.of(of.id()))) {
      context.selection().select(of.id());
    }
  }

  private static Label nameOf(Field field) {
    Label label = new Label(field.name());
    label.getStyleClass().add("field-name");
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  private static Label valueOf(Field field) {
    Label value = new Label(field.value());
    value.setId("field-" + field.name().replace(' ', '-'));
    value.getStyleClass().add("field-value");
    value.setTooltip(new Tooltip(field.value()));
    return value;
  }

  private void showPeers(NodeView of) {
    shown(peers, of.role() == Role.LEADER && !of.peers().isEmpty());
    peerRows.getChildren().clear();
    int i = 0;
    for (PeerView peer : of.peers().values()) {
      int column = i % 2 * 3;
      boolean learns = of.learners().contains(peer.peerId());
      peerRows.add(new Label(NodeNames.of(peer.peerId()) + (learns ? " L" : "")), column, i / 2);
      peerRows.add(new Label(Texts.of("next {0}", peer.nextIndex())), column + 1, i / 2);
      Label match = new Label(Texts.of("match {0}", peer.matchIndex()));
      if (peer.matchIndex() < of.lastLogIndex()) {
        match.getStyleClass().add("warning-text");
      }
      peerRows.add(match, column + 2, i / 2);
      i++;
    }
  }

  private void showVotes(NodeView of) {
    String text = NodeFields.votes(of);
    shown(votes, !text.isEmpty());
    voteText.setText(text);
  }

  private static void shown(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }

  private void tell(@Nullable JournalEntry step) {
    ClusterView now = view;
    NodeView of = node;
    if (step == null || now == null || of == null) {
      stepView.clear();
      return;
    }
    StepDetails details = StepDetails.of(step, now.journal());
    boolean newest = of.lastStep() != null && of.lastStep().version() == step.version();
    stepView.show(
        details,
        newest
            ? Texts.of("LAST EVENT · {0}", details.title())
            : Texts.of("STEP {0} · {1}", step.version(), details.title()));
  }
}
