package io.raftarium.app.action;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds commands by a few letters of their names, in order but with gaps. */
final class FuzzyMatch {
  private static final int NONE = Integer.MIN_VALUE;

  private FuzzyMatch() {}

  /** The commands that match, best first; all of them for no letters. */
  static List<Action> find(Iterable<Action> commands, String letters) {
    String wanted = letters.strip().toLowerCase(Locale.ROOT);
    List<Action> found = new java.util.ArrayList<>();
    for (Action command : commands) {
      if (score(command, wanted) > NONE) {
        found.add(command);
      }
    }
    found.sort(Comparator.comparingInt((Action c) -> score(c, wanted)).reversed());
    return found;
  }

  private static int score(Action command, String wanted) {
    int text = Math.max(score(command.text(), wanted), score(command.english(), wanted));
    int detail = score(command.detail(), wanted);
    // The explanation counts only for letters that stand together in it.
    return Math.max(text, detail > 3 * wanted.length() && wanted.length() > 2 ? detail - 40 : NONE);
  }

  /** Higher is better: letters that follow each other or begin a word count more. */
  static int score(String name, String wanted) {
    String text = name.toLowerCase(Locale.ROOT);
    int score = 0;
    int from = 0;
    int before = -2;
    for (int i = 0; i < wanted.length(); i++) {
      char letter = wanted.charAt(i);
      if (letter == ' ') {
        continue;
      }
      int at = text.indexOf(letter, from);
      if (at < 0) {
        return NONE;
      }
      boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      int wordStart = nextWordStart(text, letter, from);
      if (at != before + 1 && !begins && wordStart >= 0) {
        at = wordStart;
        begins = true;
      }
      score += at == before + 1 ? 5 : begins ? 4 : 1;
      score -= Math.min(3, Math.max(0, at - from) / 4);
      before = at;
      from = at + 1;
    }
    return score;
  }

  private static int nextWordStart(String text, char letter, int from) {
    for (int at = text.indexOf(letter, from); at >= 0; at = text.indexOf(letter, at + 1)) {
      if (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1))) {
        return at;
      }
    }
    return -1;
  }
}
