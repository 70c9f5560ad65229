package io.raftarium.app.window;

import io.raftarium.app.FilesIn;
import io.raftarium.app.branches.Beside;
import io.raftarium.app.branches.Branches;
import io.raftarium.app.export.RecentFiles;
import io.raftarium.app.model.Source;
import io.raftarium.app.preferences.Preferences;
import io.raftarium.app.preferences.PreferencesFile;
import io.raftarium.app.preferences.Settings;
import io.raftarium.app.theme.Fonts;
import io.raftarium.app.theme.Theme;
import io.raftarium.app.verbs.WindowVerbs;
import io.raftarium.lab.LabOptions;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.Stage;

/** The window over a moment that does not change, without a laboratory. FX thread only. */
record StillWindow(Shell shell, MainWindow window) {
  /**
   * In a stage that is not shown yet.
   *
   * @param folder for what it would keep
   */
  static StillWindow in(Stage stage, Path folder, Source source) {
    Fonts.load();
    Theme theme = new Theme();
    Shell shell = new Shell(stage, theme, folder, folder.resolve("log"), new FilesIn(folder));
    MainWindow window =
        new MainWindow(
            shell,
            source,
            theme,
            new Settings(new PreferencesFile(folder)),
            Preferences.NONE,
            new WindowVerbs(theme, shell.zoom(), () -> {}, RecentFiles.records(folder), _ -> {}),
            Optional.empty(),
            new Beside(
                new Branches(), () -> LabOptions.in(folder), (lab, parted) -> lab.close(), null),
            Optional.empty());
    shell.setContent(window.node());
    return new StillWindow(shell, window);
  }

  void close() {
    window.close();
    shell.messages().close();
  }
}
