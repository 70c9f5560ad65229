package io.raftarium.app.status;

import io.raftarium.app.model.Breakages;
import io.raftarium.app.words.LoadText;
import io.raftarium.app.words.PromiseText;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.promise.Kept;
import io.raftarium.view.Served;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;

/** Whether Raft's promises hold on the rows of the cluster; opens the list of them. */
public final class PromisesPill {
  private static final double WIDTH = 380;
  private static final int MOST_CHARS = 700;

  private final MenuButton root = new MenuButton();
  private final Consumer<Instant> look;
  private final Breakages breakages;
  private List<Kept> shown = List.of();

  /**
   * A pill.
   *
   * @param look shows the moment of an operation
   * @param breakages tells and shows where a promise broke
   */
  public PromisesPill(Consumer<Instant> look, Breakages breakages) {
    this.look = look;
    this.breakages = breakages;
    root.setId("invariants");
    root.getStyleClass().addAll("pill", "live");
    root.setMinWidth(Region.USE_PREF_SIZE);
    root.setVisible(false);
    root.setManaged(false);
    root.setTooltip(new Tooltip(Texts.of("Raft's promises, checked on every change of the rows")));
  }

  public Node node() {
    return root;
  }

  public void show(List<Kept> promises) {
    if (promises.equals(shown)) {
      return;
    }
    shown = promises;
    List<String> broken = broken(promises);
    root.setText(text((int) promises.stream().filter(PromiseText::asked).count(), broken));
    root.getStyleClass().removeAll("live", "lost");
    root.getStyleClass().add(broken.isEmpty() ? "live" : "lost");
    root.setVisible(!promises.isEmpty());
    root.setManaged(!promises.isEmpty());
    root.getItems().setAll(promises.stream().map(this::item).toList());
  }

  private static List<String> broken(List<Kept> promises) {
    return promises.stream()
        .filter(kept -> !kept.holds())
        .map(kept -> Texts.of(kept.promise().title()))
        .toList();
  }

  /** What the pill says. */
  public static String text(int count, List<String> broken) {
    return switch (broken.size()) {
      case 0 -> Texts.of("✓ {0} promises hold", count);
      case 1 -> Texts.of("✕ {0} broken", broken.getFirst());
      default -> Texts.of("✕ {0} and {1} more broken", broken.getFirst(), broken.size() - 1);
    };
  }

  private MenuItem item(Kept kept) {
    Label name = new Label(PromiseText.line(kept));
    name.getStyleClass()
        .add(kept.holds() ? PromiseText.asked(kept) ? "success" : "muted" : "danger");
    String words = kept.breach() == null ? Texts.of(kept.promise().text()) : breakages.words(kept);
    // Unlike a label's, the height of a text that wraps does not wait for the menu's width.
    Text text = new Text(WrappedText.of(Shortened.lines(words, MOST_CHARS)));
    text.setWrappingWidth(WIDTH);
    text.getStyleClass().addAll("muted", "promise");
    VBox box = new VBox(name, text);
    if (kept.seenAt() > 0) {
      box.getChildren().add(breach(kept));
    }
    for (Served witness : kept.witnesses()) {
      box.getChildren().add(witness(witness));
    }
    box.setPrefWidth(WIDTH);
    box.setMaxWidth(WIDTH);
    return new CustomMenuItem(box, false);
  }

  /** The way to the step after which it shows. */
  private Node breach(Kept kept) {
    Hyperlink link = new Hyperlink(Texts.of("Go to the moment at which it broke"));
    link.getStyleClass().addAll("witness", "breach");
    link.setMinHeight(Region.USE_PREF_SIZE);
    link.setOnAction(_ -> {
      root.hide();
      breakages.show(kept);
    });
    return link;
  }

  /** An operation by which it shows, and the way to its moment. */
  private Node witness(Served served) {
    Hyperlink link = new Hyperlink(LoadText.of(served));
    link.getStyleClass().add("witness");
    link.setMinHeight(Region.USE_PREF_SIZE);
    link.setTooltip(new Tooltip(Texts.of("Look at the moment of its answer")));
    link.setOnAction(_ -> {
      root.hide();
      look.accept(served.endedAt());
    });
    return link;
  }
}
