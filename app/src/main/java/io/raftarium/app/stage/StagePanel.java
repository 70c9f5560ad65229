package io.raftarium.app.stage;

import io.raftarium.app.action.Menus;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Outlook;
import io.raftarium.app.model.Panel;
import io.raftarium.app.model.Pick;
import io.raftarium.app.theme.Palette;
import io.raftarium.app.words.AblationText;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.lab.Lab;
import io.raftarium.lab.Lab.Ability;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import io.raftarium.view.TimedFault;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javafx.css.PseudoClass;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/** The stage: nodes as controls on a ring, above a canvas with links and one with messages. */
public final class StagePanel implements Panel {
  private static final PseudoClass WARN = PseudoClass.getPseudoClass("warn");
  private static final PseudoClass ALERT = PseudoClass.getPseudoClass("alert");
  private static final Menus.Entry LASTING =
      new Menus.Group(
          "How long faults last",
          List.of(
              "fault.lasting.0",
              "fault.lasting.2",
              "fault.lasting.5",
              "fault.lasting.15",
              "fault.lasting.60"));
  private static final List<Menus.Entry> STAGE_MENU =
      List.of(
          new Menus.Item("lab.partition"),
          new Menus.Item("lab.heal"),
          new Menus.Item("fault.end-all"),
          new Menus.Item("lab.killLeader"),
          LASTING,
          new Menus.Line(),
          new Menus.Group("Load", List.of("load.start", "load.stop")),
          new Menus.Group("Hold messages", List.of("hold.all", "hold.drop")),
          new Menus.Item("edit.undo"),
          new Menus.Item("member.add"));
  private static final List<Menus.Entry> MESSAGE_MENU =
      List.of(
          new Menus.Item("message.deliver"),
          new Menus.Item("message.drop"),
          new Menus.Item("message.duplicate"),
          new Menus.Group(
              "Delay",
              List.of(
                  "message.delay.10",
                  "message.delay.50",
                  "message.delay.200",
                  "message.delay.1000")),
          new Menus.Item("message.preview"),
          new Menus.Line(),
          new Menus.Group("Hold only", List.of("message.hold.kind", "message.hold.link")));

  private final AppContext context;
  private final Pane root = new Pane();

  /** Links lie still for minutes, messages move with every frame: each has its own canvas. */
  private final Canvas still = new Canvas();

  private final Canvas moving = new Canvas();
  private final Label headline = new Label();
  private final LinkLayer links;
  private final MessageLayer messages;
  private final FaultLayer faults;
  private final SortedMap<Integer, NodeControl> controls = new TreeMap<>();
  private final List<Point> lasso = new ArrayList<>();

  private RingLayout ring = RingLayout.of(List.of(), 1, 1);
  private @Nullable ContextMenu menu;
  private @Nullable Point pointer;
  private @Nullable Moment shown;
  private @Nullable Object outlookOf;

  /** Circles and the words beside them. */
  private final List<Bounds> taken = new ArrayList<>();

  /** Those, and what links say. */
  private List<Bounds> words = List.of();

  private List<String> wordsOutside = List.of();
  private @Nullable RingLayout wordsOf;
  private List<TimedFault> ending = List.of();
  private Optional<Duration> said = Optional.empty();
  private boolean stale = true;
  private boolean moved;

