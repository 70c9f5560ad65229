package io.raftarium.app.export;

import io.raftarium.app.words.Texts;
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

  /** The same for the file of a cluster. */
  default Optional<Path> openCluster(String title) {
    return open(title);
  }

  /** The same for the file of a lesson. */
  default Optional<Path> openLesson(String title) {
    return open(title);
  }

  /** The dialog of the system. */
  static FileChoice dialog(Supplier<@Nullable Window> owner) {
    return new FileChoice() {
      private @Nullable File last;

      @Override
      public Optional<Path> choose(String title, String name) {
        FileChooser chooser = chooser(title);
        chooser.setInitialFileName(name);
        // All of it where there are two, as in .jsonl.gz.
        String extension = "*" + name.substring(name.indexOf('.'));
        chooser.getExtensionFilters().add(new ExtensionFilter(extension, extension));
        return remembered(chooser.showSaveDialog(owner.get()));
      }

      @Override
      public Optional<Path> open(String title) {
        return open(
            title, Texts.of("Captures and recordings"), "*.json", "*.jsonl", "*.jsonl.gz", "*.gz");
      }

      @Override
      public Optional<Path> openCluster(String title) {
        return open(title, Texts.of("Files of clusters"), "*.yaml", "*.yml");
      }

      @Override
      public Optional<Path> openLesson(String title) {
        return open(title, Texts.of("Lessons"), "*.yaml", "*.yml");
      }

      private Optional<Path> open(String title, String kind, String... patterns) {
        FileChooser chooser = chooser(title);
        chooser
            .getExtensionFilters()
            .addAll(
                new ExtensionFilter(kind, patterns),
                new ExtensionFilter(Texts.of("All files"), "*.*"));
        return remembered(chooser.showOpenDialog(owner.get()));
      }

      private FileChooser chooser(String title) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        File folder = last;
        chooser.setInitialDirectory(folder != null && folder.isDirectory() ? folder : documents());
        return chooser;
      }

      private Optional<Path> remembered(@Nullable File chosen) {
        if (chosen != null) {
          last = chosen.getAbsoluteFile().getParentFile();
        }
        return Optional.ofNullable(chosen).map(File::toPath);
      }
    };
  }

  /** Where a person keeps files, not where the program was started; null where there is none. */
  private static @Nullable File documents() {
    File home = new File(System.getProperty("user.home", ""));
    File documents = new File(home, "Documents");
    return documents.isDirectory() ? documents : home.isDirectory() ? home : null;
  }
}
