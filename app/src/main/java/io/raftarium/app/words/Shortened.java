package io.raftarium.app.words;

/** The beginning of a text that comes from data, on one line; no character is cut in two. */
public final class Shortened {
  private Shortened() {}

  /**
   * The text with control characters as spaces and direction marks told, or as much of its
   * beginning as fits with ….
   */
  public static String of(String text, int most) {
    // Only the beginning is looked at: a text may have a million characters.
    String start = text.length() <= most ? text : cut(text, most - 1) + "…";
    return HiddenMarks.shown(start.replaceAll("\\p{Cntrl}+", " "));
  }

  /** The beginning of a text of several lines. */
  public static String lines(String text, int most) {
    return HiddenMarks.shown(text.length() <= most ? text : cut(text, most - 1) + "…");
  }

  /** The first characters of a text, never half of one. */
  static String cut(String text, int length) {
    int end = Math.clamp(length, 0, text.length());
    boolean splits =
        end > 0
            && end < text.length()
            && Character.isHighSurrogate(text.charAt(end - 1))
            && Character.isLowSurrogate(text.charAt(end));
    return text.substring(0, splits ? end - 1 : end);
  }
}
