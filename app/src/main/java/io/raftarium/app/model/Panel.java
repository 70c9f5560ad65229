package io.raftarium.app.model;

import javafx.scene.Node;

/** A part of the window. */
public interface Panel {
  /** What to put into the window. */
  Node node();

  /** Shows a frame; called on the FX thread at most once a frame, with unchanged parts often. */
  void show(Frame frame);
}
