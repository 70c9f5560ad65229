package io.raftarium.app.status;

import io.raftarium.app.model.Breakages;
import io.raftarium.app.words.AblationText;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.promise.Kept;
import java.util.Comparator;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Says for as long as the window is open that what it shows does not run by Raft's rules, and which
 * promise that broke first.
 */
public final class ModifiedBanner {
  private static final PseudoClass ALARM = PseudoClass.getPseudoClass("alarm");
  private static final int MOST_CHARS = 240;

  private final HBox root = new HBox();
  private final Label broken = new Label();
  private final Button look = new Button(Texts.of("Go to that moment"));
  private final Breakages breakages;
  private List<Kept> shown = List.of();

  /**
   * Hidden where nothing is modified.
   *
   * @param id of what is modified; empty for Raft as it is
   * @param breakages tells and shows where a promise broke
   */
  public ModifiedBanner(String id, Breakages breakages) {
    this.breakages = breakages;
    boolean modified = !id.isEmpty();
    Label text = new Label(modified ? AblationText.banner(id) : "");
    text.setId("modified-text");
    WrappedText.wrap(text);
    broken.setId("modified-broken");
    WrappedText.wrap(broken);
    VBox words = new VBox(2, text, broken);
    HBox.setHgrow(words, Priority.ALWAYS);
    look.setId("modified-look");
    look.getStyleClass().add("small");
    look.setMinWidth(Region.USE_PREF_SIZE);
    root.getChildren().addAll(new FontIcon(Feather.ALERT_OCTAGON), words, look);
    root.setId("modified-banner");
    root.getStyleClass().addAll("banner", "modified");
    VBox.setMargin(root, new Insets(6, 10, 0, 10));
    root.setVisible(modified);
    root.setManaged(modified);
    if (modified) {
      Tooltip.install(root, new Tooltip(WrappedText.of(AblationText.of(id).breaks())));
    }
    seen(false);
  }

  public Region node() {
    return root;
  }

  /** Tells the promise that broke first, if one did. */
  public void show(List<Kept> promises) {
    if (!root.isVisible() || promises.equals(shown)) {
      return;
    }
    shown = promises;
    List<Kept> all =
        promises.stream()
            .filter(kept -> !kept.holds())
            .sorted(Comparator.comparingLong(ModifiedBanner::order))
            .toList();
    if (all.isEmpty()) {
      seen(false);
      return;
    }
    Kept first = all.getFirst();
    String what = breakages.words(first);
    String title = Texts.of(first.promise().title());
    broken.setText(
        Shortened.of(
            all.size() == 1
                ? Texts.of("Broken: {0}. {1}", title, what)
                : Texts.of("Broken: {0} and {1} more. {2}", title, all.size() - 1, what),
            MOST_CHARS));
    look.setOnAction(_ -> breakages.show(first));
    seen(true);
  }

  /** What clients saw is known by its time alone, and comes of what broke before. */
  private static long order(Kept kept) {
    return kept.seenAt() == 0 ? Long.MAX_VALUE : kept.seenAt();
  }

  private void seen(boolean any) {
    broken.setVisible(any);
    broken.setManaged(any);
    look.setVisible(any);
    look.setManaged(any);
    root.pseudoClassStateChanged(ALARM, any);
  }
}
