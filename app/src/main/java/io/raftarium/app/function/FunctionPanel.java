package io.raftarium.app.function;

import io.raftarium.app.function.TakenSteps.Taken;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Panel;
import io.raftarium.app.model.Pick;
import io.raftarium.app.parts.CodeView;
import io.raftarium.app.parts.Copied;
import io.raftarium.app.parts.LiveScroll;
import io.raftarium.app.parts.Paced;
import io.raftarium.app.words.EventText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.StepDetails;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.app.words.WrappedText;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The source that took a step, as the database has it: what ran of it is bright. */
public final class FunctionPanel implements Panel {
  /** Steps come faster than anybody reads. */
  private static final Duration LEAST = Duration.ofMillis(250);

  /** From this width on the details stand beside the source. */
  private static final double WIDE = 720;

  private final AppContext context;
  private final Label title = new Label();
  private final Tooltip whole = new Tooltip();
  private final ToggleButton hold = new ToggleButton(null, new FontIcon(Feather.LOCK));
  private final Button copy = new Button(null, new FontIcon(Feather.COPY));
  private final Button follow = new Button(Texts.of("Follow the node"));
  private final FlowPane names = new FlowPane(4, 4);
  private final ToggleGroup chosen = new ToggleGroup();
  private final CodeView code =
      new CodeView("function-source", Texts.of("The source that took the step"));
  private final StepNotes notes = new StepNotes(this::reveal);
  private final SplitPane split = new SplitPane();
  private final Label empty = new Label();
  private final VBox root = new VBox();
  private final Paced paced = new Paced(LEAST);

  private @Nullable RaftFunctions functions;
  private @Nullable JournalEntry wanted;
  private @Nullable JournalEntry shown;
  private @Nullable ShownSource source;
  private String function = "";

  /** The picked rule that was scrolled to. */
  private String revealed = "";

  /** Of a window. */
  public FunctionPanel(AppContext context) {
    this.context = context;
    title.setId("function-title");
    title.getStyleClass().add("panel-title");
    title.setMinWidth(0);
    title.setMaxWidth(Double.MAX_VALUE);
    title.setTooltip(whole);
    whole.textProperty().bind(title.textProperty());
    hold.setId("function-hold");
    hold.getStyleClass().addAll("small", "quiet");
    hold.setTooltip(new Tooltip(Texts.of("Stay at this step")));
    hold.setAccessibleText(Texts.of("Stay at this step"));
    hold.setMinWidth(Region.USE_PREF_SIZE);
    copy.setId("function-copy");
    copy.getStyleClass().addAll("small", "quiet");
    copy.setTooltip(new Tooltip(Texts.of("Copy the function")));
    copy.setAccessibleText(Texts.of("Copy the function"));
    copy.setMinWidth(Region.USE_PREF_SIZE);
    copy.setOnAction(_ -> copy());
    follow.setId("function-follow");
    follow.getStyleClass().addAll("small");
    follow.setTooltip(new Tooltip(Texts.of("Show the last step of the selected node again")));
    follow.setMinWidth(Region.USE_PREF_SIZE);
    follow.setOnAction(_ -> context.selection().pick(Pick.NONE));
    names.setId("function-names");
    names.setMinWidth(0);
    names.setRowValignment(VPos.CENTER);
    LiveScroll details = new LiveScroll(notes.node());
    details.getStyleClass().add("edge-to-edge");
    split.getItems().addAll(code.node(), details);
    split.setOrientation(Orientation.VERTICAL);
    split.setDividerPositions(0.62);
    SplitPane.setResizableWithParent(details, false);
    root.widthProperty().subscribe(width -> turn(width.doubleValue()));
    empty.setId("function-empty");
    empty.getStyleClass().add("muted-text");
    WrappedText.wrap(empty);
    StackPane holder = new StackPane(split, empty);
    StackPane.setAlignment(empty, Pos.TOP_LEFT);
    VBox.setVgrow(holder, Priority.ALWAYS);
    root.getStyleClass().add("function-panel");
    root.getChildren().addAll(title, names, holder);
    root.setMinSize(0, 0);
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Moment moment) {
    boolean follows = context.selection().picked().get() instanceof Pick.None;
    follow.setVisible(!follows);
    follow.setManaged(!follows);
    if (hold.isSelected() && shown != null) {
      return;
    }
    RaftFunctions all = functions();
    if (all.isEmpty()) {
      tell(
          Texts.of(
              "A file holds what happened, and not the functions that did it. They are shown of a"
                  + " laboratory or a cluster, whose databases have them."));
      return;
    }
    NodeView node = chosen(moment);
    Taken newest =
        node == null || node.lastStep() == null ? null : new Taken(node.lastStep(), moment.view());
    switch (context.selection().picked().get()) {
      case Pick.Step step -> {
        Taken taken = TakenSteps.find(context.source(), step);
        if (taken == null) {
          tell(
              Texts.of(
                  "{0}'s journal does not hold that step: it changed nothing, or was too long"
                      + " ago.",
                  NodeNames.of(step.node())));
        } else {
          draw(all, taken, moment.live());
        }
      }
      case Pick.Rule rule -> {
        Taken ran = node == null ? null : TakenSteps.ran(moment.view(), node.id(), rule.name());
        if (ran == null) {
          show(rule.name(), RuleSource.of(all, rule.name()));
        } else {
          draw(all, ran, false);
        }
        if (!rule.name().equals(revealed)) {
          revealed = rule.name();
          reveal(rule.name());
        }
        return;
      }
      default -> {
        if (newest == null) {
          tell(
              node == null
                  ? Texts.of("No node is there.")
                  : Texts.of(
                      "{0} has taken no step yet that its journal holds.",
                      NodeNames.of(node.id())));
        } else {
          draw(all, newest, moment.live());
        }
      }
    }
    revealed = "";
  }

