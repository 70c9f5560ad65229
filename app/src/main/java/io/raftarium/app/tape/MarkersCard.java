package io.raftarium.app.tape;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.parts.Card;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.app.words.WrappedText;
import io.raftarium.record.Marker;
import io.raftarium.record.Markers;
import io.raftarium.view.Moment;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The named moments: a name for the shown one, and a list to go to, rename and delete. */
public final class MarkersCard extends Card {
  private final AppContext context;
  private final Markers markers;
  private final Moment shown;
  private final Runnable close;
  private final Runnable changed;
  private final TextField name = new TextField();
  private final ListView<Marker> list = new ListView<>();
  private final Label hint = new Label();

  /** The moment that gets the name: the shown one, or one that is renamed. */
  private @Nullable Marker renamed;

  private final Button yes = new Button(Texts.of("Add"));

  /**
   * A card.
   *
   * @param shown the moment that a name is for
   * @param changed told when the names are others
   */
  public MarkersCard(AppContext context, Moment shown, Runnable changed, Runnable close) {
    super("markers");
    this.context = context;
    this.markers = context.source().tape().markers();
    this.shown = shown;
    this.changed = changed;
    this.close = close;
    body().setPrefWidth(480);
    name.setId("markers-name");
    name.setPromptText(Texts.of("A name for {0}", TimeText.of(shown.at())));
    name.setAccessibleText(name.getPromptText());
    name.setOnAction(_ -> add());
    HBox.setHgrow(name, Priority.ALWAYS);
    yes.setId("markers-add");
    yes.setMinWidth(Region.USE_PREF_SIZE);
    yes.getStyleClass().add("accent");
    yes.setOnAction(_ -> add());
    list.setId("markers-list");
    list.setAccessibleText(Texts.of("Named moments"));
    list.setPrefHeight(220);
    list.setPlaceholder(new Label(Texts.of("No moment has a name yet.")));
    list.setCellFactory(_ -> new Line());
    list.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    list.setOnMouseClicked(click -> {
      if (click.getClickCount() == 2) {
        jump();
      }
    });
    hint.getStyleClass().add("muted");
    hint.setId("markers-hint");
    WrappedText.wrap(hint);
    hint.setText(Texts.of("Enter goes there, F2 renames, Delete takes the name away."));
    Button go = button(Texts.of("Go there"), "markers-go", this::jump);
    Button rename = button(Texts.of("Rename"), "markers-rename", this::rename);
    Button delete = button(Texts.of("Delete"), "markers-delete", this::delete);
    Button leave = leave(Texts.of("Close"), close);
    body()
        .getChildren()
        .addAll(
            title(Texts.of("Named moments")),
            new HBox(8, name, yes),
            list,
            hint,
            buttons(rename, delete, leave, go));
    refresh();
  }

  @Override
  public Node focus() {
    return name;
  }

  private static Button button(String text, String id, Runnable act) {
    Button button = new Button(text);
    button.setId(id);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> act.run());
    return button;
  }

  private void refresh() {
    Marker before = selected();
    list.getItems().setAll(markers.all());
    list.getItems().stream()
        .filter(marker -> before != null && marker.number() == before.number())
        .findFirst()
        .ifPresentOrElse(list.getSelectionModel()::select, list.getSelectionModel()::selectFirst);
    changed.run();
  }

  private @Nullable Marker selected() {
    return list.getSelectionModel().getSelectedItem();
  }

  private void key(KeyEvent event) {
    switch (event.getCode()) {
      case KeyCode.ENTER -> jump();
      case KeyCode.F2 -> rename();
      case KeyCode.DELETE -> delete();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void add() {
    String text = Objects.requireNonNullElse(name.getText(), "").strip();
    if (text.isEmpty()) {
      hint.setText(Texts.of("Type a name first."));
      return;
    }
    Marker other = renamed;
    boolean put =
        other == null
            ? markers.put(shown.number(), shown.at(), text)
            : markers.put(other.number(), other.at(), text);
    renamed = null;
    yes.setText(Texts.of("Add"));
    name.clear();
    hint.setText(
        put
            ? Texts.of("Kept with this tape.")
            : Texts.of("There are too many names already; delete one first."));
    refresh();
  }

  private void jump() {
    Marker marker = selected();
    if (marker != null) {
      context.playhead().show(context.source().at(marker.number()));
      close.run();
    }
  }

  private void rename() {
    Marker marker = selected();
    if (marker != null) {
      renamed = marker;
      yes.setText(Texts.of("Rename"));
      name.setText(marker.name());
      name.requestFocus();
      name.selectAll();
    }
  }

  private void delete() {
    Marker marker = selected();
    if (marker != null) {
      markers.remove(marker.number());
      refresh();
    }
  }

  /** A name and its time. */
  private static final class Line extends ListCell<Marker> {
    @Override
    protected void updateItem(@Nullable Marker marker, boolean empty) {
      super.updateItem(marker, empty);
      setText(empty || marker == null ? null : TimeText.of(marker.at()) + "   " + marker.name());
    }
  }
}
