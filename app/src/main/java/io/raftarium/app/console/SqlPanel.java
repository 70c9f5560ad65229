package io.raftarium.app.console;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Panel;
import io.raftarium.app.parts.Copied;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.SqlText;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.lab.Lab;
import io.raftarium.lab.SqlAnswer;
import io.raftarium.record.Csv;
import io.raftarium.view.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Questions in SQL to the nodes' tables, asked as one who may only look. */
public final class SqlPanel implements Panel {
  private static final String TABLES =
      """
      select table_schema || '.' || table_name, column_name
      from information_schema.columns
      where table_schema in ('raft', 'raft_check')
      order by 1, ordinal_position\
      """;
  private static final int FIRST = 8;
  private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

  private final AppContext context;
  private final Optional<Lab> lab;
  private final SqlEditor editor;
  private final MenuButton saved =
      new MenuButton(Texts.of("Saved"), new FontIcon(Feather.BOOKMARK));
  private final ComboBox<Integer> database = new ComboBox<>();
  private final Button ask = new Button(Texts.of("Ask"), new FontIcon(Feather.PLAY));
  private final Button stop = new Button(Texts.of("Stop"), new FontIcon(Feather.SQUARE));
  private final Button copy = new Button(Texts.of("Copy as CSV"), new FontIcon(Feather.COPY));
  private final Label status = new Label();
  private final AnswerTable rows;
  private final SplitPane answer = new SplitPane();
  private final VBox root = new VBox();

  private Completion completion = new Completion(new LinkedHashMap<>());
  private @Nullable CompletableFuture<SqlAnswer> running;
  private SqlAnswer.@Nullable Table shown;
  private boolean known;
  private List<Integer> choices = List.of();

