package io.raftarium.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import com.dlsc.gemsfx.util.ControlsFXAtlantaFX;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;

/** Light or dark, as the system has it or as chosen, for every scene dressed. FX thread only. */
public final class Theme {
  /** What can be chosen. */
  public enum Choice {
    SYSTEM,
    LIGHT,
    DARK
  }

  private final ReadOnlyObjectWrapper<Choice> choice = new ReadOnlyObjectWrapper<>(Choice.SYSTEM);
  private final ReadOnlyObjectWrapper<Palette> palette = new ReadOnlyObjectWrapper<>(Palette.DARK);
  private final List<Scene> scenes = new ArrayList<>();

  /** Follows the system until something else is chosen. */
  public Theme() {
    Platform.getPreferences().colorSchemeProperty().subscribe(ignored -> apply());
  }

  /** What is chosen. */
  public ReadOnlyObjectProperty<Choice> choice() {
    return choice.getReadOnlyProperty();
  }

  /** The colours in use. */
  public ReadOnlyObjectProperty<Palette> palette() {
    return palette.getReadOnlyProperty();
  }

  /** Chooses. */
  public void choose(Choice newChoice) {
    choice.set(newChoice);
    apply();
  }

  /** Chooses the other one of light and dark. */
  public void toggle() {
    choose(palette.get().dark() ? Choice.LIGHT : Choice.DARK);
  }

  /** Gives a scene the style sheets, now and with every change. */
  public void dress(Scene scene) {
    scenes.add(scene);
    ControlsFXAtlantaFX.applyTo(scene);
    scene
        .getStylesheets()
        .addAll(
            sheet("raftarium-dark.css"),
            sheet("raftarium.css"),
            sheet("panels.css"),
            sheet("code.css"));
    apply();
  }

  /** Forgets a scene whose window is closed. */
  public void undress(Scene scene) {
    scenes.remove(scene);
  }

  private void apply() {
    boolean dark =
        switch (choice.get()) {
          case LIGHT -> false;
          case DARK -> true;
          case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    Application.setUserAgentStylesheet(
        dark
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
    Palette colors = dark ? Palette.DARK : Palette.LIGHT;
    String light = sheet("raftarium-light.css");
    String darkSheet = sheet("raftarium-dark.css");
    for (Scene scene : scenes) {
      scene
          .getStylesheets()
          .replaceAll(
              old -> old.equals(light) || old.equals(darkSheet) ? (dark ? darkSheet : light) : old);
      // What has no colour of its own shows the scene's: clearing it costs a tenth of filling a
      // pane.
      scene.setFill(colors.background());
    }
    palette.set(colors);
  }

  private static String sheet(String name) {
    return Objects.requireNonNull(
            Theme.class.getResource("/assets/css/" + name),
            "the style sheet " + name + " is missing")
        .toExternalForm();
  }
}
