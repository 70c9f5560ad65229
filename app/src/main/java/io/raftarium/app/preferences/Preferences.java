package io.raftarium.app.preferences;

import io.raftarium.app.theme.Theme;
import org.jspecify.annotations.Nullable;

/**
 * What a person has set.
 *
 * @param theme light, dark, or as the system has it
 * @param zoom size of everything, 1 as it is made
 * @param place where the window was; null before the first time
 */
public record Preferences(Theme.Choice theme, double zoom, @Nullable Place place) {
  /** Before anything was set. */
  public static final Preferences NONE = new Preferences(Theme.Choice.SYSTEM, 1, null);

  /** Where a window is on the screens, while it is not maximized. */
  public record Place(double x, double y, double width, double height, boolean maximized) {}
}