  /** Of a window. */
  public StagePanel(AppContext context) {
    this.context = context;
    root.getStyleClass().add("stage");
    root.setId("stage");
    root.setMinSize(240, 200);
    headline.getStyleClass().add("headline");
    headline.setId("headline");
    headline.setLayoutX(14);
    headline.setLayoutY(12);
    WrappedText.wrap(headline);
    still.setMouseTransparent(true);
    moving.setMouseTransparent(true);
    root.getChildren().addAll(still, moving, headline);
    links = new LinkLayer(still.getGraphicsContext2D());
    messages = new MessageLayer(moving.getGraphicsContext2D());
    faults = new FaultLayer(moving.getGraphicsContext2D());
    root.widthProperty().subscribe(this::place);
    root.heightProperty().subscribe(this::place);
    root.setOnMousePressed(this::pressed);
    root.setOnMouseDragged(this::dragged);
    root.setOnMouseReleased(this::released);
    root.setOnMouseMoved(event -> point(new Point(event.getX(), event.getY())));
    root.setOnMouseExited(ignored -> point(null));
    root.setOnContextMenuRequested(event -> {
      Optional<WireMessage> message = messages.hit(new Point(event.getX(), event.getY()));
      message.ifPresent(this::pick);
      openMenu(event, message.isPresent() ? MESSAGE_MENU : STAGE_MENU);
    });
    context.palette().subscribe(ignored -> stale = true);
    context.selection().nodes().subscribe(ignored -> stale = true);
    context.selection().picked().subscribe(ignored -> stale = true);
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Moment moment) {
    Moment before = shown;
    shown = moment;
    if (!controls.keySet().equals(moment.view().nodes().keySet())) {
      rebuild(moment.view().nodes().keySet());
    }
    Palette palette = context.palette().getValue();
    boolean calm = context.calm().get();
    for (NodeView node : moment.view().nodes().values()) {
      NodeControl control = Objects.requireNonNull(controls.get(node.id()));
      NodeFace face = NodeFace.of(moment, node);
      control.show(
          calm ? face.calm() : face,
          palette,
          context.selection().nodes().get().contains(node.id()));
    }
    placeWords();
    headline(moment);
    List<TimedFault> timed = FaultLayer.of(moment);
    Optional<Duration> lasting = moment.live() ? context.lasting().time() : Optional.empty();
    stale |= !lasting.equals(said);
    said = lasting;
    boolean moves =
        MessageLayer.moves(moment) || (!timed.isEmpty() && moment.live() && !moment.paused());
    boolean linksDiffer = stale || before == null || linksDiffer(before, moment);
    if (linksDiffer) {
      clear(still);
      words = links.paint(moment, ring, palette, taken);
    }
    if (linksDiffer || moves || moved || !timed.equals(ending) || wireDiffers(before, moment)) {
      clear(moving);
      messages.paint(moment, ring, palette, pointer, words, picked(), calm);
      faults.paint(
          timed,
          moment.labNow(),
          ring,
          palette,
          words,
          new Point(root.getWidth(), root.getHeight()),
          lasting);
      ending = timed;
      paintLasso(palette);
    }
    stale = false;
    moved = moves;
  }

  /** A moment as it would be drawn here, as SVG. */
  public String drawing(Moment moment) {
    return StagePicture.svg(
        moment,
        context.source().modified(),
        context.palette().getValue(),
        root.getWidth(),
        root.getHeight());
  }

  /** The node controls by id, for tests and the tour. */
  public Map<Integer, Node> nodes() {
    return new TreeMap<>(controls);
  }

  /** Where a message under way is drawn, for tests and the tour; empty where it is not. */
  public Optional<Point2D> whereIs(long message) {
    return Optional.ofNullable(messages.places().get(message))
        .map(at -> root.localToScreen(at.x(), at.y()));
  }

  private static boolean linksDiffer(Moment before, Moment moment) {
    return !before.links().equals(moment.links())
        || !before.partition().equals(moment.partition())
        || !up(before).equals(up(moment));
  }

  private static boolean wireDiffers(@Nullable Moment before, Moment moment) {
    return before == null
        || before.paused() != moment.paused()
        || (!before.labNow().equals(moment.labNow()) && !moment.wire().isEmpty())
        || !before.wire().equals(moment.wire());
  }

  private static List<Integer> up(Moment moment) {
    return moment.view().nodes().keySet().stream().filter(moment::up).toList();
  }

  /** Finds room for what does not fit into the circles, as often as that is something else. */
  private void placeWords() {
    List<String> outside =
        controls.values().stream().map(control -> control.words().outside()).toList();
    if (outside.equals(wordsOutside) && ring.equals(wordsOf)) {
      return;
    }
    wordsOutside = outside;
    wordsOf = ring;
    stale = true;
    Bounds stage = new BoundingBox(2, 2, root.getWidth() - 4, root.getHeight() - 4);
    taken.clear();
    ring.places().values().forEach(place -> taken.add(around(place)));
    controls.forEach((id, control) -> {
      Point place = ring.places().get(id);
      if (place != null && !control.words().outside().isEmpty()) {
        taken.add(control.words().place(place, ring.center(), stage, taken));
      }
    });
  }

