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
import javafx.collections.ObservableList;
import javafx.scene.Scene;

/** Light or dark, as the system has it or as chosen, for every scene dressed. FX thread only. */
public final class Theme {
  /** The first sheet that looks colours up. */
  private static final String FIRST = "raftarium.css";

  /** What can be chosen. */
  public enum Choice {
    SYSTEM,
    LIGHT,
    DARK
  }

  /** Which colours tell things apart. */
  public enum Colours {
    USUAL,
    /** Okabe's and Ito's: for those who see red and green alike. */
    SAFE
  }

  private final ReadOnlyObjectWrapper<Choice> choice = new ReadOnlyObjectWrapper<>(Choice.SYSTEM);
  private final ReadOnlyObjectWrapper<Palette> palette = new ReadOnlyObjectWrapper<>(Palette.DARK);
  private final List<Scene> scenes = new ArrayList<>();
  private Colours colours = Colours.USUAL;
  private boolean contrast;

  /** Windows that are shown to an audience; all are of high contrast meanwhile. */
  private int audiences;

  /** The sheets in use, those of colours alone. */
  private List<String> worn = List.of();

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

  /** Chooses how much the colours differ, and which there are. */
  public void choose(boolean newContrast, Colours newColours) {
    contrast = newContrast;
    colours = newColours;
    apply();
  }

  /** Shows all of it in high contrast while a window has an audience. */
  public void audience(boolean there) {
    audiences += there ? 1 : -1;
    apply();
  }

  /** Gives a scene the style sheets, now and with every change. */
  public void dress(Scene scene) {
    scenes.add(scene);
    ControlsFXAtlantaFX.applyTo(scene);
    scene
        .getStylesheets()
        .addAll(sheet(FIRST), sheet("panels.css"), sheet("code.css"), sheet("lessons.css"));
    wear(scene, List.of(), worn);
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
    Look look = new Look(dark, contrast || audiences > 0, colours == Colours.SAFE);
    Palette colors = Palette.of(look);
    List<String> before = worn;
    worn = look.sheets().stream().map(Theme::sheet).toList();
    for (Scene scene : scenes) {
      if (!worn.equals(before)) {
        wear(scene, before, worn);
      }
      // What has no colour of its own shows the scene's: clearing it costs a tenth of filling a
      // pane.
      scene.setFill(colors.background());
    }
    palette.set(colors);
  }

  /** Below the sheets that look the colours up. */
  private static void wear(Scene scene, List<String> before, List<String> now) {
    ObservableList<String> sheets = scene.getStylesheets();
    sheets.removeAll(before);
    sheets.addAll(sheets.indexOf(sheet(FIRST)), now);
  }

  private static String sheet(String name) {
    return Objects.requireNonNull(
            Theme.class.getResource("/assets/css/" + name),
            "the style sheet " + name + " is missing")
        .toExternalForm();
  }
}
