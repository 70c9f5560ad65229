package io.raftarium.app.tape;

import io.raftarium.app.action.Menus;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Panel;
import io.raftarium.app.model.Playhead;
import io.raftarium.app.tape.TapeModel.Mark;
import io.raftarium.app.tape.TapeModel.Span;
import io.raftarium.app.words.DurationText;
import io.raftarium.app.words.LabText;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Feed;
import io.raftarium.view.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The term tape: terms, elections, commits and faults over time. Dragging on it looks at the past;
 * one click on LIVE comes back. Over a recorded run it goes from step to step, and the pill back to
 * the last one.
 */
public final class TapePanel implements Panel {
  private static final int STEPS_TAKEN_AT_ONCE = 100;

  /** Of the longest words that the pill usually says over a recorded run. */
  private static final double PILL_WIDTH = 215;

  /** How much less or more one notch of the wheel shows. */
  private static final double WHEEL = 1.25;

  private static final Duration SHORT = Duration.ofMinutes(1);
  private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");
  private static final PseudoClass LOST = PseudoClass.getPseudoClass("lost");

  private final AppContext context;
  private final TapeModel model = new TapeModel();
  private final Jumps jumps;
  private final TapePainter painter = new TapePainter();
  private final HBox root = new HBox();
  private final Canvas canvas = new Canvas();
  private final Pane surface = new Pane(canvas);
  private final ToggleButton lastMinute = new ToggleButton("1 min");
  private final Button live = new Button(Texts.of("● LIVE"));
  private final Button last = button("▸|", "tape-last", Texts.of("Look at the last step"));
  private final boolean file;
  private final LoadStrip load;
  private boolean lost;
  private final HBox feed = new HBox();
  private final Tooltip tip = new Tooltip();
  private final TapeWindow window = new TapeWindow();
  private @Nullable Instant drawnEnd;
  private double pressedAt;

  /** Of a window. */
  public TapePanel(AppContext context) {
    this.context = context;
    jumps = new Jumps(context, model);
    load = new LoadStrip(context.source().tape(), this::scale, this::draw);
    file = context.source().lab().isEmpty();
    Button first = button("|◂", "tape-first", Texts.of("Look at the oldest moment that is kept"));
    first.setOnAction(_ -> context.playhead().first());
    Button back =
        button(
            "◂",
            "tape-back",
            file
                ? Texts.of("One step back")
                : Texts.of("One change back; Shift and an arrow key goes by single messages"));
    back.setOnAction(_ -> context.playhead().step(-1));
    Button forward =
        button(
            "▸",
            "tape-forward",
            file
                ? Texts.of("One step forward")
                : Texts.of("One change forward; Shift and an arrow key goes by single messages"));
    forward.setOnAction(_ -> context.playhead().step(1));
    last.setOnAction(_ -> context.playhead().live());
    // A running laboratory has no last step: LIVE leads there.
    last.setVisible(file);
    last.setManaged(file);
    lastMinute.setId("tape-minute");
    lastMinute.setMinWidth(Region.USE_PREF_SIZE);
    lastMinute.setTooltip(
        new Tooltip(
            Texts.of(
                "Show the last minute only. The wheel over the tape shows less or more; Shift and the"
                    + " wheel, or dragging with the other button, moves along")));
    lastMinute.setOnAction(_ -> {
      if (lastMinute.isSelected()) {
        window.newest(SHORT);
      } else {
        window.all();
      }
      draw();
    });
    live.setId("tape-live");
    live.getStyleClass().add("live-pill");
    // From step to step the tape must not be rescaled, and its marker jump, as the words change.
    live.setMinWidth(file && history().size() > 1 ? PILL_WIDTH : Region.USE_PREF_SIZE);
    live.setOnAction(_ -> context.playhead().live());

    canvas.setManaged(false);
    surface.getStyleClass().add("canvas-frame");
    surface.setMinSize(60, 36);
    surface.setPrefSize(400, 36);
    VBox column = new VBox(3, surface, load.node());
    column.setMinWidth(60);
    HBox.setHgrow(column, Priority.ALWAYS);
    surface.widthProperty().subscribe(this::draw);
    surface.heightProperty().subscribe(this::draw);
    context.palette().subscribe(_ -> draw());
    canvas.setId("tape");
    canvas.setFocusTraversable(true);
    canvas.setAccessibleRole(AccessibleRole.SLIDER);
    canvas.setAccessibleRoleDescription("time");
    canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    canvas.addEventHandler(ScrollEvent.SCROLL, this::wheel);
    canvas.addEventHandler(
        ZoomEvent.ZOOM, event -> zoom(1 / event.getZoomFactor(), event.getX(), event));
    canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
    canvas.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> tip.hide());
    canvas.setOnContextMenuRequested(event -> {
      tip.hide();
      ContextMenu menu = Menus.context(context.commands(), menu());
      menu.show(canvas, event.getScreenX(), event.getScreenY());
      event.consume();
    });

