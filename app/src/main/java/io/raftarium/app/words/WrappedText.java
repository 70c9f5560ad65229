package io.raftarium.app.words;

import java.text.Bidi;
import java.util.regex.Pattern;
import javafx.scene.control.Labeled;
import javafx.scene.layout.Region;

/**
 * Texts that go on in the next line where they are too long.
 *
 * <p>JavaFX 26 fails where a line ends within a run of right-to-left characters
 * (ArrayIndexOutOfBoundsException in its text layout), and a window whose layout has failed once is
 * never laid out again. So no such run may be longer than a line: the first words of a run stand
 * together, and what follows them is a run of its own.
 */
public final class WrappedText {
  /** A run of this many characters fits beside a panel's smallest width. */
  private static final int LONGEST_RUN = 16;

  /** No label that holds such a run is narrower. */
  private static final double NARROWEST = 190;

  private static final char MARK = '\u200e';
  private static final String BETWEEN_WORDS = MARK + " " + MARK;
  private static final String WITHIN_WORD = MARK + "\u200b" + MARK;
  private static final String NO_BREAK = "\u00a0";
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Zs}]+");

  private WrappedText() {}

  /** Lets a label's text go on in the next line, whatever it is set to. */
  public static void wrap(Labeled label) {
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label
        .textProperty()
        .subscribe(text -> {
          if (text != null && text.indexOf(MARK) != 0 && needsBidi(text)) {
            label.setMinWidth(NARROWEST);
            label.setText(of(text));
          }
        });
  }

  /** Whether a text has characters that are read from right to left. */
  public static boolean needsBidi(String text) {
    return Bidi.requiresBidi(text.toCharArray(), 0, text.length());
  }

  /** The text, so that it can be wrapped. */
  public static String of(String text) {
    if (!needsBidi(text)) {
      return text;
    }
    String plain = HiddenMarks.shown(text);
    StringBuilder all = new StringBuilder();
    // The mark keeps a line one from left to right, whatever it begins with.
    for (String line : plain.split("\n", -1)) {
      all.append(all.isEmpty() ? "" : "\n").append(MARK);
      line(line, all);
    }
    return all.toString();
  }

  private static void line(String line, StringBuilder all) {
    if (!needsBidi(line)) {
      all.append(line);
      return;
    }
    Bidi bidi = new Bidi(line, Bidi.DIRECTION_LEFT_TO_RIGHT);
    for (int run = 0; run < bidi.getRunCount(); run++) {
      String part = line.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
      if (bidi.getRunLevel(run) % 2 == 0) {
        all.append(part);
      } else {
        run(part, all);
      }
    }
  }

  private static void run(String part, StringBuilder all) {
    int inRun = 0;
    for (String word : SPACES.split(part, -1)) {
      if (inRun > 0 && inRun + 1 + word.length() <= LONGEST_RUN) {
        all.append(NO_BREAK);
        inRun++;
      } else if (inRun > 0) {
        all.append(BETWEEN_WORDS);
        inRun = 0;
      }
      String left = word;
      while (left.length() > LONGEST_RUN) {
        String start = Shortened.cut(left, LONGEST_RUN);
        all.append(start).append(WITHIN_WORD);
        left = left.substring(start.length());
      }
      all.append(left);
      inRun += left.length();
    }
  }
}
