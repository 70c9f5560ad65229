package io.raftarium.app.clusters;

import io.raftarium.app.parts.Card;
import io.raftarium.app.words.AgeText;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.lab.KeptCluster;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The clusters of the data folder, to open, rename, duplicate and delete. */
public final class ClusterListCard extends Card {
  private static final int MOST_CHARS = 300;

  private final ClusterVerbs verbs;
  private final Function<Throwable, String> sentence;
  private final TableView<KeptCluster> table = new TableView<>();
  private final Label hint = new Label();
  private final HBox line = new HBox(8);
  private final Button open = button(Texts.of("Open"), "clusters-open", this::open);
  private final Button rename = button(Texts.of("Rename…"), "clusters-rename", this::askName);
  private final Button duplicate =
      button(Texts.of("Duplicate…"), "clusters-duplicate", this::askCopy);
  private final Button delete = button(Texts.of("Delete…"), "clusters-delete", this::askDelete);
  private final HBox buttons;

  /**
   * A card; it reads its list at once.
   *
   * @param sentence what went wrong, for a person
   */
  public ClusterListCard(ClusterVerbs verbs, Function<Throwable, String> sentence) {
    super("clusters");
    this.verbs = verbs;
    this.sentence = sentence;
    body().getStyleClass().add("clusters");
    Label title = title(Texts.of("Clusters in this data folder"));
    hint.setId("clusters-hint");
    hint.getStyleClass().add("muted");
    WrappedText.wrap(hint);
    open.getStyleClass().add("accent");
    Button close = button(Texts.of("Close"), "clusters-close", verbs::close);
    close.setCancelButton(true);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    buttons = new HBox(8, rename, duplicate, delete, gap, close, open);
    line.setAlignment(Pos.CENTER_LEFT);
    body().getChildren().addAll(title, table, hint, buttons);
    buildTable();
    refresh(Texts.of("Reading …"));
  }

  @Override
  public Node focus() {
    return table;
  }

  private void buildTable() {
    table.setId("clusters-table");
    table.setAccessibleText(Texts.of("Clusters in this data folder"));
    table.setPrefSize(640, 300);
    table.setPlaceholder(new Label(Texts.of("Reading …")));
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table
        .getColumns()
        .add(
            column(
                Texts.of("Name"),
                210,
                kept ->
                    kept.modified().isEmpty()
                        ? kept.name()
                        : Texts.of("Modified Raft") + " · " + kept.name()));
    table.getColumns().add(column(Texts.of("Nodes"), 60, kept -> String.valueOf(kept.nodes())));
    table.getColumns().add(column(Texts.of("Term"), 60, kept -> number(kept.term())));
    table.getColumns().add(column(Texts.of("Entries"), 70, kept -> number(kept.entries())));
    table.getColumns().add(column(Texts.of("Begun"), 110, kept -> age(kept.made())));
    table
        .getColumns()
        .add(
            column(
                Texts.of("Last used"),
                110,
                kept -> kept.open() ? Texts.of("open now") : age(kept.used())));
    table.setRowFactory(_ -> {
      TableRow<KeptCluster> row = new TableRow<>();
      row.setOnMouseClicked(click -> {
        if (click.getClickCount() == 2 && !row.isEmpty()) {
          open();
        }
      });
      return row;
    });
    table.getSelectionModel().selectedItemProperty().subscribe(_ -> chosen());
    table.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  private static TableColumn<KeptCluster, String> column(
      String title, double width, Function<KeptCluster, String> text) {
    TableColumn<KeptCluster, String> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setReorderable(false);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(text.apply(cell.getValue())));
    return column;
  }

  private static String number(long known) {
    return known < 0 ? "–" : String.valueOf(known);
  }

  private static String age(@Nullable Instant then) {
    return then == null ? "–" : AgeText.of(then, Instant.now());
  }

