package io.raftarium.app.spacetime;

import io.raftarium.app.export.Picture;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Panel;
import io.raftarium.app.model.Pick;
import io.raftarium.app.parts.CanvasSurface;
import io.raftarium.app.parts.Steady;
import io.raftarium.app.parts.SvgSurface;
import io.raftarium.app.words.FateText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.record.Traces.Trip;
import io.raftarium.view.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A lane per node and time from left to right; messages lead from the step that sent them to the
 * step that took them. What is picked in it is picked everywhere.
 */
public final class SpaceTimePanel implements Panel {
  private static final Duration STEADY = Duration.ofMillis(50);
  private static final double WHEEL = 1.25;
  private static final double KEY = 1.5;
  private static final double PAN = 0.15;
  private static final double DRAGGED = 4;
  private static final int MOST_CHARS = 160;
  private static final double FIRST_SPAN = 8e9;
  private static final double PNG_SCALE = 2;

  private static final String HELP =
      Texts.mark(
          """
          Keys, while the view has the focus

          W  S            zoom in, zoom out (the wheel does so at the pointer)
          A  D            move to earlier, to later (or drag; or Shift and the wheel)
          ,  .            previous, next step of the selected node (the left and right arrow too)
          Shift , .       previous, next mark: an election, a commit, a fault, an act
          Up  Down        another lane
          F               what is picked, in the middle
          P               pin the lane of the selected node on top, or let it go
          T               distance is time, or the order of what happened
          0               all of it
          End             the newest, and along with it
          ?               this page

          A click on a message or a step picks it everywhere and shows its moment. A click on the scale
          shows that moment. A click on a name selects the node.

          Lanes: the colour is that of the term. Leader: thick. Candidate: dashes. Pre-candidate: dots.
          Follower: thin. Down or paused: hatched. A message that ends in a cross was lost, or found
          nobody. A point at its end: it is still under way.
          """);

  private final AppContext context;
  private final LaneReader reader;
  private final Lanes lanes = new Lanes();
  private final LanePainter painter = new LanePainter();
  private final Canvas canvas = new Canvas();
  private final Pane surface = new Pane(canvas);
  private final VBox root = new VBox();
  private final Label hint = new Label();
  private final ToggleButton order = new ToggleButton(Texts.of("Order"));
  private final ToggleButton newest = new ToggleButton(Texts.of("Newest"));
  private final Steady steady = new Steady(STEADY);
  private final SortedSet<Integer> pinned = new TreeSet<>();
  private final boolean file;
  private @Nullable Sight sight;
  private @Nullable Moment moment;
  private @Nullable At head;
  private boolean follow = true;
  private boolean reading;
  private boolean failed;
  private boolean dirty = true;
  private long seen;
  private double pressedX;
  private double draggedX;
  private boolean dragging;

