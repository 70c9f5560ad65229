package io.raftarium.app.branches;

import io.raftarium.app.branches.Comparison.Cell;
import io.raftarium.app.branches.Comparison.Field;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Panel;
import io.raftarium.app.model.Source;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.record.Marker;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/**
 * The shown moment beside that of another window, or another one of this; what differs is marked.
 */
public final class ComparePanel implements Panel {
  private static final long AGAIN_NANOS = 250_000_000;

  /** Places that are the same and are shown before the first that differs. */
  private static final int BEFORE = 3;

  private final AppContext context;
  private final Branches branches;
  private final VBox root = new VBox(8);
  private final ComboBox<Other> other = new ComboBox<>();
  private final CheckBox onlyDifferent = new CheckBox(Texts.of("Only what differs"));
  private final Label verdict = new Label();
  private final VBox body = new VBox(10);
  private List<Object> drawn = List.of();
  private long drawnAt;

  /**
   * What can stand beside it.
   *
   * @param key tells it from others
   * @param moment null where it cannot be had any longer
   */
  private record Other(String text, String title, Object key, Supplier<@Nullable Moment> moment) {}

  public ComparePanel(AppContext context, Branches branches) {
    this.context = context;
    this.branches = branches;
    root.getStyleClass().add("compare-panel");
    root.setId("compare");
    other.setId("compare-other");
    other.setPromptText(Texts.of("Another window, or a named moment"));
    other.setAccessibleText(Texts.of("What to compare with"));
    other.setMaxWidth(420);
    other.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable Other chosen) {
            return chosen == null ? "" : chosen.text;
          }

