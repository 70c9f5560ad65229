package io.raftarium.app.window;

import io.raftarium.app.messages.MessagesPanel;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.why.WhyPanel;
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
    docks.add(
        "why",
        "Why?",
        "Tells why something is as it is, back to the act or the timer that began it",
        Feather.HELP_CIRCLE,
        Docks.Place.SIDE,
        new WhyPanel(context));
  }
}
