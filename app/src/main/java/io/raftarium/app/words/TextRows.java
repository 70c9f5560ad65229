package io.raftarium.app.words;

import java.util.ArrayList;
import java.util.List;

/** A text of any length as rows of a bounded length, so that only those in sight are laid out. */
public final class TextRows {
  private static final char FIRST_PICTURE = '\u2400';
  private static final char DELETE = '\u007f';
  private static final char DELETE_PICTURE = '\u2421';

  private TextRows() {}

  /** Its lines, the long ones cut; no character is cut in two, and none of them is invisible. */
  public static List<String> of(String text, int most) {
    List<String> rows = new ArrayList<>();
    text.lines()
        .forEach(line -> {
          int from = 0;
          while (line.length() - from > most) {
            String row = Shortened.cut(line.substring(from, from + most + 1), most);
            rows.add(visible(row));
            from += row.length();
          }
          rows.add(visible(line.substring(from)));
        });
    return rows;
  }

  /** Control characters as the pictures that Unicode has for them. */
  private static String visible(String row) {
    StringBuilder seen = new StringBuilder(row.length());
    for (int i = 0; i < row.length(); i++) {
      char each = row.charAt(i);
      seen.append(
          each == DELETE ? DELETE_PICTURE : each < ' ' ? (char) (FIRST_PICTURE + each) : each);
    }
    return HiddenMarks.shown(seen.toString());
  }
}
