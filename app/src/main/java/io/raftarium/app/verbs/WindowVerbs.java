package io.raftarium.app.verbs;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.Actions;
import io.raftarium.app.action.Keys;
import io.raftarium.app.export.RecentFiles;
import io.raftarium.app.export.RecentFiles.Recent;
import io.raftarium.app.parts.Zoom;
import io.raftarium.app.theme.Theme;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.input.KeyCharacterCombination;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The commands that change the window alone. */
public final class WindowVerbs {
  /** Before the numbers of the files that were open last. */
  public static final String RECENT = "file.recent.";

  private static final int MOST_IN_MENU = 60;

  private final Theme theme;
  private final Zoom zoom;
  private final Runnable openFile;
  private final RecentFiles recent;
  private final Consumer<Path> open;

  /**
   * Of a window.
   *
   * @param openFile asks for a file and opens it
   * @param open opens a file
   */
  public WindowVerbs(
      Theme theme, Zoom zoom, Runnable openFile, RecentFiles recent, Consumer<Path> open) {
    this.theme = theme;
    this.zoom = zoom;
    this.openFile = openFile;
    this.recent = recent;
    this.open = open;
  }

  /** Offers the files that were open last, by whichever window. */
  public void renewRecent(Actions commands) {
    List<Action> all = new ArrayList<>();
    for (Recent one : recent.list()) {
      all.add(
          Action.named(
                  RECENT + (all.size() + 1),
                  Texts.phrase("Open {0}", Shortened.of(one.name(), MOST_IN_MENU)),
                  one.path().toString())
              .icon(Feather.FILE_TEXT)
              .does(() -> open.accept(one.path())));
    }
    commands.renew(RECENT, all);
  }

  public void addTo(
      Actions commands,
      Runnable palette,
      Runnable help,
      Runnable legend,
      Runnable jump,
      Runnable state,
      Runnable selectNext,
      Runnable submitToSelected) {
    commands.add(
        Action.named("palette.show", "Find a command…", "Finds any command by a few letters")
            .icon(Feather.SEARCH)
            .key(Keys.ctrl(KeyCode.K))
            .does(palette));
    commands.add(
        Action.named("select.next", "Select the next node", "Goes around the ring")
            .icon(Feather.TARGET)
            .key(Keys.key(KeyCode.F6))
            .does(selectNext));
    commands.add(
        Action.named("node.submit", "Submit to this node…", "Goes to the field for commands")
            .icon(Feather.SEND)
            .key(Keys.ctrl(KeyCode.ENTER))
            .does(submitToSelected));
    commands.add(
        Action.named(
                "file.open",
                "Open a file…",
                "Shows a capture or a recorded simulation in a window of its own, read-only")
            .icon(Feather.FOLDER)
            .key(Keys.ctrl(KeyCode.O))
            .does(openFile));
    renewRecent(commands);
    looking(commands, legend, jump, state);
    zoom(commands, "zoom.in", Texts.mark("Larger"), KeyCode.PLUS, Feather.ZOOM_IN, 1);
    zoom(commands, "zoom.out", Texts.mark("Smaller"), KeyCode.MINUS, Feather.ZOOM_OUT, -1);
    commands.add(
        Action.named("zoom.reset", "Usual size", "Shows everything at 100 %")
            .icon(Feather.MAXIMIZE)
            .key(Keys.ctrl(KeyCode.DIGIT0))
            .does(() -> zoom.set(1)));
    theme(
        commands,
        "theme.system",
        Texts.mark("Theme of the system"),
        Theme.Choice.SYSTEM,
        Feather.MONITOR);
    theme(commands, "theme.light", Texts.mark("Light theme"), Theme.Choice.LIGHT, Feather.SUN);
    theme(commands, "theme.dark", Texts.mark("Dark theme"), Theme.Choice.DARK, Feather.MOON);
    commands.add(
        Action.named("theme.toggle", "Switch between light and dark", "Changes the theme")
            .icon(Feather.SUN)
            .key(Keys.ctrlShift(KeyCode.L))
            .does(theme::toggle));
    commands.add(
        Action.named("help.show", "Keyboard help", "Shows all keys, and where the files are")
            .icon(Feather.HELP_CIRCLE)
            .key(Keys.key(KeyCode.F1))
            .does(help));
  }

  private void looking(Actions commands, Runnable legend, Runnable jump, Runnable state) {
    commands.add(
        Action.named(
                "state.show",
                "State of every node",
                "Shows the keys and values of all nodes side by side, as they change")
            .icon(Feather.DATABASE)
            .key(Keys.ctrlShift(KeyCode.S))
            .does(state));
    commands.add(
        Action.named(
                "time.jump",
                "Jump to an index or a time…",
                "Looks at the moment at which an entry was committed, a term began, or of a time of day")
            .icon(Feather.CROSSHAIR)
            .key(Keys.ctrl(KeyCode.G))
            .does(jump));
    commands.add(
        Action.named(
                "help.legend", "What the signs mean", "Explains the signs of tape, stage and logs")
            .icon(Feather.INFO)
            .key(new KeyCharacterCombination("?", KeyCombination.SHIFT_ANY))
            .does(legend));
  }

  private void zoom(Actions commands, String id, String text, KeyCode key, Ikon icon, int steps) {
    commands.add(
        Action.named(id, text, "Changes the size of everything, 80 to 300 %")
            .icon(icon)
            .key(Keys.ctrl(key))
            .unless(() ->
                zoom.can(steps)
                    ? Optional.empty()
                    : Optional.of(Texts.of("no further than {0}", zoom.text())))
            .does(() -> zoom.step(steps)));
  }

  private void theme(Actions commands, String id, String text, Theme.Choice choice, Ikon icon) {
    commands.add(
        Action.named(id, text, "Changes the theme")
            .icon(icon)
            .unless(() -> theme.choice().get() == choice, "in use")
            .does(() -> theme.choose(choice)));
  }
}
