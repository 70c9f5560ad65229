package io.raftarium.app.export;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Asks which file to write or to open. */
public interface FileChoice {
  /**
   * Asks where to write; empty where the operator changed their mind.
   *
   * @param title what is to be written
   * @param name the name that is proposed
   */
  Optional<Path> choose(String title, String name);

  /**
   * Asks what to open; empty where the operator changed their mind.
   *
   * @param title what is to be opened
   */
  Optional<Path> open(String title);

  /** The dialog of the system. */
  static FileChoice dialog(Supplier<@Nullable Window> owner) {
    return new FileChoice() {
      @Override
      public Optional<Path> choose(String title, String name) {
        FileChooser chooser = chooser(title);
        chooser.setInitialFileName(name);
        String extension = "*" + name.substring(name.lastIndexOf('.'));
        chooser.getExtensionFilters().add(new ExtensionFilter(extension, extension));
        return Optional.ofNullable(chooser.showSaveDialog(owner.get())).map(File::toPath);
      }

      @Override
      public Optional<Path> open(String title) {
        FileChooser chooser = chooser(title);
        chooser
            .getExtensionFilters()
            .addAll(
                new ExtensionFilter("Captures and recordings", "*.json", "*.jsonl"),
                new ExtensionFilter("All files", "*.*"));
        return Optional.ofNullable(chooser.showOpenDialog(owner.get())).map(File::toPath);
      }
    };
  }

  private static FileChooser chooser(String title) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    return chooser;
  }
}
