package io.raftarium.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;

  @Test
  void replacesWhatWasThereAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("new").resolve("logs.csv");
    WholeFile.write(file, "old and long".getBytes(UTF_8));
    WholeFile.write(file, "new".getBytes(UTF_8));
    assertThat(file).hasContent("new");
    assertThat(file.getParent()).isDirectoryContaining(path -> path.equals(file));
    try (var files = Files.list(folder.resolve("new"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void leavesNothingBehindWhereItCannotWrite() throws IOException {
    Path file = folder.resolve("taken");
    Files.createDirectories(file.resolve("inner"));
    assertThatThrownBy(() -> WholeFile.write(file, "x".getBytes(UTF_8)))
        .isInstanceOf(IOException.class);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
