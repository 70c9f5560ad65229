package io.raftarium.app.action;

import io.raftarium.app.parts.Card;
import io.raftarium.app.words.KeyText;
import io.raftarium.app.words.Texts;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Finds and runs any command from the keyboard. */
public final class ActionPalette extends Card {
  private final Actions commands;
  private final Consumer<Action> chosen;
  private final TextField search = new TextField();
  private final ListView<Action> found = new ListView<>();

  /**
   * Over a registry.
   *
   * @param chosen takes the command that is picked, possible or not
   */
  public ActionPalette(Actions commands, Consumer<Action> chosen) {
    super("palette");
    this.commands = commands;
    this.chosen = chosen;
    body().setPrefSize(560, 420);
    search.setPromptText(Texts.of("Type what you want to do"));
    search.setId("palette-search");
    found.setId("palette-list");
    found.setAccessibleText(Texts.of("Commands"));
    found.setCellFactory(ignored -> new Cell());
    VBox.setVgrow(found, Priority.ALWAYS);
    body().getChildren().addAll(search, found);
    search.textProperty().subscribe(this::refresh);
    search.addEventFilter(KeyEvent.KEY_PRESSED, this::typed);
    found.setOnMouseClicked(ignored -> pick());
  }

  @Override
  public Node focus() {
    return search;
  }

  /** Starts anew. */
  public void reset() {
    search.clear();
    refresh();
  }

  private void refresh() {
    found.getItems().setAll(FuzzyMatch.find(commands.all(), search.getText()));
    found.getSelectionModel().selectFirst();
    found.scrollTo(0);
  }

  private void typed(KeyEvent event) {
    int at = found.getSelectionModel().getSelectedIndex();
    switch (event.getCode()) {
      case KeyCode.DOWN -> select(at + 1);
      case KeyCode.UP -> select(at - 1);
      case KeyCode.PAGE_DOWN -> select(at + 8);
      case KeyCode.PAGE_UP -> select(at - 8);
      case KeyCode.ENTER -> pick();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void select(int index) {
    int size = found.getItems().size();
    if (size > 0) {
      int next = Math.clamp(index, 0, size - 1);
      found.getSelectionModel().select(next);
      found.scrollTo(Math.max(0, next - 4));
    }
  }

  private void pick() {
    Action command = found.getSelectionModel().getSelectedItem();
    if (command != null) {
      chosen.accept(command);
    }
  }

  /** One command: icon, text, explanation or obstacle, shortcut. */
  private static final class Cell extends ListCell<Action> {
    private final Label text = new Label();
    private final Label detail = new Label();
    private final Label keys = new Label();
    private final FontIcon icon = new FontIcon();
    private final HBox box;

    Cell() {
      keys.getStyleClass().add("keys");
      VBox words = new VBox(1, text, detail);
      HBox.setHgrow(words, Priority.ALWAYS);
      words.setMinWidth(0);
      keys.setMinWidth(Region.USE_PREF_SIZE);
      box = new HBox(10, icon, words, keys);
      box.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Action command, boolean empty) {
      super.updateItem(command, empty);
      if (empty || command == null) {
        setGraphic(null);
        return;
      }
      Optional<String> obstacle = command.obstacle().get();
      text.setText(command.text());
      text.setOpacity(obstacle.isPresent() ? 0.55 : 1);
      detail.setText(obstacle.or(() -> command.consequence().get()).orElse(command.detail()));
      detail.getStyleClass().setAll("label", obstacle.isPresent() ? "reason" : "command-detail");
      KeyCombination key = command.shortcut();
      keys.setText(key == null ? "" : KeyText.of(key));
      icon.setVisible(command.icon() != null);
      if (command.icon() != null) {
        icon.setIconCode(command.icon());
      }
      setGraphic(box);
    }
  }
}
