package io.raftarium.app.links;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Lasting;
import io.raftarium.app.model.Panel;
import io.raftarium.app.parts.LiveScroll;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.view.Fault;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The link matrix: the row sends to the column. A click cuts or mends a link, its context menu sets
 * the rest.
 */
public final class LinksPanel implements Panel {
  private static final List<Integer> MILLIS = List.of(0, 10, 40, 100, 250, 500, 1000);
  private static final List<Integer> PERCENT = List.of(0, 5, 10, 25, 50, 100);

  /** Up to so many nodes there is room for taller rows. */
  private static final int FEW = 5;

  private static final double ROW = 18;
  private static final double ROW_OF_MANY = 17;

  private static final String TITLE = Texts.mark("LINKS (ROW SENDS TO COLUMN)");
  private static final String TITLE_UNKNOWN = Texts.mark("LINKS · not known of this moment");

  private final AppContext context;
  private final Label title = new Label(Texts.of(TITLE));
  private final VBox root = new VBox();
  private final GridPane grid = new GridPane();
  private final Map<Place, LinkCell> cells = new HashMap<>();

  private @Nullable List<Integer> nodes;
  private @Nullable Moment moment;

  /** Row and column of a cell, from 1. */
  private record Place(int row, int column) {}

  /** Of a window. */
  public LinksPanel(AppContext context) {
    this.context = context;
    root.getStyleClass().add("links-panel");
    title.getStyleClass().add("panel-title");
    grid.getStyleClass().add("link-grid");
    LiveScroll scroll = new LiveScroll(grid);
    scroll.getStyleClass().add("edge-to-edge");
    scroll.setMinHeight(0);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    root.getChildren().addAll(title, scroll);
    root.setMinSize(0, 70);
    root.setMaxHeight(Region.USE_PREF_SIZE);
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Moment now) {
    List<Integer> ids = List.copyOf(now.view().nodes().keySet());
    if (!ids.equals(nodes)) {
      nodes = ids;
      build(ids);
    }
    moment = now;
    // What nobody knows is not shown as whole.
    title.setText(now.aroundKnown() ? Texts.of(TITLE) : Texts.of(TITLE_UNKNOWN));
    grid.setVisible(now.aroundKnown());
    grid.setManaged(now.aroundKnown());
    for (LinkCell cell : cells.values()) {
      cell.show(
          text(now, cell.from(), cell.to()), now.live() && context.operator().idle().isEmpty());
    }
  }

  private static LinkText text(Moment now, int from, int to) {
    for (int end : List.of(from, to)) {
      NodeStatus process = now.processes().get(end);
      if (process != null && process.state() == NodeStatus.State.UNKNOWN) {
        return LinkText.unknown(from, to, end);
      }
    }
    return LinkText.of(from, to, now.link(from, to), now.up(from), now.up(to));
  }

  private void build(List<Integer> ids) {
    cells.clear();
    grid.getChildren().clear();
    grid.getColumnConstraints().clear();
    grid.getRowConstraints().clear();
    double height = ids.size() > FEW ? ROW_OF_MANY : ROW;
    for (int row = 0; row <= ids.size(); row++) {
      grid.getRowConstraints().add(new RowConstraints(height, height, height));
    }
    for (int column = 0; column <= ids.size(); column++) {
      ColumnConstraints constraints = new ColumnConstraints();
      constraints.setPercentWidth(100.0 / (ids.size() + 1));
      constraints.setHalignment(HPos.LEFT);
      grid.getColumnConstraints().add(constraints);
    }
    grid.add(heading(ids.size() > FEW ? "" : Texts.of("from\\to")), 0, 0);
    for (int row = 1; row <= ids.size(); row++) {
      grid.add(heading(NodeNames.of(ids.get(row - 1))), row, 0);
      grid.add(heading(NodeNames.of(ids.get(row - 1))), 0, row);
      for (int column = 1; column <= ids.size(); column++) {
        if (row == column) {
          grid.add(heading("·"), column, row);
        } else {
          grid.add(cell(new Place(row, column), ids), column, row);
        }
      }
    }
  }

  private static Label heading(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("link-heading");
    label.setMaxWidth(Double.MAX_VALUE);
    return label;
  }