  /** Of a window. */
  public SqlPanel(AppContext context) {
    this.context = context;
    this.lab = context.source().lab();
    this.rows = new AnswerTable(context.reading());
    this.editor = new SqlEditor(() -> completion, this::ask);
    // A menu is read at a glance, or not at all.
    Menu more = new Menu(Texts.of("More"));
    for (SavedQuery query : SavedQuery.ALL) {
      MenuItem item = new MenuItem(Texts.of(query.name()));
      item.setOnAction(_ -> {
        editor.write(query.sql());
        ask();
      });
      (saved.getItems().size() < FIRST ? saved.getItems() : more.getItems()).add(item);
    }
    saved.getItems().add(more);
    saved.setId("sql-saved");
    ask.setId("sql-ask");
    ask.setTooltip(
        new Tooltip(Texts.of("Ask the database (Ctrl+Enter); Ctrl+Space completes a word")));
    ask.setOnAction(_ -> ask());
    stop.setId("sql-stop");
    stop.setOnAction(_ -> stop());
    stop.setDisable(true);
    copy.setId("sql-copy");
    copy.setDisable(true);
    copy.setOnAction(_ -> copy());
    database.setId("sql-database");
    database.setAccessibleText(Texts.of("The node whose database is asked"));
    database.setConverter(new Names());
    for (Region each : List.of(saved, database, ask, stop, copy)) {
      each.getStyleClass().add("small");
      each.setMinWidth(Region.USE_PREF_SIZE);
    }
    status.setId("sql-status");
    status.getStyleClass().add("sql-status");
    status.setMaxWidth(Double.MAX_VALUE);
    WrappedText.wrap(status);
    HBox bar = new HBox(6, ask, stop, saved, database, copy);
    bar.setAlignment(Pos.CENTER_LEFT);
    answer.getItems().add(rows);
    SplitPane both = new SplitPane(editor.node(), answer);
    both.setDividerPositions(0.36);
    VBox.setVgrow(both, Priority.ALWAYS);
    root.getStyleClass().add("sql-panel");
    root.getChildren().addAll(bar, status, both);
    root.setMinSize(0, 0);
    editor.write(SavedQuery.ALL.getFirst().sql());
    tell(
        Texts.of("Ctrl+Enter asks, Ctrl+Space completes. Whatever is asked, nothing is changed."),
        false);
    if (lab.isEmpty()) {
      for (Node each : List.of(ask, saved, database)) {
        each.setDisable(true);
      }
      tell(
          Texts.of(
              "A file has no database that could be asked: open a laboratory or attach to a cluster."),
          false);
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Moment moment) {
    if (lab.isEmpty()) {
      return;
    }
    List<Integer> now = new ArrayList<>();
    List<SortedSet<Integer>> databases = lab.get().databases();
    databases.forEach(nodes -> nodes.stream().findFirst().ifPresent(now::add));
    boolean several = databases.size() > 1;
    database.setVisible(several);
    database.setManaged(several);
    if (!now.equals(choices)) {
      choices = List.copyOf(now);
      Integer before = database.getValue();
      database.getItems().setAll(now);
      database.setValue(
          before != null && now.contains(before) ? before : now.isEmpty() ? null : now.getFirst());
    }
    if (!known && !now.isEmpty()) {
      known = true;
      learn(lab.get());
    }
  }

  /** What tables there are, for proposals; without it there are keywords alone. */
  private void learn(Lab of) {
    CompletableFuture<Void> _ =
        of.query(chosen(), TABLES)
            .thenAccept(told -> {
              if (told instanceof SqlAnswer.Table table) {
                SequencedMap<String, List<String>> tables = new LinkedHashMap<>();
                for (List<@Nullable String> row : table.rows()) {
                  tables
                      .computeIfAbsent(String.valueOf(row.getFirst()), _ -> new ArrayList<>())
                      .add(String.valueOf(row.getLast()));
                }
                Platform.runLater(() -> completion = new Completion(tables));
              }
            });
  }

  private int chosen() {
    Integer chosen = database.getValue();
    return chosen == null ? 0 : chosen;
  }

  private void ask() {
    if (lab.isEmpty() || running != null) {
      return;
    }
    String sql = editor.text();
    CompletableFuture<SqlAnswer> asked = lab.get().query(chosen(), sql);
    running = asked;
    ask.setDisable(true);
    stop.setDisable(false);
    tell(Texts.of("Asking…"), false);
    CompletableFuture<SqlAnswer> _ =
        asked.whenComplete((told, _) ->
            Platform.runLater(() -> {
              running = null;
              ask.setDisable(false);
              stop.setDisable(true);
              if (told == null) {
                tell(Texts.of("Stopped."), false);
              } else {
                show(told, sql);
              }
            }));
  }

  private void stop() {
    CompletableFuture<SqlAnswer> asked = running;
    if (asked != null) {
      boolean _ = asked.cancel(true);
    }
  }

  private void show(SqlAnswer told, String sql) {
    switch (told) {
      case SqlAnswer.Table table -> {
        shown = table;
        copy.setDisable(false);
        rows.show(table);
        Optional<Node> chart = AnswerChart.line(table);
        answer.getItems().setAll(rows);
        chart.ifPresent(answer.getItems()::add);
        answer.setDividerPositions(0.5);
        tell(SqlText.of(table) + past(), false);
      }
      case SqlAnswer.Refused refused -> {
        tell(SqlText.of(refused, sql), true);
        editor.mark(refused.position());
      }
    }
  }

  /** Rows are of now, whatever moment the window shows. */
  private String past() {
    return context.playhead().past().get() == null
        ? ""
        : Texts.of(" · as the database is now, not as of the moment that is shown");
  }

  private void tell(String text, boolean refused) {
    status.setText(Shortened.lines(text, 600));
    status.pseudoClassStateChanged(REFUSED, refused);
  }

  private void copy() {
    SqlAnswer.Table table = shown;
    if (table != null) {
      Copied.text(
          Csv.text(table.columns().stream().map(SqlAnswer.Column::name).toList(), table.rows()));
      context.operator().say(Texts.of("Copied {0} as CSV", SqlText.rows(table.rows().size())));
    }
  }

  /** Databases by the node whose rows they hold. */
  private static final class Names extends StringConverter<Integer> {
    @Override
    public String toString(@Nullable Integer node) {
      return node == null ? "" : Texts.of("database of {0}", NodeNames.of(node));
    }

    @Override
    public @Nullable Integer fromString(String text) {
      return null;
    }
  }
}
