package io.raftarium.app.window;

import io.raftarium.app.words.NodeNames;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Lets the operator say which node is in which group. */
final class PartitionChooser {
  private static final List<String> GROUPS = List.of("A", "B", "C");

  private final VBox root = new VBox(12);
  private final SortedMap<Integer, ToggleGroup> choices = new TreeMap<>();
  private final Button apply = new Button("Partition");
  private final Label hint = new Label();

  /**
   * For these nodes.
   *
   * @param first the nodes that start in group A
   * @param done takes the groups
   */
  PartitionChooser(
      Collection<Integer> nodes,
      Collection<Integer> first,
      Consumer<SortedMap<String, SortedSet<Integer>>> done,
      Runnable cancel) {
    root.getStyleClass().add("palette");
    root.setId("partition-chooser");
    Label title = new Label("Which node is in which group?");
    title.getStyleClass().add("message-title");
    Label text = new Label("Every link between two groups is cut, in both directions.");
    text.getStyleClass().add("muted");
    GridPane grid = new GridPane();
    grid.setHgap(14);
    grid.setVgap(6);
    int row = 0;
    for (int node : nodes) {
      ToggleGroup choice = new ToggleGroup();
      HBox buttons = new HBox();
      for (int i = 0; i < GROUPS.size(); i++) {
        ToggleButton button = new ToggleButton(GROUPS.get(i));
        button.setId("group-" + node + "-" + GROUPS.get(i));
        button.setUserData(GROUPS.get(i));
        button.setToggleGroup(choice);
        button.setAccessibleText(NodeNames.of(node) + " in group " + GROUPS.get(i));
        button
            .getStyleClass()
            .add(i == 0 ? "left-pill" : i == GROUPS.size() - 1 ? "right-pill" : "center-pill");
        buttons.getChildren().add(button);
      }
      choice.selectToggle(choice.getToggles().get(first.contains(node) ? 0 : 1));
      choice
          .selectedToggleProperty()
          .subscribe((before, now) -> {
            if (now == null) {
              choice.selectToggle(before);
            }
            check();
          });
      choices.put(node, choice);
      grid.addRow(row++, new Label(NodeNames.of(node)), buttons);
    }
    Button back = new Button("Cancel");
    back.setCancelButton(true);
    back.setOnAction(ignored -> cancel.run());
    apply.setId("partition-apply");
    apply.getStyleClass().add("accent");
    apply.setDefaultButton(true);
    apply.setOnAction(ignored -> done.accept(groups()));
    hint.getStyleClass().add("muted");
    HBox buttons = new HBox(8, hint, back, apply);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    root.getChildren().addAll(title, text, grid, buttons);
    check();
  }

  Region node() {
    return root;
  }

  Node focus() {
    return apply;
  }

  private void check() {
    boolean two = groups().size() > 1;
    apply.setDisable(!two);
    hint.setText(two ? "" : "Put nodes into two groups at least");
  }

  private SortedMap<String, SortedSet<Integer>> groups() {
    SortedMap<String, SortedSet<Integer>> groups = new TreeMap<>();
    choices.forEach((node, choice) -> {
      if (choice.getSelectedToggle() != null) {
        groups
            .computeIfAbsent(
                String.valueOf(choice.getSelectedToggle().getUserData()),
                ignored -> new TreeSet<>())
            .add(node);
      }
    });
    return groups;
  }
}
