package io.raftarium.app.force;

import io.raftarium.app.parts.Card;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.view.OwnTime;
import java.time.Duration;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;

/** Asks how fast a node's clock runs, and from which range it draws its election timeout. */
public final class NodeTimeCard extends Card {
  private static final List<Double> RATES = List.of(0.25, 0.5, 1.0, 2.0, 4.0);
  private static final int LEAST = 10;
  private static final int MOST = 60_000;

  private final ComboBox<Double> rate = new ComboBox<>();
  private final CheckBox own = new CheckBox(Texts.of("of its own, ms"));
  private final Spinner<Integer> least;
  private final Spinner<Integer> most;
  private final Label problem = new Label();
  private final Button set = new Button(Texts.of("Set it"));

  /** Takes what was chosen. */
  @FunctionalInterface
  public interface Taker {
    /** Sets it. */
    void set(OwnTime time);
  }

  /**
   * A card.
   *
   * @param usual the election timeout of the cluster, drawn from [t, 2t)
   */
  public NodeTimeCard(int node, OwnTime now, Duration usual, Taker done, Runnable cancel) {
    super("node-time");
    Label title = title(Texts.of("Timers and clock of {0}", NodeNames.of(node)));
    Label text =
        new Label(
            Texts.of(
                "Its process keeps both when it starts again. All others draw their election"
                    + " timeout from {0}–{1} ms, and their clocks run as the laboratory's.",
                usual.toMillis(), 2 * usual.toMillis()));
    text.getStyleClass().add("muted");
    WrappedText.wrap(text);
    text.setPrefWidth(420);
    rate.setId("node-time-rate");
    rate.getItems().setAll(RATES);
    rate.setConverter(new Times());
    rate.setValue(now.clockRate());
    OwnTime.Range before = now.election();
    least =
        spinner(
            "least",
            Texts.of("Least election timeout, ms"),
            before == null ? usual : before.least());
    most =
        spinner(
            "most",
            Texts.of("Most election timeout, ms"),
            before == null ? usual.multipliedBy(2) : before.most());
    own.setId("node-time-own");
    own.setSelected(before != null);
    least.disableProperty().bind(own.selectedProperty().not());
    most.disableProperty().bind(own.selectedProperty().not());
    GridPane grid = new GridPane();
    grid.setHgap(14);
    grid.setVgap(8);
    grid.addRow(0, new Label(Texts.of("Its clock runs")), rate);
    grid.addRow(1, new Label(Texts.of("Election timeout")), own);
    HBox range = new HBox(8, least, new Label(Texts.of("to")), most);
    range.setAlignment(Pos.CENTER_LEFT);
    grid.add(range, 1, 2);
    problem.setId("node-time-problem");
    problem.getStyleClass().add("danger");
    set.setId("node-time-set");
    set.getStyleClass().add("accent");
    set.setDefaultButton(true);
    set.setOnAction(_ -> done.set(chosen()));
    body()
        .getChildren()
        .addAll(title, text, grid, problem, buttons(leave(Texts.of("Cancel"), cancel), set));
    least.valueProperty().subscribe(_ -> look());
    most.valueProperty().subscribe(_ -> look());
    own.selectedProperty().subscribe(_ -> look());
  }

  @Override
  public Node focus() {
    return rate;
  }

  private void look() {
    boolean wrong = own.isSelected() && least.getValue() > most.getValue();
    problem.setText(wrong ? Texts.of("The range ends before it begins.") : "");
    set.setDisable(wrong);
  }

  private OwnTime chosen() {
    return new OwnTime(
        rate.getValue(),
        own.isSelected()
            ? new OwnTime.Range(
                Duration.ofMillis(least.getValue()), Duration.ofMillis(most.getValue()))
            : null);
  }

  private static Spinner<Integer> spinner(String id, String name, Duration value) {
    Spinner<Integer> spinner =
        new Spinner<>(LEAST, MOST, Math.clamp(value.toMillis(), LEAST, MOST), 50);
    spinner.setId("node-time-" + id);
    spinner.setEditable(true);
    spinner.setPrefWidth(110);
    spinner.setAccessibleText(name);
    spinner.getEditor().setAccessibleText(spinner.getAccessibleText());
    spinner
        .getEditor()
        .textProperty()
        .subscribe(text -> {
          if (text.matches("\\d{1,5}")) {
            spinner.getValueFactory().setValue(Math.clamp(Integer.parseInt(text), LEAST, MOST));
          }
        });
    return spinner;
  }

  /** The rates in words. */
  private static final class Times extends StringConverter<Double> {
    @Override
    public String toString(Double rate) {
      return rate == null
          ? ""
          : switch (rate.toString()) {
            case "0.25" -> Texts.of("a quarter as fast");
            case "0.5" -> Texts.of("half as fast");
            case "1.0" -> Texts.of("as the laboratory's");
            case "2.0" -> Texts.of("twice as fast");
            case "4.0" -> Texts.of("four times as fast");
            default -> Texts.of("{0} times as fast", rate);
          };
    }

    @Override
    public Double fromString(String text) {
      return 1.0;
    }
  }
}
