package io.raftarium.app.status;

import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.WrappedText;
import io.raftarium.view.Invariant;
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
public final class InvariantsPill {
  private static final double WIDTH = 380;
  private static final int MOST_CHARS = 700;

  private final MenuButton root = new MenuButton();
  private List<Invariant> shown = List.of();

  public InvariantsPill() {
    root.setId("invariants");
    root.getStyleClass().addAll("pill", "live");
    root.setMinWidth(Region.USE_PREF_SIZE);
    root.setVisible(false);
    root.setManaged(false);
    root.setTooltip(new Tooltip("Raft's promises, checked on the rows about once a second"));
  }

  public Node node() {
    return root;
  }

  public void show(List<Invariant> invariants) {
    if (invariants.equals(shown)) {
      return;
    }
    shown = invariants;
    List<String> broken = broken(invariants);
    root.setText(text(invariants.size(), broken));
    root.getStyleClass().removeAll("live", "lost");
    root.getStyleClass().add(broken.isEmpty() ? "live" : "lost");
    root.setVisible(!invariants.isEmpty());
    root.setManaged(!invariants.isEmpty());
    root.getItems().setAll(invariants.stream().map(InvariantsPill::item).toList());
  }

  private static List<String> broken(List<Invariant> invariants) {
    return invariants.stream()
        .filter(invariant -> !invariant.holds())
        .map(Invariant::name)
        .toList();
  }

  /** What the pill says. */
  public static String text(int count, List<String> broken) {
    return switch (broken.size()) {
      case 0 -> "✓ " + count + " invariants hold";
      case 1 -> "✕ " + broken.getFirst() + " broken";
      default -> "✕ " + broken.getFirst() + " and " + (broken.size() - 1) + " more broken";
    };
  }

  private static MenuItem item(Invariant invariant) {
    Label name =
        new Label(
            (invariant.holds() ? "✓ " : "✕ ") + invariant.name() + " · " + invariant.checked());
    name.getStyleClass().add(invariant.holds() ? "success" : "danger");
    String words = invariant.detail() == null ? invariant.text() : invariant.detail();
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
