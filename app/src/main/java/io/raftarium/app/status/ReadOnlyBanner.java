package io.raftarium.app.status;

import io.raftarium.app.model.Source.Caption;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Says that what the window shows is not live, and what it is instead. */
public final class ReadOnlyBanner {
  private static final PseudoClass ALARM = PseudoClass.getPseudoClass("alarm");

  private final Label text = new Label();
  private final FontIcon icon;
  private final HBox root;
  private final Feather usual;
  private @Nullable Caption shown;

  /**
   * Hidden at first.
   *
   * @param file whether the window shows a file, which has no present to go back to
   */
  public ReadOnlyBanner(boolean file, Runnable goLive) {
    usual = file ? Feather.FILE_TEXT : Feather.CLOCK;
    icon = new FontIcon(usual);
    root = new HBox(icon, text);
    WrappedText.wrap(text);
    text.setId("read-only-text");
    HBox.setHgrow(text, Priority.SOMETIMES);
    if (!file) {
      Button live = new Button(Texts.of("Back to live"));
      live.getStyleClass().add("small");
      live.setMinWidth(Region.USE_PREF_SIZE);
      live.setOnAction(ignored -> goLive.run());
      root.getChildren().add(live);
    }
    root.getStyleClass().add("banner");
    root.setId("read-only-banner");
    root.setVisible(false);
    root.setManaged(false);
  }

  public Node node() {
    return root;
  }

  /** Shows a caption; null hides the banner. Whether it is another one than before. */
  public boolean show(@Nullable Caption caption) {
    if (Objects.equals(caption, shown)) {
      return false;
    }
    shown = caption;
    root.setVisible(caption != null);
    root.setManaged(caption != null);
    if (caption != null) {
      text.setText(caption.text());
      root.pseudoClassStateChanged(ALARM, caption.alarm());
      icon.setIconCode(caption.alarm() ? Feather.ALERT_TRIANGLE : usual);
    }
    return true;
  }
}