  private LinkCell cell(Place place, List<Integer> ids) {
    LinkCell cell = new LinkCell(ids.get(place.row() - 1), ids.get(place.column() - 1));
    cells.put(place, cell);
    cell.setOnAction(_ -> toggle(cell));
    cell.addEventFilter(KeyEvent.KEY_PRESSED, event -> walk(event, place));
    cell.setOnContextMenuRequested(event -> menu(cell, event));
    return cell;
  }

  private void walk(KeyEvent event, Place from) {
    Place step =
        switch (event.getCode()) {
          case LEFT -> new Place(0, -1);
          case RIGHT -> new Place(0, 1);
          case UP -> new Place(-1, 0);
          case DOWN -> new Place(1, 0);
          default -> null;
        };
    if (step == null) {
      return;
    }
    Place to = new Place(from.row() + step.row(), from.column() + step.column());
    if (to.row() == to.column()) {
      to = new Place(to.row() + step.row(), to.column() + step.column());
    }
    LinkCell cell = cells.get(to);
    if (cell != null) {
      cell.requestFocus();
    }
    event.consume();
  }

  private void toggle(LinkCell cell) {
    LinkRule rule = rule(cell);
    set(cell, rule.withCut(!rule.cut()));
  }

  private LinkRule rule(LinkCell cell) {
    Moment now = moment;
    return now == null ? LinkRule.OK : now.link(cell.from(), cell.to());
  }

  private void set(LinkCell cell, LinkRule rule) {
    int from = cell.from();
    int to = cell.to();
    // What mends a link needs no end.
    Optional<Duration> time =
        rule.equals(LinkRule.OK) ? Optional.empty() : context.lasting().time();
    context
        .operator()
        .atOnce(
            Texts.of("Change the link {0} → {1}", NodeNames.of(from), NodeNames.of(to)),
            lab -> Lasting.begin(lab, new Fault.Ruled(from, to, rule), time));
  }

  private void menu(LinkCell cell, ContextMenuEvent event) {
    Moment now = moment;
    if (now == null || !now.live() || context.operator().idle().isPresent()) {
      return;
    }
    LinkRule rule = rule(cell);
    List<MenuItem> items = new ArrayList<>();
    MenuItem cut = new MenuItem(rule.cut() ? Texts.of("Mend") : Texts.of("Cut"));
    cut.setOnAction(_ -> toggle(cell));
    items.add(cut);
    items.add(new SeparatorMenuItem());
    items.add(
        choices(
            cell,
            Texts.of("Delay"),
            " ms",
            MILLIS,
            (int) rule.delay().toMillis(),
            v -> rule.withDelay(Duration.ofMillis(v))));
    items.add(
        choices(
            cell,
            Texts.of("Jitter"),
            " ms",
            MILLIS,
            (int) rule.jitter().toMillis(),
            v -> rule.withJitter(Duration.ofMillis(v))));
    items.add(
        choices(cell, Texts.of("Loss"), " %", PERCENT, rule.lossPercent(), rule::withLossPercent));
    items.add(
        choices(
            cell,
            Texts.mark("Duplicate"),
            " %",
            PERCENT,
            rule.duplicatePercent(),
            rule::withDuplicatePercent));
    items.add(new SeparatorMenuItem());
    MenuItem clear = new MenuItem(Texts.of("Take every rule back"));
    clear.setDisable(rule.equals(LinkRule.OK));
    clear.setOnAction(_ -> set(cell, LinkRule.OK));
    items.add(clear);
    ContextMenu menu = new ContextMenu(items.toArray(MenuItem[]::new));
    menu.show(cell, event.getScreenX(), event.getScreenY());
    event.consume();
  }

  private Menu choices(
      LinkCell cell,
      String name,
      String unit,
      List<Integer> values,
      int now,
      IntFunction<LinkRule> rule) {
    Menu menu = new Menu(name);
    List<Integer> offered = new ArrayList<>(values);
    if (!offered.contains(now)) {
      offered.add(now);
      offered.sort(null);
    }
    for (int value : offered) {
      RadioMenuItem item = new RadioMenuItem(value == 0 ? Texts.of("none") : value + unit);
      item.setSelected(value == now);
      item.setOnAction(_ -> set(cell, rule.apply(value)));
      menu.getItems().add(item);
    }
    return menu;
  }
}