  /** Of a window. */
  public SpaceTimePanel(AppContext context) {
    this.context = context;
    reader = new LaneReader(context.source().tape());
    file = context.source().lab().isEmpty();
    canvas.setId("space-time");
    canvas.setManaged(false);
    canvas.setFocusTraversable(true);
    canvas.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    canvas.setAccessibleRoleDescription(Texts.of("space-time view"));
    surface.getStyleClass().add("canvas-frame");
    surface.setMinSize(0, 0);
    VBox.setVgrow(surface, Priority.ALWAYS);
    root.getStyleClass().add("space-time-panel");
    root.getChildren().addAll(bar(), surface);
    surface.widthProperty().subscribe(this::soon);
    surface.heightProperty().subscribe(this::soon);
    context.palette().subscribe(_ -> soon());
    context.selection().picked().subscribe(_ -> soon());
    context.selection().shown().subscribe(_ -> soon());
    canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    canvas.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
    canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
    canvas.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> hint.setText(""));
    canvas.addEventHandler(ScrollEvent.SCROLL, this::wheel);
    canvas.addEventHandler(ZoomEvent.ZOOM, event -> zoom(1 / event.getZoomFactor(), event.getX()));
    canvas.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    // The window's own help has the same key.
    canvas.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
  }

  private HBox bar() {
    Button out = button(Feather.ZOOM_OUT, "space-time-out", Texts.of("Zoom out (S)"));
    out.setOnAction(_ -> zoom(KEY));
    Button in = button(Feather.ZOOM_IN, "space-time-in", Texts.of("Zoom in (W)"));
    in.setOnAction(_ -> zoom(1 / KEY));
    Button all = button(Feather.MAXIMIZE, "space-time-all", Texts.of("All of it (0)"));
    all.setOnAction(_ -> all());
    Button help = button(Feather.HELP_CIRCLE, "space-time-help", Texts.of("Keys of this view (?)"));
    help.setOnAction(_ -> help());
    order.setId("space-time-order");
    order.setMinWidth(Region.USE_PREF_SIZE);
    order.setTooltip(
        new Tooltip(
            Texts.of("Everything that happened has the same room, however soon it followed (T)")));
    order.setOnAction(_ -> turnAxis());
    newest.setId("space-time-newest");
    newest.setMinWidth(Region.USE_PREF_SIZE);
    newest.setTooltip(new Tooltip(Texts.of("Goes along with the newest (End)")));
    newest.setOnAction(_ -> {
      if (newest.isSelected()) {
        toNewest();
      } else {
        follow = false;
      }
    });
    hint.setId("space-time-hint");
    hint.getStyleClass().addAll("muted", "small-text");
    hint.setMinWidth(0);
    hint.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(hint, Priority.ALWAYS);
    HBox bar = new HBox(4, out, in, all, order, newest, hint, help);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("space-time-bar");
    return bar;
  }

  private static Button button(Ikon icon, String id, String tip) {
    Button button = new Button();
    button.setGraphic(new FontIcon(icon));
    button.setId(id);
    button.getStyleClass().add("flat");
    button.setTooltip(new Tooltip(tip));
    button.setAccessibleText(tip);
    button.setMinWidth(Region.USE_PREF_SIZE);
    return button;
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Moment now) {
    moment = now;
    boolean past = context.playhead().past().get() != null;
    At at = past ? At.of(now.number(), now.at()) : null;
    if (at == null ? head != null : !at.equals(head)) {
      head = at;
      dirty = true;
      Sight before = sight;
      if (at != null && before != null) {
        follow = false;
        sight = before.reveal(before.axis().of(at), first(before.axis()), last(before.axis()));
      } else {
        follow = true;
      }
    }
    if (!reading && !failed && context.source().tape().last() != seen && steady.due()) {
      read();
    }
    if (dirty) {
      draw();
    }
  }

  /** Reads on besides. */
  private void read() {
    reading = true;
    long last = context.source().tape().last();
    Thread _ =
        Thread.ofVirtual()
            .name("space-time")
            .start(() -> {
              try {
                Lanes.News news = reader.readOn();
                Platform.runLater(() -> take(news, last));
              } catch (RuntimeException e) {
                Platform.runLater(() -> fail(e));
              }
            });
  }

  private void take(Lanes.News news, long last) {
    reading = false;
    lanes.take(news);
    soon();
    if (news.more()) {
      read();
    } else {
      seen = last;
    }
    draw();
  }

  private void fail(RuntimeException cause) {
    reading = false;
    failed = true;
    context.operator().fail("Reading the tape for the space-time view (it stays as it is)", cause);
  }

  private double first(Axis axis) {
    return axis.of(lanes.first());
  }

  private double last(Axis axis) {
    return axis.of(lanes.last());
  }

  /** With the next frame. */
  private void soon() {
    dirty = true;
  }

  private @Nullable LaneLayout layout() {
    Sight now = sight;
    Moment shown = moment;
    if (now == null || shown == null || surface.getWidth() < 100 || surface.getHeight() < 40) {
      return null;
    }
    TreeSet<Integer> nodes = new TreeSet<>(lanes.lanes().keySet());
    nodes.addAll(shown.view().nodes().keySet());
    return LaneLayout.of(nodes, pinned, now, surface.getWidth(), surface.getHeight());
  }

  private void draw() {
    if (sight == null && lanes.last().number() > 1) {
      Sight all = Sight.all(Axis.TIME, first(Axis.TIME), last(Axis.TIME));
      sight =
          file || all.span() < FIRST_SPAN
              ? all
              : new Sight(Axis.TIME, 0, FIRST_SPAN).newest(last(Axis.TIME));
    }
    Sight before = sight;
    if (before != null && follow && !file && head == null) {
      sight = before.newest(last(before.axis()));
    }
    newest.setSelected(follow && head == null);
    LaneLayout layout = layout();
    if (layout == null) {
      return;
    }
    dirty = false;
    canvas.setWidth(layout.width());
    canvas.setHeight(layout.height());
    painter.paint(new CanvasSurface(canvas.getGraphicsContext2D()), lanes, layout, shown());
    canvas.setAccessibleText(spoken(layout));
  }

  private Shown shown() {
    Way picked = null;
    At step = null;
    int node = 0;
    switch (context.selection().picked().get()) {
      case Pick.Message message -> picked = lanes.way(message.number());
      case Pick.Step each -> {
        node = each.node();
        Lanes.Lane lane = lanes.lanes().get(node);
        int at = lane == null ? 0 : lane.steps().first((double) each.happening(), Axis.ORDER);
        step = lane == null || at >= lane.steps().size() ? null : lane.steps().get(at);
      }
      default -> {}
    }
    return new Shown(
        context.palette().getValue(),
        head,
        picked,
        step,
        node,
        context.selection().shown().get(),
        pinned,
        context.source().modified());
  }

  private String spoken(LaneLayout layout) {
    Sight now = layout.sight();
    String part =
        now.axis() == Axis.TIME
            ? Texts.of(
                "{0} to {1}", TimeText.of(At.clock(now.from())), TimeText.of(At.clock(now.to())))
            : Texts.of(
                "happenings {0} to {1}",
                String.format(Locale.ROOT, "%.0f", now.from()),
                String.format(Locale.ROOT, "%.0f", now.to()));
    Way picked = shown().picked();
    String lanes = Texts.of("{0} lanes, {1}", layout.nodes().size(), part);
    return picked == null ? lanes : Texts.of("{0}. Picked: {1}", lanes, text(picked));
  }

  /** Whether it has shown nothing yet. */
  boolean unseen() {
    return layout() == null;
  }

  /** A picture of what it shows as SVG; empty while it has shown nothing. */
  Optional<String> svg() {
    LaneLayout layout = layout();
    if (layout == null) {
      return Optional.empty();
    }
    Shown shown = shown();
    SvgSurface svg =
        new SvgSurface(
            layout.width(), layout.height(), spoken(layout), shown.palette().background());
    painter.paint(svg, lanes, layout, shown);
    return Optional.of(svg.text());
  }

  /** The same as PNG, twice as large. */
  Optional<Picture> picture() {
    LaneLayout layout = layout();
    if (layout == null) {
      return Optional.empty();
    }
    Canvas large = new Canvas(layout.width() * PNG_SCALE, layout.height() * PNG_SCALE);
    large.getGraphicsContext2D().scale(PNG_SCALE, PNG_SCALE);
    Shown shown = shown();
    painter.paint(new CanvasSurface(large.getGraphicsContext2D()), lanes, layout, shown);
    return Optional.of(Picture.of(large, shown.palette().background(), 1));
  }

  private void help() {
    context.reading().open(Texts.of("Space-time view"), Texts.of(HELP));
  }

  private void turnAxis() {
    Sight before = sight;
    if (before == null) {
      return;
    }
    Axis axis = before.axis() == Axis.TIME ? Axis.ORDER : Axis.TIME;
    At middle = nearest(before, before.from() + before.span() / 2);
    At left = nearest(before, before.from());
    At right = nearest(before, before.to());
    double span = Math.max(axis.least(), axis.of(right) - axis.of(left));
    sight =
        new Sight(axis, 0, span)
            .centre(axis.of(middle), first(axis), last(axis))
            .zoom(1, axis.of(middle), first(axis), last(axis));
    order.setSelected(axis == Axis.ORDER);
    soon();
  }

  /** The step or message that is nearest to a place. */
  private At nearest(Sight now, double place) {
    At found = place >= last(now.axis()) ? lanes.last() : lanes.first();
    double least = Math.abs(now.axis().of(found) - place);
    for (Lanes.Lane lane : lanes.lanes().values()) {
      int at = lane.steps().first(place, now.axis());
      for (int each = Math.max(0, at - 1); each <= at && each < lane.steps().size(); each++) {
        double distance = Math.abs(lane.steps().get(each, now.axis()) - place);
        if (distance < least) {
          least = distance;
          found = lane.steps().get(each);
        }
      }
    }
    return found;
  }

  private void zoom(double factor) {
    zoom(factor, LaneLayout.GUTTER + (surface.getWidth() - LaneLayout.GUTTER) / 2);
  }

  private void zoom(double factor, double x) {
    LaneLayout layout = layout();
    if (layout != null) {
      Sight before = layout.sight();
      double first = first(before.axis());
      double last = last(before.axis());
      double around = follow && head == null ? last : layout.place(Math.max(x, LaneLayout.GUTTER));
      sight = before.zoom(factor, around, first, last);
      soon();
    }
  }

  private void all() {
    Sight before = sight;
    if (before != null) {
      sight = Sight.all(before.axis(), first(before.axis()), last(before.axis()));
      follow = false;
      soon();
    }
  }

  private void toNewest() {
    follow = true;
    context.playhead().live();
    Sight before = sight;
    if (before != null) {
      sight = before.newest(last(before.axis()));
    }
    soon();
  }

  /** Moves by a part of the width, or by px where it is dragged. */
  private void pan(double by) {
    Sight before = sight;
    if (before != null) {
      double last = last(before.axis());
      Sight moved = before.pan(by, first(before.axis()), last);
      follow = head == null && by > 0 && moved.shows(last);
      sight = moved;
      soon();
    }
  }

  private void wheel(ScrollEvent event) {
    double along = event.isShiftDown() ? event.getDeltaY() : event.getDeltaX();
    LaneLayout layout = layout();
    if (layout != null && (event.isShiftDown() || Math.abs(along) > Math.abs(event.getDeltaY()))) {
      pan(-along / layout.room() * layout.sight().span());
    } else if (event.getDeltaY() != 0) {
      zoom(event.getDeltaY() > 0 ? 1 / WHEEL : WHEEL, event.getX());
    }
    event.consume();
  }

  private void press(MouseEvent event) {
    canvas.requestFocus();
    pressedX = event.getX();
    draggedX = event.getX();
    dragging = false;
  }

  private void drag(MouseEvent event) {
    LaneLayout layout = layout();
    if (layout == null) {
      return;
    }
    if (event.getY() < 24 && !dragging) {
      look(layout.place(event.getX()));
      return;
    }
    dragging |= Math.abs(event.getX() - pressedX) > DRAGGED;
    if (dragging) {
      pan((draggedX - event.getX()) / layout.room() * layout.sight().span());
      draggedX = event.getX();
    }
  }

  private void release(MouseEvent event) {
    LaneLayout layout = layout();
    if (layout == null || dragging) {
      return;
    }
    switch (Hit.at(event.getX(), event.getY(), lanes, layout)) {
      case Hit.OfWay hit -> {
        context.selection().pick(new Pick.Message(hit.way().trip().message()));
        visit(hit.way().sent());
      }
      case Hit.OfStep hit -> pick(hit.node(), hit.at());
      case Hit.OfSpot hit -> {
        if (hit.spot().node() > 0) {
          context.selection().select(hit.spot().node());
        }
        visit(hit.spot().at());
      }
      case Hit.OfName hit -> {
        context.selection().select(hit.node());
        if (event.getClickCount() == 2) {
          pin(hit.node());
        }
      }
      case Hit.OfScale hit -> look(hit.place());
      case Hit.None _ -> context.selection().pick(Pick.NONE);
    }
    soon();
  }

  private void pick(int node, At at) {
    context.selection().select(node);
    context.selection().pick(new Pick.Step(node, at.number()));
    visit(at);
  }

  private void visit(At at) {
    context.playhead().show(context.source().at(at.number()));
  }

  private void look(double place) {
    Sight now = sight;
    if (now == null) {
      return;
    }
    if (now.axis() == Axis.ORDER) {
      context.playhead().show(context.source().at((long) Math.max(1, place)));
    } else if (place >= last(Axis.TIME) && !file) {
      context.playhead().live();
    } else {
      context.playhead().show(At.clock(place));
    }
  }

  private void hover(MouseEvent event) {
    LaneLayout layout = layout();
    if (layout == null) {
      return;
    }
    hint.setText(
        switch (Hit.at(event.getX(), event.getY(), lanes, layout)) {
          case Hit.OfWay hit -> text(hit.way());
          case Hit.OfStep hit ->
              reader
                  .traces()
                  .step(hit.at().number())
                  .map(step ->
                      Texts.of(
                          "{0} · {1} takes {2}{3}",
                          TimeText.of(step.at()),
                          NodeNames.of(step.node()),
                          Shortened.of(step.event(), 40),
                          step.changed() ? "" : Texts.of(", which changes nothing")))
                  .orElse("");
          case Hit.OfSpot hit ->
              TimeText.of(At.clock((double) hit.spot().at().nanos()))
                  + " · "
                  + Shortened.of(hit.spot().text(), MOST_CHARS);
          case Hit.OfName hit ->
              Texts.of("{0}: a double click pins its lane", NodeNames.of(hit.node()));
          case Hit.OfScale _ -> Texts.of("Shows that moment");
          case Hit.None _ -> "";
        });
  }

  private static String text(Way way) {
    Trip trip = way.trip();
    return Texts.of(
        "{0} · {1} of term {2} from {3} to {4}, {5}: {6}",
        TimeText.of(trip.sentAt()),
        way.kind().text(),
        trip.term(),
        NodeNames.of(trip.from()),
        NodeNames.of(trip.to()),
        way.look().label(),
        FateText.of(trip.fate()));
  }

  private void pin(int node) {
    if (node > 0 && !pinned.remove(node)) {
      pinned.add(node);
    }
    soon();
  }

  private void typed(KeyEvent event) {
    if (event.getCharacter().equals("?")) {
      help();
      event.consume();
    }
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    Sight now = sight;
    double step = now == null ? 0 : now.span() * PAN;
    switch (event.getCode()) {
      case W -> zoom(1 / KEY);
      case S -> zoom(KEY);
      case A -> pan(-step);
      case D -> pan(step);
      case COMMA, LEFT -> go(-1, event.isShiftDown());
      case PERIOD, RIGHT -> go(1, event.isShiftDown());
      case UP -> lane(-1);
      case DOWN -> lane(1);
      case F -> centre();
      case P -> pin(context.selection().shown().get());
      case T -> turnAxis();
      case DIGIT0, NUMPAD0 -> all();
      case END -> toNewest();
      case HOME -> {
        Sight before = sight;
        if (before != null) {
          pan(first(before.axis()) - before.from());
        }
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void lane(int by) {
    LaneLayout layout = layout();
    if (layout != null && !layout.nodes().isEmpty()) {
      int at = layout.nodes().indexOf(context.selection().shown().get());
      int next = Math.clamp(at + (long) by, 0, layout.nodes().size() - 1);
      context.selection().select(layout.nodes().get(next));
    }
  }

  /** Where a person is: at what is picked, else at the moment that is shown. */
  private At here() {
    Shown shown = shown();
    At step = shown.step();
    Way way = shown.picked();
    At now = head;
    return step != null ? step : way != null ? way.sent() : now == null ? lanes.last() : now;
  }

  private void centre() {
    Sight before = sight;
    if (before != null) {
      follow = false;
      Axis axis = before.axis();
      sight = before.centre(axis.of(here()), first(axis), last(axis));
      soon();
    }
  }

  private void go(int by, boolean marks) {
    long from = here().number();
    if (marks) {
      List<Spot> all = lanes.spots();
      List<Spot> on =
          all.stream()
              .filter(spot -> by < 0 ? spot.at().number() < from : spot.at().number() > from)
              .toList();
      if (!on.isEmpty()) {
        Spot spot = by < 0 ? on.getLast() : on.getFirst();
        context.selection().pick(Pick.NONE);
        visit(spot.at());
        hint.setText(Shortened.of(spot.text(), MOST_CHARS));
      }
      return;
    }
    int node = context.selection().shown().get();
    Lanes.Lane lane = lanes.lanes().get(node);
    if (lane != null) {
      int at =
          lane.steps().first((double) (by < 0 ? from : from + 1), Axis.ORDER) + (by < 0 ? -1 : 0);
      if (at >= 0 && at < lane.steps().size()) {
        pick(node, lane.steps().get(at));
      }
    }
  }
}
