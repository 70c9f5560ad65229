package io.raftarium.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** The program's log stands in its data folder, where the window says that it does. */
class LogPlaceTest {
  private static final int LIMIT_SECONDS = 60;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path folder;

  @Test
  void theLogIsInTheDataFolder() throws Exception {
    Path data = folder.resolve("data");
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    // Not with what tests set for their own log.
    String classes =
        Stream.of(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator))
            .filter(path -> !path.endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator));
    Process program =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dglass.platform=Headless",
                    "-Dprism.order=sw",
                    "-Djava.io.tmpdir=" + temporary,
                    "-Draftarium.tour=false",
                    "-Draftarium.data=" + data,
                    "-Draftarium.open=" + folder.resolve("none.json"),
                    "-classpath",
                    classes,
                    "io.raftarium.app.Main"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    try {
      WaitForAsyncUtils.waitFor(
          LIMIT_SECONDS,
          TimeUnit.SECONDS,
          () -> Files.exists(data.resolve("raftarium.log")) || !program.isAlive());
      assertThat(data.resolve("raftarium.log"))
          .as(Files.readString(folder.resolve("said")))
          .exists();
      assertThat(temporary.resolve("raftarium.log")).doesNotExist();
    } finally {
      program.destroy();
      assertThat(program.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }
}
