package io.raftarium.app.export;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Asks where to write a file. */
@FunctionalInterface
public interface FileChoice {
  /**
   * Asks; empty where the operator changed their mind.
   *
   * @param title what is to be written
   * @param name the name that is proposed
   */
  Optional<Path> choose(String title, String name);

  /** Every file into this folder, without asking. */
  static FileChoice in(Path folder) {
    return (_, name) -> Optional.of(folder.resolve(name));
  }

  /** The dialog of the system. */
  static FileChoice dialog(Supplier<@Nullable Window> owner) {
    return (title, name) -> {
      FileChooser chooser = new FileChooser();
      chooser.setTitle(title);
      chooser.setInitialFileName(name);
      String extension = "*" + name.substring(name.lastIndexOf('.'));
      chooser.getExtensionFilters().add(new ExtensionFilter(extension, extension));
      File chosen = chooser.showSaveDialog(owner.get());
      return Optional.ofNullable(chosen).map(File::toPath);
    };
  }
}
