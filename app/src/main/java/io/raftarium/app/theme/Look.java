package io.raftarium.app.theme;

import java.util.ArrayList;
import java.util.List;

/**
 * Which colours are shown.
 *
 * @param contrast black on white or white on black
 * @param safe those that people tell apart who see red and green alike
 */
record Look(boolean dark, boolean contrast, boolean safe) {
  /** The sheets that hold them; each above those before it. */
  List<String> sheets() {
    String shade = dark ? "dark.css" : "light.css";
    List<String> sheets = new ArrayList<>();
    sheets.add("raftarium-" + shade);
    if (contrast) {
      sheets.add("contrast-" + shade);
    }
    if (safe) {
      sheets.add("okabe-" + shade);
    }
    return sheets;
  }
}
