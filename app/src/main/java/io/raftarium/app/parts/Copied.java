package io.raftarium.app.parts;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** The one way to the system's clipboard. FX thread only. */
public final class Copied {
  private Copied() {}

  /** Puts a text there, whole. */
  public static void text(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }
}
