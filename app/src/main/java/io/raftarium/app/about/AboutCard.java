package io.raftarium.app.about;

import io.raftarium.app.model.Reading;
import io.raftarium.app.parts.Card;
import io.raftarium.app.parts.Copied;
import io.raftarium.app.words.Assets;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * Which versions run, what all of it is made of, and under which licences; to search and to copy.
 */
public final class AboutCard extends Card {
  private static final int MOST_CHARS = 90;

  private final List<Part> parts = Parts.all();
  private final TextField search = new TextField();
  private final ListView<Part> list = new ListView<>();

  /**
   * A card.
   *
   * @param database what the nodes' database calls itself
   */
  public AboutCard(String database, Reading reading, Runnable copied, Runnable closed) {
    super("about");
    List<String> running = Program.running(database);
    Label versions = new Label(String.join("\n", running));
    versions.setId("about-versions");
    WrappedText.wrap(versions);
    Label made =
        new Label(Texts.of("Made of {0} parts, each under a licence of its own:", parts.size()));
    made.getStyleClass().add("muted");
    WrappedText.wrap(made);
    search.setId("about-search");
    search.setPromptText(Texts.of("Find a part or a licence"));
    search.setAccessibleText(Texts.of("Find a part or a licence"));
    search.textProperty().subscribe(this::refresh);
    list.setId("about-parts");
    list.setAccessibleText(Texts.of("Parts and their licences"));
    list.getStyleClass().add("dense");
    list.setCellFactory(_ -> new Cell());
    list.setPrefHeight(230);
    list.setMinHeight(60);
    VBox.setVgrow(list, Priority.ALWAYS);
    Button fonts = new Button(Texts.of("Licence of the fonts"));
    fonts.setOnAction(_ -> {
      closed.run();
      reading.open(Texts.of("Licence of the fonts"), fontLicences());
    });
    Button copy = new Button(Texts.of("Copy all of it"));
    copy.setId("about-copy");
    copy.setOnAction(_ -> {
      Copied.text(
          Stream.concat(running.stream(), parts.stream().map(Part::line))
              .collect(Collectors.joining("\n")));
      copied.run();
    });
    body().setPrefWidth(600);
    body()
        .getChildren()
        .addAll(
            title(Texts.of("About Raftarium")),
            versions,
            made,
            search,
            list,
            buttons(fonts, copy, leave(Texts.of("Close"), closed)));
    refresh();
  }

  @Override
  public Node focus() {
    return search;
  }

  private void refresh() {
    list.getItems().setAll(parts.stream().filter(part -> part.has(search.getText())).toList());
  }

  private static String fontLicences() {
    return Stream.of("Inter", "JetBrainsMono")
        .map(font -> Assets.text("/assets/fonts/" + font + "-OFL.txt"))
        .collect(Collectors.joining("\n\n"));
  }

  /** Name and version, below them the licences. */
  private static final class Cell extends ListCell<Part> {
    private final Label name = new Label();
    private final Label version = new Label();
    private final Label licences = new Label();
    private final Tooltip tip = new Tooltip();
    private final VBox box;

    Cell() {
      version.getStyleClass().add("keys");
      version.setMinWidth(Region.USE_PREF_SIZE);
      licences.getStyleClass().add("command-detail");
      name.setMinWidth(0);
      name.setMaxWidth(Double.MAX_VALUE);
      HBox.setHgrow(name, Priority.ALWAYS);
      box = new VBox(1, new HBox(10, name, version), licences);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Part part, boolean empty) {
      super.updateItem(part, empty);
      if (empty || part == null) {
        setGraphic(null);
        setTooltip(null);
        setAccessibleText(null);
        return;
      }
      name.setText(Shortened.of(part.name(), MOST_CHARS));
      version.setText(part.version());
      licences.setText(Shortened.of(part.licences(), MOST_CHARS));
      tip.setText(part.line());
      setTooltip(tip);
      setAccessibleText(part.line());
      setGraphic(box);
    }
  }
}
