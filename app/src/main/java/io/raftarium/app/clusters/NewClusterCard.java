package io.raftarium.app.clusters;

import io.raftarium.app.parts.Card;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Asks how a new cluster is to be. */
public final class NewClusterCard extends Card {
  private static final int MOST_NODES = 9;

  /** Where the nodes live. */
  public enum Kind {
    SHARED(
        Texts.mark("In this window"),
        Texts.mark("One PostgreSQL for all of them. Their time can be slowed down and stopped.")),
    PROCESSES(
        Texts.mark("A process each"),
        Texts.mark(
            "Programs of their own that this window starts, with a database each in one PostgreSQL.")),
    SERVERS(
        Texts.mark("A process and a PostgreSQL each"),
        Texts.mark("Whatever fails, fails alone: any program or server can be killed by itself."));

    private final String text;
    private final String meaning;

    Kind(String text, String meaning) {
      this.text = text;
      this.meaning = meaning;
    }

    @Override
    public String toString() {
      return Texts.of(text);
    }
  }

  /** What was chosen. */
  public record Choice(Kind kind, String name, int nodes, boolean preVote, boolean checkQuorum) {}

  /** Takes it. */
  @FunctionalInterface
  public interface Taker {
    /** Makes the cluster. */
    void make(Choice choice);
  }

  private final TextField name;

  /** With a name that is free. */
  public NewClusterCard(String free, int usual, Taker done, Runnable cancel) {
    super("new-cluster");
    Label title = title(Texts.of("A new cluster"));
    Label text =
        new Label(Texts.of("The open one is closed as it is; Open cluster… goes back to it."));
    text.getStyleClass().add("muted");
    name = new TextField(free);
    name.setId("new-cluster-name");
    name.setPromptText(Texts.of("1 to 60 characters"));
    Spinner<Integer> nodes = new Spinner<>(1, MOST_NODES, usual);
    nodes.setId("new-cluster-nodes");
    nodes.setPrefWidth(90);
    nodes.setAccessibleText(Texts.of("Nodes, 1 to {0}", MOST_NODES));
    nodes.getEditor().setAccessibleText(nodes.getAccessibleText());
    nodes.addEventFilter(
        KeyEvent.KEY_TYPED,
        event -> {
          String typed = event.getCharacter();
          if (typed.length() == 1 && typed.charAt(0) >= '1' && typed.charAt(0) <= '9') {
            nodes.getValueFactory().setValue(typed.charAt(0) - '0');
          }
        });
    CheckBox preVote = new CheckBox(Texts.of("Pre-vote: a node asks before it raises the term"));
    preVote.setSelected(true);
    CheckBox checkQuorum =
        new CheckBox(Texts.of("Check quorum: a leader without a majority steps down"));
    checkQuorum.setSelected(true);
    ComboBox<Kind> kind = new ComboBox<>();
    kind.getItems().setAll(Kind.values());
    kind.setValue(Kind.SHARED);
    kind.setId("new-cluster-kind");
    kind.setAccessibleText(Texts.of("Where its nodes live"));
    kind.setMaxWidth(Double.MAX_VALUE);
    Label meaning = new Label();
    meaning.getStyleClass().add("muted");
    WrappedText.wrap(meaning);
    meaning.setPrefWidth(380);
    kind.valueProperty().subscribe(chosen -> meaning.setText(Texts.of(chosen.meaning)));
    GridPane grid = new GridPane();
    grid.setHgap(14);
    grid.setVgap(8);
    GridPane.setHgrow(name, Priority.ALWAYS);
    grid.addRow(0, new Label(Texts.of("Name")), name);
    grid.addRow(1, new Label(Texts.of("Nodes")), nodes);
    grid.addRow(2, new Label(Texts.of("Where")), kind);
    grid.add(meaning, 1, 3);
    grid.add(preVote, 1, 4);
    grid.add(checkQuorum, 1, 5);
    Button back = leave(Texts.of("Cancel"), cancel);
    Button make = new Button(Texts.of("Start it"));
    make.setId("new-cluster-start");
    make.getStyleClass().add("accent");
    make.setDefaultButton(true);
    make.setOnAction(_ ->
        done.make(
            new Choice(
                kind.getValue(),
                Objects.requireNonNullElse(name.getText(), ""),
                nodes.getValue(),
                preVote.isSelected(),
                checkQuorum.isSelected())));
    HBox buttons = buttons(back, make);
    body().getChildren().addAll(title, text, grid, buttons);
  }

  @Override
  public Node focus() {
    return name;
  }
}
