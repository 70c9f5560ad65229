package io.raftarium.app.tour;

import java.util.StringJoiner;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.canvas.Canvas;
import javafx.scene.text.Text;

/** What can be read in a window: its texts, and what is told of what is painted. */
final class Said {
  private Said() {}

  /** Every text that is shown below a part, a line each. */
  static String in(Node part) {
    StringJoiner lines = new StringJoiner("\n");
    add(lines, part);
    return lines.toString();
  }

  private static void add(StringJoiner lines, Node part) {
    if (!part.isVisible()) {
      return;
    }
    switch (part) {
      case Text text -> lines.add(text.getText());
      case Canvas canvas when canvas.getAccessibleText() != null ->
          lines.add(canvas.getAccessibleText());
      case Parent parent -> parent.getChildrenUnmodifiable().forEach(child -> add(lines, child));
      default -> {}
    }
  }
}
