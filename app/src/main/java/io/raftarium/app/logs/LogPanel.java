package io.raftarium.app.logs;

import io.raftarium.app.logs.LogPainter.Mark;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Panel;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.protocol.LogEntry;
import io.raftarium.reason.Question;
import io.raftarium.view.Moment;
import java.util.Optional;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The log matrix: one row a node, one column an index. It follows the newest entry until it is
 * scrolled back; only what is visible is drawn, so a long log costs no more than a short one.
 */
public final class LogPanel implements Panel {
  /** A text field is slow with more. */
  private static final int MOST_CHARS = 8_000;

  private static final double ZOOM_STEP = 1.25;
  private static final double ZOOM_LEAST = 0.4;
  private static final double ZOOM_MOST = 5;

  private final AppContext context;
  private final BorderPane root = new BorderPane();
  private final Canvas canvas = new Canvas();
  private final Pane surface = new Pane(canvas);
  private final ScrollBar across = new ScrollBar();
  private final ScrollBar down = new ScrollBar();
  private final Button newest = new Button(Texts.of("Newest ▸"));
  private final TextField detail = new TextField();
  private final Button whole = new Button(Texts.of("Whole entry"));
  private final Tooltip tip = new Tooltip();
  private final ContextMenu menu = new ContextMenu();
  private final LogPainter painter = new LogPainter();

  private @Nullable LogMatrix matrix;
  private boolean follow = true;
  private boolean moving;
  private double zoom = 1;
  private Mark chosen = Mark.NONE;

  /** Of a window. */
  public LogPanel(AppContext context) {
    this.context = context;
    root.getStyleClass().add("log-panel");
    root.setId("logs");
    root.setTop(header());
    root.setCenter(surface);
    root.setRight(down);
    across.setOrientation(Orientation.HORIZONTAL);
    down.setOrientation(Orientation.VERTICAL);
    detail.setEditable(false);
    detail.getStyleClass().add("log-detail");
    shown(detail, false);
    whole.setId("log-whole");
    whole.getStyleClass().add("small");
    whole.setMinWidth(Region.USE_PREF_SIZE);
    whole.setOnAction(_ -> readWhole());
    shown(whole, false);
    HBox.setHgrow(detail, Priority.ALWAYS);
    root.setBottom(new VBox(across, new HBox(4, detail, whole)));
    root.setMinSize(0, 0);

    canvas.setManaged(false);
    surface.getStyleClass().add("canvas-frame");
    surface.setMinSize(0, 0);
    surface.setPrefSize(400, 180);
    surface.widthProperty().subscribe(this::draw);
    surface.heightProperty().subscribe(this::draw);
    across.valueProperty().subscribe(this::scrolled);
    down.valueProperty().subscribe(this::scrolled);
    context.palette().subscribe(_ -> draw());

    canvas.setFocusTraversable(true);
    canvas.setAccessibleRole(AccessibleRole.TEXT);
    canvas.setAccessibleRoleDescription(Texts.of("log matrix"));
    canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
    canvas.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> tip.hide());
    canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    canvas.setOnContextMenuRequested(this::openMenu);
    canvas.addEventHandler(ScrollEvent.SCROLL, this::wheel);
    canvas.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  private Node header() {
    Label title = new Label("LOGS");
    title.getStyleClass().add("panel-title");
    title.setMinWidth(Region.USE_PREF_SIZE);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    newest.getStyleClass().addAll("small", "flat");
    newest.setMinWidth(Region.USE_PREF_SIZE);
    newest.setAccessibleText(Texts.of("Scroll to the newest entries and follow them"));
    newest.setOnAction(_ -> {
      follow = true;
      draw();
    });
    shown(newest, false);
    Label before = legend(Texts.of("solid = committed · dashed = not yet ·"));
    Label differing = legend(Texts.of("like this = differs from leader"));
    differing.getStyleClass().add("danger-text");
    Label after = legend(Texts.of("· ● match · ▲ next · hatched = compacted"));
    HBox header = new HBox(4, title, newest, space, before, differing, after);
    header.setAlignment(Pos.CENTER_LEFT);
    header.getStyleClass().add("log-header");
    header.setMinWidth(0);
    return header;
  }

  private static Label legend(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("legend");
    label.setMinWidth(0);
    return label;
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Moment moment) {
    LogMatrix now = LogMatrix.of(moment);
    LogMatrix before = matrix;
    if (before != null && now.looksLike(before)) {
      return;
    }
    matrix = now;
    if (chosen.row() >= now.rows().size() || chosen.index() > now.lastColumn()) {
      choose(Mark.NONE);
    } else if (!chosen.none()) {
      choose(chosen);
    }
    draw();
  }

  private LogGeometry geometry(LogMatrix of) {
    return new LogGeometry(
        surface.getWidth(),
        surface.getHeight(),
        of.rows().size(),
        of.lastColumn(),
        across.getValue(),
        down.getValue(),
        LogGeometry.column(painter.widest(of), zoom));
  }

