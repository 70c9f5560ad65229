package io.raftarium.app.links;

import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** One directed link, as a button. */
final class LinkCell extends Button {
  private final int from;
  private final int to;
  private final Tooltip tip = new Tooltip();
  private @Nullable LinkText shown;

  LinkCell(int from, int to) {
    this.from = from;
    this.to = to;
    getStyleClass().setAll("link-cell");
    setId("link-" + from + "-" + to);
    setMaxWidth(Double.MAX_VALUE);
    setMaxHeight(Double.MAX_VALUE);
    setMinSize(0, 0);
    setTooltip(tip);
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  void show(LinkText text, boolean live) {
    setDisable(!live);
    if (text.equals(shown)) {
      return;
    }
    shown = text;
    setText(text.text());
    setAccessibleText(text.detail());
    tip.setText(text.detail());
    for (LinkText.Look look : LinkText.Look.values()) {
      pseudoClassStateChanged(
          PseudoClass.getPseudoClass(look.name().toLowerCase(Locale.ROOT)), look == text.look());
    }
  }
}