  private Bounds around(Point place) {
    double reach = ring.nodeRadius() * 1.17;
    return new BoundingBox(place.x() - reach, place.y() - reach, 2 * reach, 2 * reach);
  }

  private void headline(Moment moment) {
    Object key =
        List.of(moment.view().number(), moment.links(), up(moment), moment.processes().size());
    Object states = moment.processes().values().stream().map(p -> p.state()).toList();
    Object both = List.of(key, states);
    if (both.equals(outlookOf)) {
      return;
    }
    outlookOf = both;
    Outlook outlook = Outlook.of(moment);
    headline.setText(AblationText.marked(context.source().modified(), outlook.text()));
    headline.pseudoClassStateChanged(WARN, outlook.level() == Outlook.Level.WARN);
    headline.pseudoClassStateChanged(ALERT, outlook.level() == Outlook.Level.ALERT);
  }

  private void rebuild(Collection<Integer> ids) {
    root.getChildren().removeAll(controls.values());
    controls.clear();
    for (int id : ids) {
      NodeControl control = new NodeControl(id);
      control.setOnMousePressed(event -> pressedNode(control, event));
      control.setOnContextMenuRequested(event -> {
        if (!context.selection().nodes().get().contains(id)) {
          context.selection().select(id);
        }
        openMenu(event, nodeMenu());
      });
      control.setOnKeyPressed(event -> typed(control, event));
      controls.put(id, control);
    }
    root.getChildren().addAll(controls.values());
    TreeSet<Integer> left = new TreeSet<>(context.selection().nodes().get());
    boolean gone = left.retainAll(ids);
    if (left.isEmpty() && !ids.isEmpty()) {
      context.selection().select(ids.iterator().next());
    } else if (gone) {
      context.selection().selectAll(left);
    }
    place();
  }

  private void place() {
    double width = root.getWidth();
    double height = root.getHeight();
    for (Canvas canvas : List.of(still, moving)) {
      canvas.setWidth(width);
      canvas.setHeight(height);
    }
    headline.setMaxWidth(Math.max(50, width - 28));
    ring = RingLayout.of(controls.keySet(), width, height);
    ring.places()
        .forEach((id, place) ->
            Objects.requireNonNull(controls.get(id)).place(place, ring.nodeRadius()));
    stale = true;
    if (shown != null) {
      show(shown);
    }
  }

  private static void clear(Canvas canvas) {
    canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
  }

  private void paintLasso(Palette palette) {
    if (lasso.size() > 1) {
      GraphicsContext g = moving.getGraphicsContext2D();
      double[] xs = lasso.stream().mapToDouble(Point::x).toArray();
      double[] ys = lasso.stream().mapToDouble(Point::y).toArray();
      g.setFill(palette.accent().deriveColor(0, 1, 1, 0.12));
      g.fillPolygon(xs, ys, xs.length);
      g.setStroke(palette.accent());
      g.setLineWidth(1.5);
      g.setLineDashes(5, 4);
      g.strokePolygon(xs, ys, xs.length);
      g.setLineDashes();
    }
  }

  private void point(@Nullable Point place) {
    pointer = place;
    boolean hit =
        place != null && (messages.hit(place).isPresent() || faults.hit(place).isPresent());
    root.setCursor(hit ? Cursor.HAND : null);
    if (shown != null && !shown.wire().isEmpty()) {
      stale = true;
    }
  }

  private void openMenu(ContextMenuEvent event, List<Menus.Entry> entries) {
    hideMenu();
    menu = Menus.context(context.commands(), entries);
    menu.show(root, event.getScreenX(), event.getScreenY());
    event.consume();
  }

  private void hideMenu() {
    if (menu != null) {
      menu.hide();
    }
  }

  private void pressedNode(NodeControl control, MouseEvent event) {
    hideMenu();
    control.requestFocus();
    if (event.getButton() == MouseButton.PRIMARY) {
      if (event.isShortcutDown() || event.isShiftDown()) {
        context.selection().toggle(control.nodeId());
      } else {
        context.selection().select(control.nodeId());
      }
      event.consume();
    }
  }

