package io.raftarium.app.preferences;

import io.raftarium.app.theme.Theme;
import io.raftarium.app.words.Language;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a person has set.
 *
 * @param theme light, dark, or as the system has it
 * @param zoom size of everything, 1 as it is made
 * @param speed of the laboratory's time, 1 at most
 * @param place where the window was; null before the first time
 * @param panels their shares of the window; null where nobody has moved a divider
 * @param docked which panels stand elsewhere than usual, and which are seen
 * @param taste how things are shown and done
 */
public record Preferences(
    Theme.Choice theme,
    double zoom,
    double speed,
    @Nullable Place place,
    @Nullable Panels panels,
    Docked docked,
    Taste taste) {
  /** Before anything was set. */
  public static final Preferences NONE =
      new Preferences(Theme.Choice.SYSTEM, 1, 1, null, null, Docked.USUAL, Taste.USUAL);

  /** Of all that is said, from the next start on. */
  public Language language() {
    return taste.language();
  }

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

  /**
   * Which panels stand where. Names that no panel has are passed over: another version's.
   *
   * @param moved the places of those that were moved, by panel
   * @param seen those that are seen, beside the first of each place
   */
  public record Docked(SortedMap<String, String> moved, SortedSet<String> seen) {
    /** All where they are made, the first of each place seen. */
    public static final Docked USUAL =
        new Docked(Collections.emptySortedMap(), Collections.emptySortedSet());
  }
}
