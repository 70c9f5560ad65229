package io.raftarium.app.preferences;

import io.raftarium.app.theme.Theme;
import org.jspecify.annotations.Nullable;

/**
 * What a person has set.
 *
 * @param theme light, dark, or as the system has it
 * @param zoom size of everything, 1 as it is made
 * @param speed of the laboratory's time, 1 at most
 * @param place where the window was; null before the first time
 * @param panels their shares of the window; null where nobody has moved a divider
 */
public record Preferences(
    Theme.Choice theme, double zoom, double speed, @Nullable Place place, @Nullable Panels panels) {
  /** Before anything was set. */
  public static final Preferences NONE = new Preferences(Theme.Choice.SYSTEM, 1, 1, null, null);

  /** Where a window is on the screens, while it is not maximized. */
  public record Place(double x, double y, double width, double height, boolean maximized) {}

  /**
   * Where the dividers are.
   *
   * @param inspector share of the width left of the inspector, 0 to 1
   * @param logs share of the width left of Submit and Links, 0 to 1
   * @param upper share of the height above the logs, 0 to 1
   */
  public record Panels(double inspector, double logs, double upper) {}
}