  private static Button button(String text, String id, Runnable act) {
    Button button = new Button(text);
    button.setId(id);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> act.run());
    return button;
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER) {
      open();
    } else if (event.getCode() == KeyCode.F2) {
      askName();
    } else if (event.getCode() == KeyCode.DELETE) {
      askDelete();
    } else {
      return;
    }
    event.consume();
  }

  private void refresh(String meanwhile) {
    idle();
    say(meanwhile);
    KeptCluster before = selected();
    String chosen = before == null ? null : before.database();
    verbs.list(list -> listed(list, chosen), this::failed);
  }

  private void listed(List<KeptCluster> list, @Nullable String chosen) {
    table.setPlaceholder(new Label(Texts.of("There is none.")));
    table.getItems().setAll(list);
    table.getSelectionModel().selectFirst();
    for (KeptCluster kept : list) {
      if (kept.database().equals(chosen)) {
        table.getSelectionModel().select(kept);
      }
    }
    chosen();
    table.requestFocus();
  }

  private void chosen() {
    idle();
    KeptCluster kept = selected();
    boolean running = kept != null && kept.open();
    open.setDisable(kept == null || running);
    delete.setDisable(kept == null || running);
    rename.setDisable(kept == null);
    duplicate.setDisable(kept == null);
    say(
        running
            ? Texts.of("This one is open now. Each of the others is as it was left.")
            : Texts.of("Enter opens, F2 renames, Delete deletes after asking."));
  }

  private @Nullable KeptCluster selected() {
    return table.getSelectionModel().getSelectedItem();
  }

  private void open() {
    KeptCluster kept = selected();
    if (kept != null && !kept.open()) {
      verbs.open(kept);
    }
  }

  private void askName() {
    KeptCluster kept = selected();
    if (kept != null) {
      ask(
          kept.name(),
          Texts.of("Rename"),
          name -> verbs.rename(kept, name, () -> refresh(Texts.of("Renamed.")), this::failed));
    }
  }

  private void askCopy() {
    KeptCluster kept = selected();
    if (kept != null) {
      ask(
          Texts.of("{0} copy", kept.name()),
          Texts.of("Duplicate"),
          name -> verbs.duplicate(kept, name, () -> refresh(Texts.of("Copied.")), this::failed));
      if (kept.open()) {
        say(Texts.of("Its nodes are down while it is copied, and go on afterwards."));
      }
    }
  }

  private void ask(String name, String verb, Consumer<String> act) {
    TextField field = new TextField(name);
    field.setId("clusters-name");
    field.setPromptText(Texts.of("1 to 60 characters"));
    HBox.setHgrow(field, Priority.ALWAYS);
    Runnable run =
        () -> {
          say(verb + " …");
          act.accept(Objects.requireNonNullElse(field.getText(), ""));
        };
    field.setOnAction(_ -> run.run());
    Button yes = button(verb, "clusters-yes", run);
    yes.getStyleClass().add("accent");
    instead(field, yes);
    field.requestFocus();
    field.selectAll();
  }

  private void askDelete() {
    KeptCluster kept = selected();
    if (kept == null || kept.open()) {
      return;
    }
    Label question =
        new Label(
            Texts.of(
                "Delete {0} with {1} for good?",
                Shortened.of(kept.name(), 60),
                kept.entries() < 0
                    ? Texts.of("all its entries")
                    : kept.entries() == 1
                        ? Texts.of("its 1 entry")
                        : Texts.of("its {0} entries", kept.entries())));
    WrappedText.wrap(question);
    HBox.setHgrow(question, Priority.ALWAYS);
    question.setMaxWidth(Double.MAX_VALUE);
    Button yes =
        button(
            Texts.of("Delete"),
            "clusters-yes",
            () -> {
              say(Texts.of("Deleting …"));
              verbs.delete(kept, () -> refresh(Texts.of("Deleted.")), this::failed);
            });
    yes.getStyleClass().add("danger");
    instead(question, yes).requestFocus();
  }

  /** A question in place of the buttons; what is safe is beside what is not. */
  private Button instead(Node question, Button yes) {
    Button no = button(Texts.of("Cancel"), "clusters-no", this::back);
    no.setCancelButton(true);
    line.getChildren().setAll(question, no, yes);
    body().getChildren().remove(buttons);
    if (!body().getChildren().contains(line)) {
      body().getChildren().add(line);
    }
    return no;
  }

  private void back() {
    chosen();
    table.requestFocus();
  }

  private void idle() {
    line.getChildren().clear();
    body().getChildren().remove(line);
    if (!body().getChildren().contains(buttons)) {
      body().getChildren().add(buttons);
    }
  }

  private void failed(Throwable failure) {
    idle();
    hint.setText(Shortened.of(sentence.apply(failure), MOST_CHARS));
    hint.getStyleClass().setAll("label", "danger-text");
    table.requestFocus();
  }

  private void say(String text) {
    hint.setText(text);
    hint.getStyleClass().setAll("label", "muted");
  }
}
