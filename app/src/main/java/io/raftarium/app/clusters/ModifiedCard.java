package io.raftarium.app.clusters;

import io.raftarium.app.parts.Card;
import io.raftarium.app.words.AblationText;
import io.raftarium.app.words.AblationText.Told;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.sql.Ablation;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Separator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The rules that can be left out: what each is for, and what to do with Raft without it. */
final class ModifiedCard extends Card {
  private static final double LIST_WIDTH = 330;
  private static final double TEXT_WIDTH = 430;
  private static final double HEIGHT = 440;

  private final ListView<Ablation> list = new ListView<>();
  private final VBox told = new VBox(6);

  /**
   * Over all that there are.
   *
   * @param open opens a lab with one
   * @param find looks for a run that one breaks
   */
  ModifiedCard(
      List<Ablation> all, Consumer<Ablation> open, Consumer<Ablation> find, Runnable close) {
    super("modified");
    Label text =
        new Label(
            Texts.of(
                "Leave one rule of Raft out of the function, in a cluster of its own, and see which"
                    + " promise breaks."));
    text.getStyleClass().add("muted");
    list.setId("modified-list");
    list.getItems().setAll(all);
    list.setPrefSize(LIST_WIDTH, HEIGHT);
    list.setMinWidth(200);
    list.setCellFactory(_ -> new NameCell());
    list.setAccessibleText(Texts.of("Rules that can be left out"));
    list.getSelectionModel().selectFirst();
    list.getSelectionModel().selectedItemProperty().subscribe(this::tell);
    told.setPrefWidth(TEXT_WIDTH);
    told.getStyleClass().add("modified-told");
    ScrollPane scroll = new ScrollPane(told);
    scroll.setFitToWidth(true);
    scroll.setPrefSize(TEXT_WIDTH + 20, HEIGHT);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    HBox.setHgrow(scroll, Priority.ALWAYS);
    Button show = new Button(Texts.of("Show me a run that breaks it"));
    show.setId("modified-find");
    show.setOnAction(_ -> find.accept(chosen()));
    Button make = new Button(Texts.of("Open a lab with it"));
    make.setId("modified-open");
    make.getStyleClass().add("accent");
    make.setDefaultButton(true);
    make.setOnAction(_ -> open.accept(chosen()));
    body()
        .getChildren()
        .addAll(
            title(Texts.of("Modified Raft")),
            text,
            new HBox(10, list, new Separator(Orientation.VERTICAL), scroll),
            buttons(leave(Texts.of("Close"), close), show, make));
  }

  private Ablation chosen() {
    return list.getSelectionModel().getSelectedItem();
  }

  @Override
  public Node focus() {
    return list;
  }

  private void tell(@Nullable Ablation ablation) {
    if (ablation == null) {
      return;
    }
    Told words = AblationText.of(ablation.id());
    Label name = title(words.name());
    name.setId("modified-name");
    WrappedText.wrap(name);
    told.getChildren()
        .setAll(
            name,
            head(Texts.of("The rule")),
            text(words.rule()),
            muted(words.section()),
            head(Texts.of("Without it")),
            text(words.breaks()),
            head(Texts.of("In the function {0}", "raft." + ablation.function())),
            code("−", ablation.before(), "danger-text"),
            code("+", ablation.after().replace("/* MODIFIED */", "").strip(), "success-text"));
  }

  private static Label head(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("section-title");
    return label;
  }

  private static Label text(String text) {
    Label label = new Label(text);
    WrappedText.wrap(label);
    return label;
  }

  private static Label muted(String text) {
    Label label = text(text);
    label.getStyleClass().add("muted");
    return label;
  }

  /** What goes, or what comes in its place. */
  private static Label code(String mark, String source, String style) {
    String shown =
        source.isEmpty() ? Texts.of("(nothing)") : source.replaceAll("\\R\\s*", "\n    ");
    Label label = text(mark + " " + shown);
    label.getStyleClass().addAll("mono", style);
    return label;
  }

  /** A rule by its name. */
  private static final class NameCell extends ListCell<Ablation> {
    NameCell() {
      // As wide as the list, whatever the name.
      setPrefWidth(0);
      setWrapText(true);
    }

    @Override
    protected void updateItem(Ablation item, boolean empty) {
      super.updateItem(item, empty);
      setText(empty || item == null ? null : AblationText.of(item.id()).name());
    }
  }
}
