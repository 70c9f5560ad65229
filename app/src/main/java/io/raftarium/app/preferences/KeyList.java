package io.raftarium.app.preferences;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.words.KeyText;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javafx.event.EventHandler;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** The key of every action, to be changed: pressing the new one is enough. */
final class KeyList {
  /** Other programs and every field have these for their own. */
  private static final Set<KeyCode> TAKEN =
      Set.of(
          KeyCode.ENTER,
          KeyCode.SPACE,
          KeyCode.TAB,
          KeyCode.ESCAPE,
          KeyCode.BACK_SPACE,
          KeyCode.UP,
          KeyCode.DOWN,
          KeyCode.LEFT,
          KeyCode.RIGHT,
          KeyCode.HOME,
          KeyCode.END,
          KeyCode.PAGE_UP,
          KeyCode.PAGE_DOWN);

  /** With Ctrl a text field's. */
  private static final Set<KeyCode> EDITING =
      Set.of(KeyCode.A, KeyCode.C, KeyCode.V, KeyCode.X, KeyCode.Z, KeyCode.Y);

  private final Actions commands;
  private final Settings settings;
  private final TextField search = new TextField();
  private final ListView<Action> list = new ListView<>();
  private final Label told = new Label();
  private final Button change = button(Texts.of("Change…"), this::listen);
  private final Button none = button(Texts.of("No key"), this::take);
  private final Button usual = button(Texts.of("As made"), this::reset);
  private final Button all = button(Texts.of("All as made"), this::resetAll);
  private final VBox root;

  private final EventHandler<KeyEvent> pressed = this::pressed;

  /** Whose keys are taken; null while no key is waited for. */
  private @Nullable Window taken;

  /** The action that gets the next key that is pressed; null while none is waited for. */
  private @Nullable Action waiting;

  /** What was pressed for it, while another action has that. */
  private @Nullable KeyCombination wanted;

