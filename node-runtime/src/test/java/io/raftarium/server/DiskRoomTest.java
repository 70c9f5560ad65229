package io.raftarium.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On a small disk of its own, where this user may have one. */
@EnabledOnOs(OS.LINUX)
class DiskRoomTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", "size=30m", "tmpfs", folder.toString()) == 0;
    assumeTrue(mounted, "only root may have a disk of its own");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      run("umount", folder.toString());
    }
  }

  @Test
  void aFullDiskIsToldBeforeAnythingIsMade() throws Exception {
    assertThatThrownBy(() -> EmbeddedServer.start(folder.resolve("data"), Progress.NONE))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("is full")
        .hasMessageContaining("the server needs 160");
    assertThatCode(() -> DiskRoom.check(folder, true)).doesNotThrowAnyException();
    Files.write(folder.resolve("filler"), new byte[12 * 1024 * 1024]);
    assertThatThrownBy(() -> DiskRoom.check(folder, true)).hasMessageContaining("needs 24");
  }

  private static int run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }
}
