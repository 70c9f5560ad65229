package io.raftarium.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands in the files to deploy with do what they should, as they stand there. They want the
 * paths and names of a container, which namespaces give them without touching the machine: that
 * wants root; elsewhere the test is left out.
 */
@Tag("machines")
class ShippedCommandsTest {
  /** A network and mounts of its own; /etc is the machine's with a layer of ours above it. */
  private static final String AROUND =
      """
      set -e
      ip link set lo up
      mount -t tmpfs tmpfs /opt
      mount -t tmpfs tmpfs /run
      mount -t tmpfs tmpfs "$1/layer"
      mkdir "$1/layer/up" "$1/layer/work"
      mount -t overlay overlay -o "lowerdir=/etc,upperdir=$1/layer/up,workdir=$1/layer/work" /etc
      shift
      exec "$@"
      """;

  @TempDir private Path folder;

  @Test
  @Timeout(240)
  void theyRunAsTheyStand() throws Exception {
    Files.createDirectories(folder.resolve("layer"));
    assumeTrue(
        around(List.of("true")).waitFor() == 0,
        "mounts and networks of its own cannot be made here: the test wants root, unshare and ip");
    Process show =
        around(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx200m",
                "-cp",
                System.getProperty("java.class.path"),
                ShippedShow.class.getName(),
                folder.toString()));
    try {
      assertThat(show.waitFor(220, TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      show.descendants().forEach(ProcessHandle::destroyForcibly);
      show.destroyForcibly();
    }
    String told = ShippedShow.text(folder.resolve("show.out"));
    assertThat(show.exitValue()).as(told).isZero();
    assertThat(told).contains("every command ran as it stands");
  }

  private Process around(List<String> command) throws IOException {
    List<String> whole =
        new ArrayList<>(
            List.of("unshare", "--mount", "--net", "--propagation", "private", "sh", "-c", AROUND));
    whole.add("sh");
    whole.add(folder.toString());
    whole.addAll(command);
    return new ProcessBuilder(whole)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("show.out").toFile())
        .start();
  }
}
