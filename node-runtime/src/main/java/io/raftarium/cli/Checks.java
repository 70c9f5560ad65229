package io.raftarium.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the options of a command have to be. */
record Checks(CommandSpec spec) {
  /** Refuses the options unless something holds. */
  void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  /** Refuses a file that could not be written in the end; none is right. */
  void writable(String option, @Nullable Path file) {
    if (file != null) {
      Path folder = file.toAbsolutePath().getParent();
      that(
          !Files.isDirectory(file) && folder != null && Files.isWritable(folder),
          option
              + ": "
              + file
              + " cannot be written: there is no such folder, or it is closed to you");
    }
  }
}