  private void typed(NodeControl control, KeyEvent event) {
    switch (event.getCode()) {
      case RIGHT, DOWN -> focusNext(control, 1);
      case LEFT, UP -> focusNext(control, -1);
      case ENTER -> context.selection().select(control.nodeId());
      case SPACE -> context.selection().toggle(control.nodeId());
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void focusNext(NodeControl control, int step) {
    List<NodeControl> order = new ArrayList<>(controls.values());
    int next = Math.floorMod(order.indexOf(control) + step, order.size());
    order.get(next).requestFocus();
  }

  private void pressed(MouseEvent event) {
    hideMenu();
    root.requestFocus();
    Optional<TimedFault> ends = faults.hit(new Point(event.getX(), event.getY()));
    if (event.getButton() == MouseButton.PRIMARY
        && ends.isPresent()
        && context.operator().idle().isEmpty()) {
      end(ends.get());
      return;
    }
    Optional<WireMessage> message = messages.hit(new Point(event.getX(), event.getY()));
    if (event.getButton() == MouseButton.PRIMARY && message.isPresent()) {
      message.ifPresent(this::pick);
      if (!context.lectern().taken()) {
        context.commands().find("panel.message").ifPresent(open -> open.run().run());
      }
    } else if (event.getButton() == MouseButton.PRIMARY) {
      lasso.clear();
      lasso.add(new Point(event.getX(), event.getY()));
    }
  }

  /** A click on how long a fault still is ends it. */
  private void end(TimedFault fault) {
    if (shown != null && shown.live()) {
      context
          .operator()
          .run(Texts.of("End a timed fault now"), lab -> lab.faults().end(fault.number()));
    }
  }

  private void pick(WireMessage message) {
    context.selection().pick(new Pick.Message(message.number()));
  }

  private long picked() {
    return context.selection().picked().get() instanceof Pick.Message(long number) ? number : 0;
  }

  private void dragged(MouseEvent event) {
    if (!lasso.isEmpty() && event.getButton() == MouseButton.PRIMARY) {
      lasso.add(new Point(event.getX(), event.getY()));
      stale = true;
      repaint();
    }
  }

  private void released(MouseEvent event) {
    if (lasso.isEmpty() || event.getButton() != MouseButton.PRIMARY) {
      return;
    }
    List<Point> drawn = List.copyOf(lasso);
    lasso.clear();
    stale = true;
    TreeSet<Integer> caught = new TreeSet<>();
    if (drawn.size() > 3) {
      ring.places()
          .forEach((id, place) -> {
            if (Hull.contains(drawn, place)) {
              caught.add(id);
            }
          });
    }
    // A click beside the nodes keeps the selection: the inspector's buttons act on it.
    if (!caught.isEmpty()) {
      context.selection().selectAll(caught);
    }
    repaint();
    if (caught.size() > 1) {
      menu = Menus.context(context.commands(), nodeMenu());
      menu.show(root, event.getScreenX(), event.getScreenY());
    }
  }

  /** What can be done to a node; of servers only where nodes have one each. */
  private List<Menus.Entry> nodeMenu() {
    List<Menus.Entry> menu =
        new ArrayList<>(
            List.of(
                new Menus.Item("node.kill"),
                new Menus.Item("node.restart"),
                new Menus.Item("node.pause"),
                new Menus.Item("node.resume"),
                new Menus.Line(),
                new Menus.Item("node.isolate"),
                new Menus.Line(),
                new Menus.Group(
                    "Timers and clock",
                    List.of(
                        "node.timeout",
                        "timers.align",
                        "timers.spread",
                        "timers.clock",
                        "timers.jump")),
                new Menus.Group(
                    "Why?",
                    List.of("why.role", "why.term", "why.vote", "why.leader", "why.commit"))));
    Set<Ability> abilities = context.source().lab().map(Lab::abilities).orElse(Set.of());
    if (abilities.contains(Ability.SERVERS)) {
      menu.add(
          new Menus.Group(
              "Its server",
              List.of("server.kill", "server.start", "server.slow", "server.fast", "server.wipe")));
    } else if (abilities.contains(Ability.WIPE)) {
      menu.add(new Menus.Item("server.wipe"));
    }
    menu.add(
        new Menus.Group(
            "Log and membership",
            List.of(
                "node.submit",
                "node.send",
                "member.transfer",
                "member.snapshot",
                "member.voter",
                "member.learner",
                "member.leave",
                "member.drop")));
    return menu;
  }

  private void repaint() {
    if (shown != null) {
      show(shown);
    }
  }
}
