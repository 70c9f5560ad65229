package io.raftarium.app.window;

import io.raftarium.app.command.Command;
import io.raftarium.app.command.CommandRegistry;
import io.raftarium.app.theme.Theme;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.input.KeyCharacterCombination;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The commands that change the window alone. */
final class WindowCommands {
  private final Theme theme;
  private final Zoom zoom;
  private final Runnable openFile;

  WindowCommands(Theme theme, Zoom zoom, Runnable openFile) {
    this.theme = theme;
    this.zoom = zoom;
    this.openFile = openFile;
  }

  void addTo(
      CommandRegistry commands,
      Runnable palette,
      Runnable help,
      Runnable legend,
      Runnable jump,
      Runnable state,
      Runnable selectNext,
      Runnable submitToSelected) {
    add(
        commands,
        "palette.show",
        "Find a command…",
        "Finds any command by a few letters",
        Feather.SEARCH,
        LabCommands.ctrl(KeyCode.K),
        palette);
    add(
        commands,
        "select.next",
        "Select the next node",
        "Goes around the ring",
        Feather.TARGET,
        LabCommands.key(KeyCode.F6),
        selectNext);
    add(
        commands,
        "node.submit",
        "Submit to this node…",
        "Goes to the field for commands",
        Feather.SEND,
        LabCommands.ctrl(KeyCode.ENTER),
        submitToSelected);
    add(
        commands,
        "file.open",
        "Open a file…",
        "Shows a capture or a recorded simulation in a window of its own, read-only",
        Feather.FOLDER,
        LabCommands.ctrl(KeyCode.O),
        openFile);
    looking(commands, legend, jump, state);
    zoom(commands, "zoom.in", "Larger", KeyCode.PLUS, Feather.ZOOM_IN, 1);
    zoom(commands, "zoom.out", "Smaller", KeyCode.MINUS, Feather.ZOOM_OUT, -1);
    add(
        commands,
        "zoom.reset",
        "Usual size",
        "Shows everything at 100 %",
        Feather.MAXIMIZE,
        LabCommands.ctrl(KeyCode.DIGIT0),
        () -> zoom.set(1));
    theme(commands, "theme.system", "Theme of the system", Theme.Choice.SYSTEM, Feather.MONITOR);
    theme(commands, "theme.light", "Light theme", Theme.Choice.LIGHT, Feather.SUN);
    theme(commands, "theme.dark", "Dark theme", Theme.Choice.DARK, Feather.MOON);
    add(
        commands,
        "theme.toggle",
        "Switch between light and dark",
        "Changes the theme",
        Feather.SUN,
        LabCommands.ctrlShift(KeyCode.L),
        theme::toggle);
    add(
        commands,
        "help.show",
        "About and keyboard help",
        "Shows all keys, and where the files are",
        Feather.HELP_CIRCLE,
        LabCommands.key(KeyCode.F1),
        help);
  }

  private void looking(CommandRegistry commands, Runnable legend, Runnable jump, Runnable state) {
    add(
        commands,
        "state.show",
        "State of every node",
        "Shows the keys and values of all nodes side by side, as they change",
        Feather.DATABASE,
        LabCommands.ctrlShift(KeyCode.S),
        state);
    add(
        commands,
        "time.jump",
        "Jump to an index or a time…",
        "Looks at the moment at which an entry was committed, a term began, or of a time of day",
        Feather.CROSSHAIR,
        LabCommands.ctrl(KeyCode.G),
        jump);
    add(
        commands,
        "help.legend",
        "What the signs mean",
        "Explains the signs of tape, stage and logs",
        Feather.INFO,
        new KeyCharacterCombination("?", KeyCombination.SHIFT_ANY),
        legend);
  }

  private void zoom(
      CommandRegistry commands, String id, String text, KeyCode key, Ikon icon, int steps) {
    commands.add(
        new Command(
            id,
            text,
            "Changes the size of everything, 80 to 300 %",
            icon,
            LabCommands.ctrl(key),
            () ->
                zoom.can(steps) ? Optional.empty() : Optional.of("no further than " + zoom.text()),
            () -> zoom.step(steps)));
  }

  private void theme(
      CommandRegistry commands, String id, String text, Theme.Choice choice, Ikon icon) {
    commands.add(
        new Command(
            id,
            text,
            "Changes the theme",
            icon,
            null,
            () -> theme.choice().get() == choice ? Optional.of("in use") : Optional.empty(),
            () -> theme.choose(choice)));
  }

  private static void add(
      CommandRegistry commands,
      String id,
      String text,
      String detail,
      Ikon icon,
      @Nullable KeyCombination shortcut,
      Runnable run) {
    Supplier<Optional<String>> always = Optional::empty;
    commands.add(new Command(id, text, detail, icon, shortcut, always, run));
  }
}
