package io.raftarium.app.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.preferences.Preferences.Docked;
import io.raftarium.app.preferences.Preferences.Panels;
import io.raftarium.app.preferences.Preferences.Place;
import io.raftarium.app.theme.Theme;
import io.raftarium.app.words.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesFileTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void whatWasKeptIsReadAgain() {
    PreferencesFile file = new PreferencesFile(folder.resolve("data of a user"));
    assertThat(file.last()).isEqualTo(Preferences.NONE);
    Preferences set =
        new Preferences(
            Theme.Choice.DARK,
            1.5,
            0.02,
            new Place(10, -20, 1440, 900.5, true),
            new Panels(0.7, 0.6, 0.65),
            new Docked(
                new TreeMap<>(Map.of("figure", "MAIN")), new TreeSet<>(Set.of("figure", "sql"))),
            new Taste(
                true,
                Theme.Colours.SAFE,
                Taste.Motion.LESS,
                Language.GERMAN,
                new TreeMap<>(Map.of("lab.heal", "Shortcut+F2", "node.kill", "")),
                true));
    file.write(set);
    assertThat(new PreferencesFile(folder.resolve("data of a user")).last()).isEqualTo(set);
    Preferences without =
        new Preferences(Theme.Choice.LIGHT, 0.8, 1, null, null, Docked.USUAL, Taste.USUAL);
    file.write(without);
    assertThat(new PreferencesFile(folder.resolve("data of a user")).last()).isEqualTo(without);
  }

  @Test
  void aBrokenFileIsAsIfNothingHadBeenSet() throws Exception {
    for (String broken : new String[] {"", "no JSON", "[]", "{\"theme\":\"PINK\"}", "{\"zoom\":"}) {
      Files.writeString(folder.resolve("preferences.json"), broken);
      assertThat(new PreferencesFile(folder).last()).as(broken).isEqualTo(Preferences.NONE);
    }
    Files.writeString(folder.resolve("preferences.json"), "{\"theme\":\"DARK\",\"window\":7}");
    assertThat(new PreferencesFile(folder).last().theme()).isEqualTo(Theme.Choice.DARK);
    assertThat(new PreferencesFile(folder).last().taste())
        .as("a file from before there was any")
        .isEqualTo(Taste.USUAL);
    Files.writeString(
        folder.resolve("preferences.json"),
        "{\"taste\":{\"language\":\"KLINGON\",\"motion\":\"LESS\",\"keys\":7}}");
    assertThat(new PreferencesFile(folder).last().taste())
        .isEqualTo(Taste.USUAL.withMotion(Taste.Motion.LESS));
    for (String speed : new String[] {"0", "-1", "7", "\"fast\""}) {
      Files.writeString(folder.resolve("preferences.json"), "{\"speed\":" + speed + "}");
      assertThat(new PreferencesFile(folder).last().speed()).as(speed).isEqualTo(1);
    }
  }
}