  private void scrolled() {
    if (!moving) {
      follow = across.getValue() >= across.getMax() - 1;
      draw();
    }
  }

  private void draw() {
    LogMatrix now = matrix;
    if (now == null || surface.getWidth() <= 0 || surface.getHeight() <= 0) {
      return;
    }
    LogGeometry at = geometry(now);
    moving = true;
    range(across, at.mostLeft(), at.width() - LogGeometry.LABELS);
    range(down, at.mostTop(), at.height() - LogGeometry.HEADER);
    across.setUnitIncrement(at.column());
    if (follow) {
      across.setValue(across.getMax());
    }
    moving = false;
    shown(newest, !follow);
    canvas.setWidth(at.width());
    canvas.setHeight(at.height());
    painter.paint(
        canvas.getGraphicsContext2D(), now, geometry(now), context.palette().getValue(), chosen);
    if (chosen.none()) {
      canvas.setAccessibleText(summary(now));
    }
  }

  /** Makes the columns wider or narrower around the entries that are shown. */
  private void zoom(double by) {
    double before = zoom;
    zoom = Math.clamp(zoom * by, ZOOM_LEAST, ZOOM_MOST);
    LogMatrix now = matrix;
    if (now != null) {
      double left = across.getValue() * zoom / before;
      moving = true;
      across.setMax(geometry(now).mostLeft());
      across.setValue(Math.clamp(left, 0, across.getMax()));
      moving = false;
      draw();
    }
  }

  private static void range(ScrollBar bar, double most, double page) {
    bar.setMax(most);
    bar.setValue(Math.min(bar.getValue(), most));
    bar.setVisibleAmount(page <= 0 ? 0 : most * page / (most + page));
    bar.setBlockIncrement(page);
    shown(bar, most > 0);
  }

  private static void shown(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }

  private static String summary(LogMatrix matrix) {
    StringBuilder text = new StringBuilder();
    for (LogMatrix.Row row : matrix.rows()) {
      String who = NodeNames.of(row.node().id());
      text.append(
              Texts.of(
                  "{0}: log up to index {1}, committed up to {2}.",
                  matrix.leads(row) ? Texts.of("{0}, leader", who) : who,
                  row.node().lastLogIndex(),
                  row.node().commitIndex()))
          .append(' ');
    }
    return text.toString();
  }

  private void hover(MouseEvent event) {
    LogMatrix now = matrix;
    if (now == null) {
      return;
    }
    Mark at = markAt(now, event);
    if (at.none()
        || now.cell(now.rows().get(at.row()), at.index()).content() == LogMatrix.Content.NONE) {
      tip.hide();
      return;
    }
    tip.setText(now.tell(now.rows().get(at.row()), at.index()));
    if (!tip.isShowing() && canvas.getScene().getWindow() != null) {
      tip.show(canvas, event.getScreenX() + 12, event.getScreenY() + 16);
    } else {
      tip.setAnchorX(event.getScreenX() + 12);
      tip.setAnchorY(event.getScreenY() + 16);
    }
  }

  private Mark markAt(LogMatrix now, MouseEvent event) {
    LogGeometry at = geometry(now);
    int row = at.rowAt(event.getY());
    long index = at.indexAt(event.getX());
    return row < 0 || index == 0 ? Mark.NONE : new Mark(row, index);
  }

