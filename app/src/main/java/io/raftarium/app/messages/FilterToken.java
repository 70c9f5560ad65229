package io.raftarium.app.messages;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a filter line: a word, or a key with values.
 *
 * @param start where it begins in the line, its minus sign included
 * @param end where it ends
 * @param not whether a minus sign stands before it
 * @param text without the minus sign, quotes as typed
 */
record FilterToken(int start, int end, boolean not, String text) {
  /** The parts of a line: blanks part them, but not within quotes. */
  static List<FilterToken> of(String line) {
    List<FilterToken> tokens = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      if (Character.isWhitespace(line.charAt(at))) {
        at++;
        continue;
      }
      int end = end(line, at);
      String text = line.substring(at, end);
      boolean not = text.startsWith("-") && text.length() > 1;
      tokens.add(new FilterToken(at, end, not, not ? text.substring(1) : text));
      at = end;
    }
    return tokens;
  }

  private static int end(String line, int start) {
    boolean quoted = false;
    for (int at = start; at < line.length(); at++) {
      char each = line.charAt(at);
      quoted ^= each == '"';
      if (!quoted && Character.isWhitespace(each)) {
        return at;
      }
    }
    return line.length();
  }

  /** Where its key ends; −1 where it is a word. */
  private int colon() {
    int colon = text.indexOf(':');
    int quote = text.indexOf('"');
    return quote >= 0 && quote < colon ? -1 : colon;
  }

  /** Whether it has a key. */
  boolean keyed() {
    return colon() >= 0;
  }

  /** Its key as typed; empty where it is a word. */
  String key() {
    return text.substring(0, Math.max(0, colon()));
  }

  /** What stands behind the key, or the word, without quotes. */
  String value() {
    return text.substring(colon() + 1).replace("\"", "");
  }
}
