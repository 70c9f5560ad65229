package io.raftarium.app.words;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Characters that cannot be seen: those that turn the direction of the text around them, and others
 * without a width. Those that join letters and emoji are no such.
 */
final class HiddenMarks {
  private static final Pattern MARKS =
      Pattern.compile("[\u061c\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]");

  private HiddenMarks() {}

  /** The text with each of them written as JSON may write it. */
  static String shown(String text) {
    return MARKS
        .matcher(text)
        .replaceAll(mark -> String.format(Locale.ROOT, "\\\\u%04x", (int) mark.group().charAt(0)));
  }
}
