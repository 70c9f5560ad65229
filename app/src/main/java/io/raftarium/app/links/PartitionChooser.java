package io.raftarium.app.links;

import io.raftarium.app.parts.Card;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;

/** Lets the operator say which node is in which group. */
public final class PartitionChooser extends Card {
  private static final List<String> GROUPS = List.of("A", "B", "C");

  private final SortedMap<Integer, ToggleGroup> choices = new TreeMap<>();
  private final Button apply = new Button(Texts.of("Partition"));
  private final Label hint = new Label();
  private final Label follows = new Label();
  private final Function<SortedMap<String, SortedSet<Integer>>, String> consequence;

  /**
   * For these nodes.
   *
   * @param first the nodes that start in group A
   * @param done takes the groups
   * @param consequence what would follow from them, in words
   */
  public PartitionChooser(
      Collection<Integer> nodes,
      Collection<Integer> first,
      Consumer<SortedMap<String, SortedSet<Integer>>> done,
      Function<SortedMap<String, SortedSet<Integer>>, String> consequence,
      Runnable cancel) {
    super("partition-chooser");
    this.consequence = consequence;
    Label title = title(Texts.of("Which node is in which group?"));
    Label text = new Label(Texts.of("Every link between two groups is cut, in both directions."));
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
        button.setAccessibleText(Texts.of("{0} in group {1}", NodeNames.of(node), GROUPS.get(i)));
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
    Button back = leave(Texts.of("Cancel"), cancel);
    apply.setId("partition-apply");
    apply.getStyleClass().add("accent");
    apply.setDefaultButton(true);
    apply.setOnAction(ignored -> done.accept(groups()));
    hint.getStyleClass().add("muted");
    follows.setId("partition-follows");
    WrappedText.wrap(follows);
    HBox buttons = buttons(hint, back, apply);
    body().getChildren().addAll(title, text, grid, follows, buttons);
    check();
  }

  @Override
  public Node focus() {
    return apply;
  }

  private void check() {
    boolean two = groups().size() > 1;
    apply.setDisable(!two);
    follows.setText(two ? consequence.apply(groups()) : "");
    hint.setText(two ? "" : Texts.of("Put nodes into two groups at least"));
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