  KeyList(Actions commands, Settings settings) {
    this.commands = commands;
    this.settings = settings;
    search.setPromptText(Texts.of("Find a key or an action"));
    search.setAccessibleText(Texts.of("Find a key or an action"));
    search.setId("keys-search");
    search.textProperty().subscribe(this::refresh);
    list.setId("keys-list");
    list.setAccessibleText(Texts.of("Keys of all actions"));
    list.getStyleClass().add("dense");
    list.setCellFactory(_ -> new Cell());
    list.setPrefHeight(180);
    list.setMinHeight(60);
    list.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            listen();
            event.consume();
          }
        });
    list.setOnMouseClicked(click -> {
      if (click.getClickCount() == 2) {
        listen();
      }
    });
    list.getSelectionModel().selectedItemProperty().subscribe(_ -> stopListening());
    told.setId("keys-told");
    told.getStyleClass().add("muted");
    WrappedText.wrap(told);
    VBox.setVgrow(list, Priority.ALWAYS);
    Label title = new Label(Texts.of("KEYS"));
    title.getStyleClass().add("section-title");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox buttons = new HBox(8, change, none, usual, gap, all);
    buttons.setAlignment(Pos.CENTER_LEFT);
    root = new VBox(6, title, search, list, told, buttons);
    refresh();
    stopListening();
  }

  Node node() {
    return root;
  }

  private void refresh() {
    String letters = search.getText().strip().toLowerCase(Locale.ROOT);
    Action before = list.getSelectionModel().getSelectedItem();
    List<Action> found = new ArrayList<>();
    for (Action action : commands.all()) {
      if ((action.text() + " " + display(action)).toLowerCase(Locale.ROOT).contains(letters)) {
        found.add(action);
      }
    }
    list.getItems().setAll(found);
    list.getSelectionModel().select(before);
    if (list.getSelectionModel().isEmpty()) {
      list.getSelectionModel().selectFirst();
    }
  }

  /** Waits for a key for the action that is selected. */
  private void listen() {
    stopListening();
    waiting = list.getSelectionModel().getSelectedItem();
    if (waiting != null) {
      // Before the scene, where it would be the key of what has it now.
      Window window = list.getScene().getWindow();
      window.addEventFilter(KeyEvent.KEY_PRESSED, pressed);
      taken = window;
      told.setText(
          Texts.of("Press the new key for “{0}”; Escape leaves it as it is.", waiting.text()));
      list.requestFocus();
    }
  }

  private void stopListening() {
    Window window = taken;
    if (window != null) {
      window.removeEventFilter(KeyEvent.KEY_PRESSED, pressed);
      taken = null;
    }
    waiting = null;
    wanted = null;
    Action selected = list.getSelectionModel().getSelectedItem();
    told.setText(Texts.of("Enter changes the key of the action that is selected."));
    change.setDisable(selected == null);
    none.setDisable(selected == null || selected.shortcut() == null);
    usual.setDisable(selected == null || !settings.taste().get().keys().containsKey(selected.id()));
    all.setDisable(settings.taste().get().keys().isEmpty());
  }

  private void pressed(KeyEvent event) {
    Action action = waiting;
    if (action == null || list.getScene() == null) {
      stopListening();
      return;
    }
    event.consume();
    if (event.getCode() == KeyCode.ESCAPE) {
      stopListening();
      return;
    }
    if (event.getCode().isModifierKey()) {
      return;
    }
    KeyCombination key = key(event);
    Optional<String> obstacle = obstacle(event);
    if (obstacle.isPresent()) {
      told.setText(Texts.of("{0}: {1}. Press another one.", KeyText.of(key), obstacle.get()));
      return;
    }
    Optional<Action> other = commands.of(key).filter(each -> !each.id().equals(action.id()));
    if (other.isPresent() && !key.equals(wanted)) {
      wanted = key;
      told.setText(
          Texts.of(
              "{0} is the key of “{1}”. Press it again to take it from there, or another one.",
              KeyText.of(key), other.get().text()));
      return;
    }
    settings.change(taste -> {
      Taste without = other.map(each -> taste.withKey(each.id(), "")).orElse(taste);
      return key.equals(action.binding().made())
          ? without.withUsualKey(action.id())
          : without.withKey(action.id(), key.getName());
    });
    changed();
  }

  private void take() {
    Action selected = list.getSelectionModel().getSelectedItem();
    if (selected != null) {
      settings.change(taste -> taste.withKey(selected.id(), ""));
      changed();
    }
  }

  private void reset() {
    Action selected = list.getSelectionModel().getSelectedItem();
    if (selected != null) {
      KeyCombination made = selected.binding().made();
      Optional<Action> other =
          Optional.ofNullable(made).flatMap(commands::of).filter(each -> !each.equals(selected));
      settings.change(taste -> {
        Taste without = other.map(each -> taste.withKey(each.id(), "")).orElse(taste);
        return without.withUsualKey(selected.id());
      });
      changed();
    }
  }

  private void resetAll() {
    settings.change(Taste::withUsualKeys);
    changed();
  }

  private void changed() {
    stopListening();
    list.refresh();
    list.requestFocus();
  }

  /** Why a key can be no action's, in words for a person; empty where it can. */
  private static Optional<String> obstacle(KeyEvent event) {
    KeyCode code = event.getCode();
    boolean held = event.isShortcutDown() || event.isAltDown();
    if (code == KeyCode.UNDEFINED) {
      return Optional.of(Texts.of("nobody can name that key"));
    }
    if (TAKEN.contains(code) && !held) {
      return Optional.of(Texts.of("lists, fields and buttons need it"));
    }
    if (EDITING.contains(code) && event.isShortcutDown() && !event.isShiftDown()) {
      return Optional.of(Texts.of("every field needs it to edit"));
    }
    return Optional.empty();
  }

  private static KeyCombination key(KeyEvent event) {
    List<KeyCombination.Modifier> held = new ArrayList<>();
    if (event.isShortcutDown()) {
      held.add(KeyCombination.SHORTCUT_DOWN);
    }
    if (event.isShiftDown()) {
      held.add(KeyCombination.SHIFT_DOWN);
    }
    if (event.isAltDown()) {
      held.add(KeyCombination.ALT_DOWN);
    }
    return new KeyCodeCombination(event.getCode(), held.toArray(KeyCombination.Modifier[]::new));
  }

  private static String display(Action action) {
    KeyCombination key = action.shortcut();
    return key == null ? "" : KeyText.of(key);
  }

  private static Button button(String text, Runnable pressed) {
    Button button = new Button(text);
    button.getStyleClass().add("small");
    button.setOnAction(_ -> pressed.run());
    return button;
  }

  /** What it does, and its key; one that a person chose is marked. */
  private final class Cell extends ListCell<Action> {
    private final Label text = new Label();
    private final Label key = new Label();
    private final HBox box;

    Cell() {
      key.getStyleClass().add("keys");
      key.setMinWidth(Region.USE_PREF_SIZE);
      text.setMaxWidth(Double.MAX_VALUE);
      text.setMinWidth(0);
      HBox.setHgrow(text, Priority.ALWAYS);
      box = new HBox(10, text, key);
      box.setAlignment(Pos.CENTER_LEFT);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Action action, boolean empty) {
      super.updateItem(action, empty);
      if (empty || action == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      boolean chosen = settings.taste().get().keys().containsKey(action.id());
      text.setText(action.text());
      key.setText(chosen ? Texts.of("{0}  (changed)", display(action)) : display(action));
      setAccessibleText(
          action.text() + ", " + (key.getText().isEmpty() ? Texts.of("no key") : key.getText()));
      setGraphic(box);
    }
  }
}
