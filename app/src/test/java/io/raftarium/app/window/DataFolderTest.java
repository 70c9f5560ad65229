package io.raftarium.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataFolderTest {
  @Test
  void followsTheSystemsCustom() {
    assertThat(DataFolder.of(Map.of(), "Linux", "/home/a"))
        .isEqualTo(Path.of("/home/a/.local/share/raftarium"));
    assertThat(DataFolder.of(Map.of("XDG_DATA_HOME", "/data"), "Linux", "/home/a"))
        .isEqualTo(Path.of("/data/raftarium"));
    assertThat(DataFolder.of(Map.of("XDG_DATA_HOME", "not/absolute"), "Linux", "/home/a"))
        .isEqualTo(Path.of("/home/a/.local/share/raftarium"));
    assertThat(DataFolder.of(Map.of(), "Mac OS X", "/Users/a"))
        .isEqualTo(Path.of("/Users/a/Library/Application Support/Raftarium"));
    assertThat(DataFolder.of(Map.of("LOCALAPPDATA", "/l"), "Windows 11", "/u"))
        .isEqualTo(Path.of("/l/Raftarium"));
  }
}
