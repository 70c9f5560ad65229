package io.raftarium.app.model;

import io.raftarium.view.Moment;
import javafx.scene.Node;

/** A part of the window. */
public interface Panel {
  /** What to put into the window. */
  Node node();

  /** Shows a moment; called on the FX thread at most once a frame, with unchanged parts often. */
  void show(Moment moment);
}