          @Override
          public @Nullable Other fromString(String text) {
            return null;
          }
        });
    other.setOnShowing(_ -> offer());
    other.setOnAction(_ -> drawnAt = 0);
    onlyDifferent.setSelected(true);
    onlyDifferent.setId("compare-only");
    onlyDifferent.setOnAction(_ -> drawn = List.of());
    verdict.setId("compare-verdict");
    verdict.getStyleClass().add("muted");
    Label beside = new Label(Texts.of("This window beside"));
    FlowPane head = new FlowPane(10, 4, beside, other, onlyDifferent, verdict);
    head.setAlignment(Pos.CENTER_LEFT);
    head.setMinHeight(Region.USE_PREF_SIZE);
    ScrollPane scroll = new ScrollPane(body);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("edge-to-edge");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    root.getChildren().addAll(head, scroll);
    body.getChildren()
        .setAll(
            muted(
                Texts.of(
                    "Choose what to compare with: a window that was opened from here, another"
                        + " one, or a moment that has a name{0}.",
                    context.commands().keys("time.markers"))));
  }

  @Override
  public Node node() {
    return root;
  }

  /** Compares with a window from now on. */
  public void with(Branch branch) {
    offer();
    other.getItems().stream()
        .filter(each -> each.key.equals(branch.source()))
        .findFirst()
        .ifPresent(other::setValue);
    drawnAt = 0;
  }

  private void offer() {
    Other before = other.getValue();
    Source own = context.source();
    List<Other> all = new ArrayList<>();
    for (Branch branch : branches.others(own)) {
      all.add(
          new Other(
              Texts.of("{0}, as its window shows it", Shortened.of(branch.title(), 60)),
              Shortened.of(branch.title(), 40),
              branch.source(),
              () -> branches.others(own).contains(branch) ? branch.shown().get() : null));
    }
    if (own.lab().isPresent()) {
      all.add(
          new Other(
              Texts.of("the present of this one"), Texts.of("its present"), own, own::moment));
    }
    for (Marker marker : own.tape().markers().all()) {
      all.add(
          new Other(
              marker.name() + ", " + TimeText.of(marker.at()),
              marker.name(),
              marker.number(),
              () -> own.at(marker.number())));
    }
    other.getItems().setAll(all);
    Optional<Other> again =
        all.stream().filter(each -> before != null && each.key.equals(before.key)).findFirst();
    other.setValue(again.orElse(null));
  }

  @Override
  public void show(Moment moment) {
    if (other.getValue() == null && !branches.others(context.source()).isEmpty()) {
      with(branches.others(context.source()).getLast());
    }
    Other chosen = other.getValue();
    long now = System.nanoTime();
    if (chosen == null || now - drawnAt < AGAIN_NANOS) {
      return;
    }
    drawnAt = now;
    Moment beside = chosen.moment.get();
    if (beside == null) {
      other.setValue(null);
      verdict.setText("");
      body.getChildren().setAll(muted(Texts.of("That window is closed.")));
      return;
    }
    List<Object> sight =
        List.of(
            views(moment.view()),
            views(beside.view()),
            moment.processes().size(),
            moment.links(),
            beside.links(),
            moment.wire().size(),
            beside.wire().size(),
            onlyDifferent.isSelected(),
            chosen.key);
    if (!sight.equals(drawn)) {
      drawn = sight;
      draw(moment, beside, chosen);
    }
  }

  private static Object views(ClusterView view) {
    return List.of(view.number(), view.at());
  }

  private void draw(Moment left, Moment right, Other chosen) {
    Comparison both = Comparison.of(left, right);
    long count = both.differences();
    verdict.setText(
        count == 0
            ? Texts.of("nothing differs")
            : count == 1 ? Texts.of("1 difference") : Texts.of("{0} differences", count));
    String beside = chosen.title;
    List<Node> parts = new ArrayList<>();
    part(parts, Texts.of("Between the nodes"), beside, both.around(), List.of());
    for (Comparison.Nodes node : both.nodes()) {
      part(parts, NodeNames.of(node.id()), beside, node.fields(), node.cells());
    }
    if (parts.isEmpty()) {
      parts.add(muted(Texts.of("Both are the same in every field and every entry.")));
    }
    body.getChildren().setAll(parts);
  }

  private void part(
      List<Node> parts, String title, String beside, List<Field> fields, List<Cell> cells) {
    boolean all = !onlyDifferent.isSelected();
    List<Field> shown = fields.stream().filter(field -> all || field.differs()).toList();
    boolean logs = all ? !cells.isEmpty() : cells.stream().anyMatch(Cell::differs);
    if (shown.isEmpty() && !logs) {
      return;
    }
    GridPane grid = new GridPane(14, 2);
    grid.addRow(0, heading(title), muted(Texts.of("this window")), muted(Shortened.of(beside, 40)));
    int row = 1;
    for (Field field : shown) {
      grid.addRow(
          row++,
          name(field),
          value(field.left(), field.differs()),
          value(field.right(), field.differs()));
    }
    VBox part = new VBox(4, grid);
    part.getStyleClass().add("compare-part");
    if (logs) {
      part.getChildren().add(logs(cells, all));
    }
    parts.add(part);
  }

  /** Both logs, place below place; before the first that differs only a few are of use. */
  private static Node logs(List<Cell> cells, boolean all) {
    int first = 0;
    while (!all && first < cells.size() - 1 && !cells.get(first).differs()) {
      first++;
    }
    GridPane grid = new GridPane(3, 2);
    grid.addColumn(
        0, muted(Texts.of("index")), muted(Texts.of("log here")), muted(Texts.of("log there")));
    List<Cell> shown = cells.subList(Math.max(0, first - BEFORE), cells.size());
    for (Cell cell : shown) {
      Label index = muted(String.valueOf(cell.index()));
      index.setWrapText(false);
      grid.addColumn(
          grid.getColumnCount(), index, cell(cell, cell.left()), cell(cell, cell.right()));
    }
    grid.getChildren().forEach(node -> ((Region) node).setMinWidth(Region.USE_PREF_SIZE));
    ScrollPane scroll = new ScrollPane(grid);
    scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setMinHeight(Region.USE_PREF_SIZE);
    scroll.getStyleClass().add("edge-to-edge");
    return scroll;
  }

  private static Label cell(Cell cell, String text) {
    Label label = new Label(text.isEmpty() ? "–" : text);
    label.getStyleClass().add("compare-cell");
    label.setMaxWidth(Double.MAX_VALUE);
    if (cell.differs()) {
      label.getStyleClass().add("differs");
    }
    label.setAccessibleText(
        Texts.of(
            "Entry {0}: {1}{2}",
            cell.index(), text, cell.differs() ? Texts.of(", differs") : Texts.of(", the same")));
    return label;
  }

  private static Label heading(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("message-title");
    return label;
  }

  private static Label muted(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("muted");
    label.setWrapText(true);
    return label;
  }

  private static Label name(Field field) {
    Label label = new Label(field.name());
    label.getStyleClass().add("muted");
    return label;
  }

  private static Label value(String text, boolean differs) {
    Label label = new Label(text);
    label.getStyleClass().add("compare-value");
    if (differs) {
      label.getStyleClass().add("differs");
    }
    return label;
  }
}
