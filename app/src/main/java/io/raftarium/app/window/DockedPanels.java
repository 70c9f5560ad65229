package io.raftarium.app.window;

import io.raftarium.app.model.AppContext;

/** The panels beside the stage, the inspector and the logs: a line each. */
final class DockedPanels {
  private DockedPanels() {}

  /** Adds them, in the order of their tabs and keys. */
  static void addTo(Docks docks, AppContext context) {}
}
