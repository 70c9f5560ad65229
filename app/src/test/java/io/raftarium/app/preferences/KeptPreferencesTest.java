package io.raftarium.app.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.preferences.Preferences.Docked;
import io.raftarium.app.preferences.Preferences.Place;
import io.raftarium.app.theme.Theme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptPreferencesTest {
  private static final Place HERE = new Place(0, 0, 1000, 800, false);
  private static final Place THERE = new Place(50, 50, 1200, 800, false);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  /** What the first window alone can set; the second shows a file. */
  private double speed = 1;

  private Place second = THERE;

  @Test
  void aSecondWindowTakesNothingBackThatTheFirstHasSet() {
    PreferencesFile file = new PreferencesFile(folder);
    KeptPreferences live =
        new KeptPreferences(
            file,
            _ ->
                new Preferences(
                    Theme.Choice.DARK, 1, speed, HERE, null, Docked.USUAL, Taste.USUAL));
    KeptPreferences shown =
        new KeptPreferences(
            file,
            before ->
                new Preferences(
                    before.theme(),
                    before.zoom(),
                    before.speed(),
                    second,
                    before.panels(),
                    before.docked(),
                    before.taste()));
    live.keep();
    shown.keep();
    speed = 0.5;
    live.keep();
    second = new Place(60, 60, 1200, 800, false);
    shown.keep();
    Preferences kept = new PreferencesFile(folder).last();
    assertThat(kept.speed()).isEqualTo(0.5);
    assertThat(kept.theme()).isEqualTo(Theme.Choice.DARK);
    assertThat(kept.place()).isEqualTo(second);
    live.keep();
    assertThat(new PreferencesFile(folder).last()).as("no window writes in turn").isEqualTo(kept);
  }
}