  /**
   * Where a node's row is in the scene, or an entry of it; empty where it is not in sight.
   *
   * @param index of the entry; 0 for the whole row
   */
  public Optional<Bounds> place(int node, long index) {
    LogMatrix now = matrix;
    for (int row = 0; now != null && row < now.rows().size(); row++) {
      if (now.rows().get(row).node().id() == node) {
        LogGeometry at = geometry(now);
        double y = at.y(row);
        double x = index == 0 ? 0 : at.x(index);
        boolean seen =
            y >= 0
                && y < canvas.getHeight()
                && (index == 0 || (x >= LogGeometry.LABELS && x < canvas.getWidth()));
        return seen
            ? Optional.of(
                canvas.localToScene(
                    new BoundingBox(
                        x, y, index == 0 ? canvas.getWidth() : at.cellWidth(), at.cellHeight())))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private void press(MouseEvent event) {
    canvas.requestFocus();
    LogMatrix now = matrix;
    if (now == null) {
      return;
    }
    int row = geometry(now).rowAt(event.getY());
    if (row >= 0 && event.getX() < LogGeometry.LABELS) {
      context.selection().select(now.rows().get(row).node().id());
    }
    choose(markAt(now, event));
    draw();
  }

  /** What can be asked of the cell that is chosen; a press has chosen it. */
  private void openMenu(ContextMenuEvent event) {
    LogMatrix now = matrix;
    menu.hide();
    if (now == null || chosen.none()) {
      return;
    }
    LogMatrix.Row row = now.rows().get(chosen.row());
    int node = row.node().id();
    long index = chosen.index();
    menu.getItems().clear();
    if (now.cell(row, index).entry() != null) {
      boolean committed = row.node().committed(index);
      menu.getItems()
          .addAll(
              asks("why-entry", Texts.of("Why is it here?"), new Question.Entry(node, index)),
              asks(
                  "why-committed",
                  committed
                      ? Texts.of("Why is it committed?")
                      : Texts.of("Why is it not committed?"),
                  new Question.Committed(node, index)));
    }
    menu.getItems()
        .add(
            asks(
                "why-lost",
                Texts.of("Why is what was here before lost?"),
                new Question.Lost(node, index)));
    menu.show(canvas, event.getScreenX(), event.getScreenY());
    event.consume();
  }

  private MenuItem asks(String id, String text, Question question) {
    MenuItem item = new MenuItem(text);
    item.setId("menu-" + id);
    item.setOnAction(_ -> context.selection().ask(question));
    return item;
  }

  private void wheel(ScrollEvent event) {
    if (event.isControlDown()) {
      zoom(event.getDeltaY() > 0 ? ZOOM_STEP : 1 / ZOOM_STEP);
      event.consume();
      return;
    }
    double sideways = event.getDeltaX() != 0 ? event.getDeltaX() : event.getDeltaY();
    if (event.getDeltaX() == 0 && down.isVisible() && !event.isShiftDown()) {
      down.setValue(Math.clamp(down.getValue() - event.getDeltaY(), 0, down.getMax()));
    } else {
      across.setValue(Math.clamp(across.getValue() - sideways, 0, across.getMax()));
    }
    event.consume();
  }

  private void key(KeyEvent event) {
    LogMatrix now = matrix;
    if (now == null || now.rows().isEmpty() || now.lastColumn() == 0) {
      return;
    }
    Mark from = chosen.none() ? new Mark(0, now.lastColumn()) : chosen;
    int lastRow = now.rows().size() - 1;
    Mark to =
        switch (event.getCode()) {
          case LEFT -> new Mark(from.row(), Math.max(1, from.index() - 1));
          case RIGHT -> new Mark(from.row(), Math.min(now.lastColumn(), from.index() + 1));
          case UP -> new Mark(Math.max(0, from.row() - 1), from.index());
          case DOWN -> new Mark(Math.min(lastRow, from.row() + 1), from.index());
          case HOME -> new Mark(from.row(), 1);
          case END -> new Mark(from.row(), now.lastColumn());
          case ESCAPE -> Mark.NONE;
          case ENTER -> whole(chosen);
          case PLUS, EQUALS, ADD -> zoomed(from, ZOOM_STEP);
          case MINUS, SUBTRACT -> zoomed(from, 1 / ZOOM_STEP);
          default -> null;
        };
    if (to == null || (to.none() && chosen.none())) {
      return;
    }
    choose(to);
    reveal(now, to);
    draw();
    event.consume();
  }

  private Mark whole(Mark kept) {
    readWhole();
    return kept;
  }

  private Mark zoomed(Mark kept, double by) {
    zoom(by);
    return chosen.none() ? Mark.NONE : kept;
  }

  private void reveal(LogMatrix now, Mark mark) {
    if (mark.none()) {
      return;
    }
    double column = geometry(now).column();
    double cell = (mark.index() - 1) * column;
    double page = surface.getWidth() - LogGeometry.LABELS;
    if (cell < across.getValue()) {
      across.setValue(cell);
    } else if (cell + column > across.getValue() + page) {
      across.setValue(Math.min(across.getMax(), cell + column - page));
    }
    double row = geometry(now).row();
    double body = surface.getHeight() - LogGeometry.HEADER;
    double y = mark.row() * row;
    if (y < down.getValue()) {
      down.setValue(y);
    } else if (y + row > down.getValue() + body) {
      down.setValue(Math.min(down.getMax(), y + row - body));
    }
  }

  private void readWhole() {
    LogMatrix now = matrix;
    if (now != null && !chosen.none()) {
      LogMatrix.Row row = now.rows().get(chosen.row());
      LogEntry entry = now.cell(row, chosen.index()).entry();
      if (entry != null && !entry.command().isNull()) {
        context
            .reading()
            .open(
                Texts.of("{0}, index {1}", NodeNames.of(row.node().id()), chosen.index()),
                now.tell(row, chosen.index()) + "\n\n" + entry.command());
      }
    }
  }

  private void choose(Mark mark) {
    LogMatrix now = matrix;
    chosen = mark;
    if (now == null || mark.none()) {
      shown(detail, false);
      shown(whole, false);
      return;
    }
    String text = now.tell(now.rows().get(mark.row()), mark.index());
    var entry = now.cell(now.rows().get(mark.row()), mark.index()).entry();
    detail.setText(
        entry == null || entry.command().isNull()
            ? text
            : Shortened.of(text + " · " + entry.command(), MOST_CHARS));
    shown(whole, entry != null && !entry.command().isNull());
    shown(detail, true);
    canvas.setAccessibleText(text);
  }
}
