package io.raftarium.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where data lives on each system. */
class PlatformTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void linuxFollowsTheDesktopSpecification() {
    assertThat(Platform.LINUX.dataFolder(Map.of(), HOME))
        .isEqualTo(Path.of("/home/ada/.local/share/raftarium"));
    assertThat(Platform.LINUX.dataFolder(Map.of("XDG_DATA_HOME", "/data/ada"), HOME))
        .isEqualTo(Path.of("/data/ada/raftarium"));
    assertThat(Platform.LINUX.dataFolder(Map.of("XDG_DATA_HOME", "relative"), HOME))
        .isEqualTo(Path.of("/home/ada/.local/share/raftarium"));
    assertThat(Platform.LINUX.dataFolder(Map.of("XDG_DATA_HOME", ""), HOME))
        .isEqualTo(Path.of("/home/ada/.local/share/raftarium"));
  }

  @Test
  void theOthersHaveTheirOwnPlaces() {
    assertThat(Platform.MACOS.dataFolder(Map.of("XDG_DATA_HOME", "/data/ada"), HOME))
        .isEqualTo(Path.of("/home/ada/Library/Application Support/raftarium"));
    assertThat(Platform.WINDOWS.dataFolder(Map.of("LOCALAPPDATA", "/local"), HOME))
        .isEqualTo(Path.of("/local/raftarium"));
    assertThat(Platform.WINDOWS.dataFolder(Map.of(), HOME))
        .isEqualTo(Path.of("/home/ada/AppData/Local/raftarium"));
  }

  @Test
  void systemsAreKnownByTheirNames() {
    assertThat(Platform.of("Linux")).isEqualTo(Platform.LINUX);
    assertThat(Platform.of("Mac OS X")).isEqualTo(Platform.MACOS);
    assertThat(Platform.of("Darwin")).isEqualTo(Platform.MACOS);
    assertThat(Platform.of("Windows 11")).isEqualTo(Platform.WINDOWS);
  }
}
