package io.raftarium.app.preferences;

import io.raftarium.app.theme.Theme;
import io.raftarium.app.words.Language;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a person wants things shown and done, in all windows alike.
 *
 * @param contrast whether colours differ as much as they can
 * @param colours which colours tell things apart
 * @param motion whether what moves is shown moving
 * @param language of the window, from the next start on
 * @param keys by action, where they are others than it is made with; empty for none
 * @param welcomed whether the hint of the first start was answered
 */
public record Taste(
    boolean contrast,
    Theme.Colours colours,
    Motion motion,
    Language language,
    SortedMap<String, String> keys,
    boolean welcomed) {
  /** Before anything was chosen. */
  public static final Taste USUAL =
      new Taste(
          false,
          Theme.Colours.USUAL,
          Motion.SYSTEM,
          Language.SYSTEM,
          Collections.emptySortedMap(),
          false);

  /** How much moves. */
  public enum Motion {
    SYSTEM,
    LESS,
    ALL
  }

  Taste withContrast(boolean now) {
    return new Taste(now, colours, motion, language, keys, welcomed);
  }

  Taste withColours(Theme.Colours now) {
    return new Taste(contrast, now, motion, language, keys, welcomed);
  }

  Taste withMotion(Motion now) {
    return new Taste(contrast, colours, now, language, keys, welcomed);
  }

  Taste withLanguage(Language now) {
    return new Taste(contrast, colours, motion, now, keys, welcomed);
  }

  /** All keys as they are made. */
  Taste withUsualKeys() {
    return new Taste(contrast, colours, motion, language, Collections.emptySortedMap(), welcomed);
  }

  /** Another key for an action; empty for none. */
  Taste withKey(String action, String key) {
    SortedMap<String, String> all = new TreeMap<>(keys);
    all.put(action, key);
    return new Taste(contrast, colours, motion, language, all, welcomed);
  }

  /** An action's key as it is made. */
  Taste withUsualKey(String action) {
    SortedMap<String, String> all = new TreeMap<>(keys);
    all.remove(action);
    return new Taste(contrast, colours, motion, language, all, welcomed);
  }

  /** The hint of the first start is not shown again. */
  public Taste afterWelcome() {
    return new Taste(contrast, colours, motion, language, keys, true);
  }
}
