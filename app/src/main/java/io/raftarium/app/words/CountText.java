package io.raftarium.app.words;

import java.util.Locale;

/** Large counts as the window writes them. */
public final class CountText {
  private CountText() {}

  /** By thousands, for example {@code 1,234,567}. */
  public static String of(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
