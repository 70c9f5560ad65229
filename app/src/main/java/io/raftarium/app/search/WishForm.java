package io.raftarium.app.search;

import io.raftarium.app.words.ScheduleText;
import io.raftarium.app.words.Texts;
import io.raftarium.search.Bounds;
import io.raftarium.search.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** What is wished for, how far the search goes, and what may happen in it. */
final class WishForm {
  private final ComboBox<Wish> wish = new ComboBox<>();
  private final Spinner<Integer> steps = spinner("steps", 1, Bounds.MOST_STEPS, 20);
  private final Spinner<Integer> seconds = spinner("seconds", 1, 600, 30);
  private final Spinner<Integer> crashes = spinner("crashes", 0, 5, 1);
  private final Spinner<Integer> commands = spinner("commands", 0, 5, 1);
  private final Spinner<Integer> copies = spinner("copies", 0, 5, 0);
  private final CheckBox timeouts = new CheckBox(Texts.of("Election timers may fire"));
  private final VBox root = new VBox(8);

  WishForm() {
    wish.setId("search-wish");
    wish.setAccessibleText(Texts.of("What is wished for"));
    wish.setMaxWidth(Double.MAX_VALUE);
    wish.setConverter(new InWords());
    timeouts.setId("search-timeouts");
    timeouts.setSelected(Bounds.USUAL.timeouts());
    FlowPane bounds =
        new FlowPane(
            14,
            6,
            pair(Texts.of("Steps"), steps),
            pair(Texts.of("Seconds"), seconds),
            pair(Texts.of("Crashes"), crashes),
            pair(Texts.of("Commands"), commands),
            pair(Texts.of("Copies"), copies),
            timeouts);
    root.getChildren().addAll(wish, bounds);
  }

  private static Node pair(String text, Spinner<Integer> spinner) {
    Label label = new Label(text);
    label.setMinWidth(Region.USE_PREF_SIZE);
    label.setLabelFor(spinner);
    HBox pair = new HBox(6, label, spinner);
    pair.setAlignment(Pos.CENTER_LEFT);
    return pair;
  }

  Node node() {
    return root;
  }

  /** Offers these; what was chosen stays chosen while it is among them. */
  void offer(List<Wish> wishes) {
    if (wishes.equals(wish.getItems()) || wish.isShowing()) {
      return;
    }
    Wish chosen = wish.getValue();
    boolean first = wish.getItems().isEmpty() || chosen == null;
    boolean better = !first && !wishes.getFirst().equals(wish.getItems().getFirst());
    wish.getItems().setAll(wishes);
    wish.setValue(first || better || !wishes.contains(chosen) ? wishes.getFirst() : chosen);
  }

  @Nullable Wish wish() {
    return wish.getValue();
  }

  Bounds bounds() {
    return new Bounds(
        steps.getValue(),
        Bounds.USUAL.states(),
        Duration.ofSeconds(seconds.getValue()),
        timeouts.isSelected(),
        crashes.getValue(),
        commands.getValue(),
        copies.getValue());
  }

  private static Spinner<Integer> spinner(String id, int least, int most, int value) {
    Spinner<Integer> spinner = new Spinner<>(least, most, value);
    spinner.setId("search-" + id);
    spinner.setEditable(true);
    spinner.setPrefWidth(70);
    spinner.setMinWidth(64);
    spinner.setAccessibleText(
        Texts.of(
            "{0}, at most {1}",
            id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1), most));
    // What is typed counts without Enter; what is no number is put back.
    spinner
        .getEditor()
        .textProperty()
        .subscribe(text -> {
          if (text.matches("\\d{1,4}")) {
            spinner.getValueFactory().setValue(Math.clamp(Integer.parseInt(text), least, most));
          }
        });
    return spinner;
  }

  /** Wishes in words. */
  private static final class InWords extends StringConverter<Wish> {
    @Override
    public String toString(@Nullable Wish wish) {
      return wish == null ? "" : ScheduleText.wish(wish);
    }

    @Override
    public @Nullable Wish fromString(String text) {
      return null;
    }
  }
}