  /** Steps of one node come faster than anybody reads; another node is shown at once. */
  private void draw(RaftFunctions all, Taken taken, boolean live) {
    JournalEntry step = taken.step();
    JournalEntry before = wanted;
    if (step.equals(before)) {
      return;
    }
    wanted = step;
    Runnable draw =
        () -> {
          shown = step;
          NodeView row = taken.view().nodes().get(step.nodeId());
          show(
              StepSource.of(
                  all,
                  StepDetails.of(step, taken.view().journal()),
                  row != null && row.version() == step.version() ? row.state() : null));
        };
    if (live && before != null && before.nodeId() == step.nodeId()) {
      paced.run(draw);
    } else {
      paced.now(draw);
    }
  }

  /** Read once: a database's functions do not change while a window is open. */
  private RaftFunctions functions() {
    RaftFunctions known = functions;
    if (known == null) {
      known =
          new RaftFunctions(
              context.source().functions(), Set.copyOf(context.source().rules().keySet()));
      functions = known;
    }
    return known;
  }

  private @Nullable NodeView chosen(Moment moment) {
    Map<Integer, NodeView> nodes = moment.view().nodes();
    NodeView selected = nodes.get(context.selection().shown().get());
    if (selected != null || nodes.isEmpty()) {
      return selected;
    }
    NodeView leader = moment.view().leader();
    return leader == null ? nodes.values().iterator().next() : leader;
  }

  private void tell(String why) {
    wanted = null;
    shown = null;
    source = null;
    title.setText("FUNCTION");
    empty.setText(why);
    empty.setVisible(true);
    split.setVisible(false);
    names(List.of());
  }

  private void show(String rule, RuleSource now) {
    if (now.equals(source)) {
      return;
    }
    wanted = null;
    shown = null;
    title.setText(Texts.of("{0} · not in the newest steps of this node", rule));
    notes.show(rule, context.source().rules());
    show(now);
  }

  private void show(StepSource now) {
    JournalEntry step = now.details().step();
    title.setText(
        Texts.of(
            "{0} · {1} · step {2} · {3}",
            NodeNames.of(step.nodeId()),
            EventText.name(step.event()),
            step.version(),
            TimeText.of(step.at())));
    notes.show(now.details(), context.source().rules());
    show((ShownSource) now);
  }

  private void show(ShownSource now) {
    source = now;
    empty.setVisible(false);
    split.setVisible(true);
    names(now.functions());
    RaftFunction first =
        now.functions().stream()
            .filter(each -> each.name().equals(function))
            .findFirst()
            .orElse(now.functions().isEmpty() ? null : now.functions().getFirst());
    if (first == null) {
      code.show(List.of());
    } else {
      open(now, first, now.first(first));
    }
  }

  private void names(List<RaftFunction> functions) {
    List<Node> all = new ArrayList<>();
    functions.forEach(each -> all.add(name(each)));
    all.addAll(List.of(follow, hold, copy));
    names.getChildren().setAll(all);
  }

  private Node name(RaftFunction each) {
    ToggleButton name = new ToggleButton(each.name());
    // A name has underscores of its own.
    name.setMnemonicParsing(false);
    name.getStyleClass().addAll("small", "function-name");
    name.setUserData(each);
    name.setToggleGroup(chosen);
    name.setTooltip(new Tooltip("raft." + each.name()));
    name.setOnAction(_ -> {
      ShownSource now = source;
      if (now != null) {
        open(now, each, now.first(each));
      }
    });
    return name;
  }

  private void open(ShownSource of, RaftFunction which, int line) {
    boolean another = !which.name().equals(function);
    function = which.name();
    chosen.getToggles().forEach(each -> each.setSelected(which.equals(each.getUserData())));
    code.show(of.lines(which));
    if (another) {
      code.reveal(line);
    }
  }

  private void reveal(String rule) {
    ShownSource now = source;
    RaftFunction having = now == null ? null : now.having(rule);
    RaftFunction.Block block = having == null ? null : having.block(rule);
    if (now != null && having != null && block != null) {
      open(now, having, block.first());
      code.reveal(block.first());
    }
  }

  private void copy() {
    RaftFunctions all = functions;
    RaftFunction which = all == null ? null : all.named(function);
    if (which != null) {
      Copied.text(String.join("\n", which.lines()));
      context.operator().say(Texts.of("Copied raft.{0}", which.name()));
    }
  }

  private void turn(double width) {
    Orientation wanted = width > WIDE ? Orientation.HORIZONTAL : Orientation.VERTICAL;
    if (split.getOrientation() != wanted) {
      split.setOrientation(wanted);
      split.setDividerPositions(0.62);
    }
  }
}
