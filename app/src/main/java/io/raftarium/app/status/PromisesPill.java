package io.raftarium.app.status;

import io.raftarium.app.words.PromiseText;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.WrappedText;
import io.raftarium.promise.Kept;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.CustomMenuItem;
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
  private List<Kept> shown = List.of();

  public PromisesPill() {
    root.setId("invariants");
    root.getStyleClass().addAll("pill", "live");
    root.setMinWidth(Region.USE_PREF_SIZE);
    root.setVisible(false);
    root.setManaged(false);
    root.setTooltip(new Tooltip("Raft's promises, checked on every change of the rows"));
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
    root.getItems().setAll(promises.stream().map(PromisesPill::item).toList());
  }

  private static List<String> broken(List<Kept> promises) {
    return promises.stream()
        .filter(kept -> !kept.holds())
        .map(kept -> kept.promise().title())
        .toList();
  }

  /** What the pill says. */
  public static String text(int count, List<String> broken) {
    return switch (broken.size()) {
      case 0 -> "✓ " + count + " promises hold";
      case 1 -> "✕ " + broken.getFirst() + " broken";
      default -> "✕ " + broken.getFirst() + " and " + (broken.size() - 1) + " more broken";
    };
  }

  private static MenuItem item(Kept kept) {
    Label name = new Label(PromiseText.line(kept));
    name.getStyleClass()
        .add(kept.holds() ? PromiseText.asked(kept) ? "success" : "muted" : "danger");
    String words = kept.breach() == null ? kept.promise().text() : kept.breach();
    // Unlike a label's, the height of a text that wraps does not wait for the menu's width.
    Text text = new Text(WrappedText.of(Shortened.lines(words, MOST_CHARS)));
    text.setWrappingWidth(WIDTH);
    text.getStyleClass().addAll("muted", "promise");
    VBox box = new VBox(name, text);
    box.setPrefWidth(WIDTH);
    box.setMaxWidth(WIDTH);
    return new CustomMenuItem(box, false);
  }
}