    feed.setAlignment(Pos.CENTER_LEFT);
    feed.setMinWidth(Region.USE_PREF_SIZE);
    feed.getStyleClass().add("tape-feed");
    root.getStyleClass().add("tape-panel");
    // The arrows go through time wherever on the tape the focus is, its buttons included.
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    root.setAlignment(Pos.CENTER_LEFT);
    root.getChildren().addAll(first, back, column, forward, last, lastMinute, live, feed);
    context.playhead().past().subscribe(this::shown);
    if (file) {
      takeAll(history());
      context.source().promises().stream()
          .filter(kept -> kept.breach() != null)
          .forEach(kept -> model.broken(model.end(), LabText.of(String.valueOf(kept.breach()))));
      showPill();
    }
  }

  /** What can be done at a moment. */
  private static List<Menus.Entry> menu() {
    return List.of(
        new Menus.Item("lab.openFromHere"),
        new Menus.Item("search.open"),
        new Menus.Item("time.markers"),
        new Menus.Line(),
        new Menus.Group("Next", jumpIds(true)),
        new Menus.Group("Previous", jumpIds(false)),
        new Menus.Item("time.jump"),
        new Menus.Line(),
        new Menus.Item("time.live"));
  }

  private static List<String> jumpIds(boolean forward) {
    return Stream.of(Jumps.Target.values()).map(target -> Jumps.id(target, forward)).toList();
  }

  /** Each view's journal holds the newest few hundred steps: some views tell of all of them. */
  private void takeAll(List<ClusterView> views) {
    for (int i = 0; i < views.size(); i += STEPS_TAKEN_AT_ONCE) {
      model.take(context.source().at(views.get(i)));
    }
    model.take(context.source().at(views.getLast()));
  }

  private static Button button(String text, String id, String tip) {
    Button button = new Button(text);
    button.setId(id);
    button.setTooltip(new Tooltip(tip));
    button.setAccessibleText(tip);
    button.setMinWidth(Region.USE_PREF_SIZE);
    return button;
  }

  @Override
  public Node node() {
    return root;
  }

  /** What takes the keys that go from moment to moment. */
  public Node handle() {
    return canvas;
  }

  /** Goes from mark to mark. */
  public Jumps jumps() {
    return jumps;
  }

  /** Draws the named moments, which are others now. */
  public void redraw() {
    draw();
  }

  /** Where the window puts the status of the feed, beside LIVE. */
  public HBox feed() {
    return feed;
  }

  /** Shows the last minute alone. */
  public Node minute() {
    return lastMinute;
  }

  /** Shows what a load costs under the tape, or folds it away. */
  public void toggleLoad() {
    load.toggle();
  }

  /** Whether there was a load. */
  public boolean hasLoad() {
    return !load.isEmpty();
  }

  @Override
  public void show(Moment moment) {
    load.follow();
    // A moment of the past tells the tape nothing new, and it knows all of a file.
    if (moment.live()) {
      boolean nowLost = moment.view().feed().state() == Feed.State.LOST;
      if (nowLost != lost) {
        lost = nowLost;
        showPill();
      }
      boolean news = model.take(moment);
      if (news || moved()) {
        draw();
      }
    }
  }

  /** Whether time went on far enough to be seen. */
  private boolean moved() {
    Instant drawn = drawnEnd;
    if (drawn == null) {
      return true;
    }
    Duration gone = Duration.between(drawn, model.end());
    return gone.compareTo(scale().pixels(1)) >= 0 && gone.toMillis() >= 40;
  }

  private TapeScale scale() {
    return window.scale(model.start(), model.end(), surface.getWidth());
  }

  private void wheel(ScrollEvent event) {
    double along = event.isShiftDown() ? event.getDeltaY() : event.getDeltaX();
    if (Math.abs(along) > Math.abs(event.getDeltaY()) || event.isShiftDown()) {
      pan(-along);
      event.consume();
    } else if (event.getDeltaY() != 0) {
      zoom(event.getDeltaY() > 0 ? 1 / WHEEL : WHEEL, event.getX(), event);
    }
  }

  private void zoom(double factor, double x, InputEvent event) {
    window.zoom(factor, scale().at(x), model.start(), model.end());
    lastMinute.setSelected(false);
    draw();
    event.consume();
  }

  private void pan(double pixels) {
    Duration by = scale().pixels(Math.abs(pixels));
    window.pan(pixels < 0 ? by.negated() : by, model.start(), model.end());
    lastMinute.setSelected(false);
    draw();
  }

  /**
   * Looks at the moment that a person names.
   *
   * @return why it cannot be looked at; empty where it is
   */
  public Optional<String> jump(String wish) {
    return switch (Jump.find(history(), wish)) {
      case Jump.None none -> Optional.of(none.why());
      case Jump.Place place -> {
        context.playhead().show(place.view());
        yield Optional.empty();
      }
    };
  }

  private @Nullable Moment past() {
    return context.playhead().past().get();
  }

  private void shown(@Nullable Moment moment) {
    if (moment != null) {
      window.reveal(moment.at(), model.start(), model.end());
    }
    showPill();
    draw();
  }

  private void draw() {
    if (surface.getWidth() <= 0 || surface.getHeight() <= 0) {
      return;
    }
    canvas.setWidth(surface.getWidth());
    canvas.setHeight(surface.getHeight());
    Moment shown = past();
    painter.paint(
        canvas.getGraphicsContext2D(),
        model,
        scale(),
        surface.getHeight(),
        context.palette().getValue(),
        context.source().tape().markers().all(),
        shown == null ? null : shown.at());
    load.draw(
        scale(),
        context.palette().getValue(),
        shown == null ? model.end().minus(LoadModel.STEP) : shown.at(),
        shown == null ? null : shown.at());
    drawnEnd = model.end();
  }

  private void showPill() {
    Moment shown = past();
    live.pseudoClassStateChanged(PAST, shown != null);
    live.pseudoClassStateChanged(LOST, shown == null && lost);
    if (file) {
      showStep(shown);
    } else if (shown == null) {
      live.setText(lost ? Texts.of("○ LOST") : Texts.of("● LIVE"));
      live.setAccessibleText(
          lost ? Texts.of("The database is out of reach") : Texts.of("The window is live"));
      canvas.setAccessibleText(Texts.of("Live"));
    } else {
      // The tape ends with the newest rows; a message may be newer than they are.
      Duration since = Duration.between(shown.at(), model.end());
      String ago = DurationText.of(since.isNegative() ? Duration.ZERO : since);
      live.setText(Texts.of("PAST {0} ago · back to LIVE", ago));
      live.setAccessibleText(Texts.of("The window shows the past, {0} ago. Back to live", ago));
      canvas.setAccessibleText(Texts.of("{0}, {1} ago", TimeText.of(shown.at()), ago));
    }
  }

  private void showStep(@Nullable Moment shown) {
    List<ClusterView> history = history();
    ClusterView end = history.getLast();
    if (history.size() == 1) {
      live.setText(Texts.of("FILE"));
      live.setDisable(true);
      return;
    }
    String place = context.source().place(shown == null ? context.source().moment() : shown);
    live.setText(shown == null ? place : Texts.of("{0} · to the last", place));
    live.setAccessibleText(
        shown == null ? Texts.of("{0}, the last", place) : Texts.of("{0}. To the last", place));
    canvas.setAccessibleText(place + ", " + TimeText.of(shown == null ? end.at() : shown.at()));
  }

  private List<ClusterView> history() {
    return context.source().history();
  }

  private void press(MouseEvent event) {
    canvas.requestFocus();
    pressedAt = event.getX();
    if (event.getButton() == MouseButton.PRIMARY) {
      scrub(event);
    }
  }

  /** With the first button through time, with another one the tape itself. */
  private void drag(MouseEvent event) {
    if (event.isPrimaryButtonDown()) {
      scrub(event);
    } else {
      pan(pressedAt - event.getX());
      pressedAt = event.getX();
    }
  }

  private void scrub(MouseEvent event) {
    if (event.getX() >= surface.getWidth() - 3 && !scale().to().isBefore(model.end())) {
      context.playhead().live();
    } else if (!history().isEmpty()) {
      context.playhead().show(scale().at(event.getX()));
    }
    hover(event);
  }

  private void hover(MouseEvent event) {
    TapeScale scale = scale();
    Instant at = scale.at(event.getX());
    StringBuilder text = new StringBuilder(TimeText.of(at));
    for (Span span : model.spans().reversed()) {
      if (!span.from().isAfter(at)) {
        String term = Texts.of("term {0}", span.term());
        text.append(" · ").append(term);
        break;
      }
    }
    List<Mark> near = model.near(at, scale.pixels(6));
    for (Mark mark : near.subList(Math.max(0, near.size() - 8), near.size())) {
      text.append('\n').append(mark.text());
    }
    tip.setText(text.toString());
    if (tip.isShowing()) {
      tip.setAnchorX(event.getScreenX() + 10);
      tip.setAnchorY(event.getScreenY() - 20.0 - 16.0 * Math.min(9, near.size() + 1));
    } else if (canvas.getScene().getWindow() != null) {
      tip.show(canvas, event.getScreenX() + 10, event.getScreenY() - 40);
    }
  }

  private void key(KeyEvent event) {
    Playhead playhead = context.playhead();
    int by = event.getCode() == KeyCode.LEFT ? -1 : 1;
    switch (event.getCode()) {
      case LEFT, RIGHT -> {
        if (event.isShiftDown()) {
          playhead.happening(by);
        } else {
          playhead.step(by);
        }
      }
      case HOME -> playhead.first();
      case END, ESCAPE -> playhead.live();
      default -> {
        return;
      }
    }
    event.consume();
  }
}
