package io.raftarium.app.window;

import io.raftarium.app.messages.MessagesPanel;
import io.raftarium.app.model.AppContext;
import org.kordamp.ikonli.feather.Feather;

/** The panels beside the stage, the inspector and the logs: a line each. */
final class DockedPanels {
  private DockedPanels() {}

  /** Adds them, in the order of their tabs and keys. */
  static void addTo(Docks docks, AppContext context) {
    docks.add(
        "messages",
        "Messages",
        "Every message between nodes, the newest last, with a line that says which",
        Feather.MAIL,
        Docks.Place.BELOW,
        new MessagesPanel(context));
  }
}
