package io.raftarium.app.words;

import java.util.Locale;

/** The languages that the window speaks. */
public enum Language {
  /** The system's where there is a translation, else English. */
  SYSTEM(""),
  ENGLISH("English"),
  GERMAN("Deutsch");

  private final String words;

  Language(String words) {
    this.words = words;
  }

  /** Its own name for itself; empty for the system's. */
  public String words() {
    return words;
  }

  /** Whose bundles are read. */
  public Locale locale() {
    return switch (this) {
      case SYSTEM -> Locale.getDefault();
      case ENGLISH -> Locale.ENGLISH;
      case GERMAN -> Locale.GERMAN;
    };
  }
}
