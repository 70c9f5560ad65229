package io.raftarium.app.load;

import io.raftarium.app.parts.Card;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.view.LoadPlan;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;

/** Asks how many clients are to ask what, and how often. */
public final class LoadCard extends Card {
  /** Whoever opens it again goes on from what was asked last. */
  public static final LoadPlan USUAL = new LoadPlan(8, new LoadPlan.Mix(40, 40, 10, 10), 50, 8);

  private final Spinner<Integer> clients;
  private final Spinner<Integer> keys;
  private final Spinner<Integer> rate;
  private final CheckBox fast = new CheckBox(Texts.of("as fast as they can"));
  private final List<Spinner<Integer>> mix;
  private final Label problem = new Label();
  private final Button start = new Button(Texts.of("Start it"));

  /**
   * A card.
   *
   * @param before what it shows first
   */
  public LoadCard(LoadPlan before, Consumer<LoadPlan> done, Runnable cancel) {
    super("load-card");
    Label title = title(Texts.of("A load"));
    Label text =
        new Label(
            Texts.of(
                "Clients with a session each ask one operation after the other, and ask again what was"
                    + " not answered. What it costs them is drawn under the tape."));
    text.getStyleClass().add("muted");
    WrappedText.wrap(text);
    text.setPrefWidth(420);
    clients = spinner("clients", Texts.of("Clients"), LoadPlan.MOST_CLIENTS, before.clients());
    keys = spinner("keys", Texts.of("Keys"), LoadPlan.MOST_KEYS, before.keys());
    boolean unbounded = before.perSecond() == 0;
    rate =
        spinner(
            "rate",
            Texts.of("Operations a second, of all clients together"),
            LoadPlan.MOST_PER_SECOND,
            unbounded ? (int) USUAL.perSecond() : (int) Math.max(1, before.perSecond()));
    fast.setId("load-fast");
    fast.setSelected(unbounded);
    rate.disableProperty().bind(fast.selectedProperty());
    mix =
        List.of(
            percent("put", before.mix().put()),
            percent("get", before.mix().get()),
            percent("cas", before.mix().cas()),
            percent("append", before.mix().append()));
    GridPane grid = new GridPane();
    grid.setHgap(14);
    grid.setVgap(8);
    grid.addRow(0, new Label(Texts.of("Clients")), clients, new Label(Texts.of("on keys")), keys);
    grid.addRow(1, new Label(Texts.of("A second")), rate);
    grid.add(fast, 2, 1, 2, 1);
    grid.addRow(
        2, new Label(Texts.of("% put")), mix.get(0), new Label(Texts.of("% get")), mix.get(1));
    grid.addRow(
        3, new Label(Texts.of("% cas")), mix.get(2), new Label(Texts.of("% append")), mix.get(3));
    problem.setId("load-problem");
    problem.getStyleClass().add("danger");
    start.setId("load-start");
    start.getStyleClass().add("accent");
    start.setDefaultButton(true);
    start.setOnAction(_ -> done.accept(plan()));
    HBox buttons = buttons(leave(Texts.of("Cancel"), cancel), start);
    body().getChildren().addAll(title, text, grid, problem, buttons);
    mix.forEach(each -> each.valueProperty().subscribe(_ -> look()));
  }

  @Override
  public Node focus() {
    return clients;
  }

  private void look() {
    int sum = mix.stream().mapToInt(Spinner::getValue).sum();
    problem.setText(
        sum == 100 ? "" : Texts.of("The four are {0} % together; they have to be 100 %.", sum));
    start.setDisable(sum != 100);
  }

  private LoadPlan plan() {
    return new LoadPlan(
        clients.getValue(),
        new LoadPlan.Mix(
            mix.get(0).getValue(),
            mix.get(1).getValue(),
            mix.get(2).getValue(),
            mix.get(3).getValue()),
        fast.isSelected() ? 0 : rate.getValue(),
        keys.getValue());
  }

  private static Spinner<Integer> percent(String op, int value) {
    Spinner<Integer> spinner = new Spinner<>(0, 100, value, 5);
    dress(spinner, op, Texts.of("Percent of {0}", op));
    return spinner;
  }

  private static Spinner<Integer> spinner(String id, String name, int most, int value) {
    Spinner<Integer> spinner = new Spinner<>(1, most, value);
    dress(spinner, id, Texts.of("{0}, 1 to {1}", name, most));
    return spinner;
  }

  private static void dress(Spinner<Integer> spinner, String id, String name) {
    spinner.setId("load-" + id);
    spinner.setEditable(true);
    spinner.setPrefWidth(110);
    spinner.setAccessibleText(name);
    spinner.getEditor().setAccessibleText(name);
    // What is typed counts without Enter; what is no number is put back.
    spinner
        .getEditor()
        .textProperty()
        .subscribe(text -> {
          if (text.matches("\\d{1,5}")) {
            spinner.getValueFactory().setValue(Integer.valueOf(text));
          }
        });
  }
}
