package io.raftarium.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes in network namespaces of their own, as on three machines: an address, a PostgreSQL
 * and a cable each. Wants root and the program ip; elsewhere it is left out.
 */
@Tag("machines")
class NamespacesTest {
  private static final String PREFIX = "rf" + ProcessHandle.current().pid() % 100_000 + "n";
  private static final String HUB = PREFIX + "h";

  @TempDir private Path folder;

  @BeforeEach
  void makeNamespaces() throws Exception {
    assumeTrue(
        run("ip", "netns", "add", HUB) == 0,
        "network namespaces cannot be made here: the test wants root and the program ip");
    must("ip", "-n", HUB, "link", "set", "lo", "up");
    must("ip", "-n", HUB, "link", "add", "hub", "type", "bridge");
    must("ip", "-n", HUB, "addr", "add", "10.77.0.254/24", "dev", "hub");
    must("ip", "-n", HUB, "link", "set", "hub", "up");
    for (int node = 1; node <= 3; node++) {
      String name = PREFIX + node;
      must("ip", "netns", "add", name);
      must(
          "ip", "link", "add", name, "netns", HUB, "type", "veth", "peer", "name", "eth0", "netns",
          name);
      must("ip", "-n", name, "addr", "add", NamespaceShow.address(node) + "/24", "dev", "eth0");
      must("ip", "-n", name, "link", "set", "lo", "up");
      must("ip", "-n", name, "link", "set", "eth0", "up");
      must("ip", "-n", HUB, "link", "set", name, "master", "hub", "up");
    }
  }

  @AfterEach
  void dropNamespaces() throws Exception {
    for (int node = 1; node <= 3; node++) {
      int _ = run("ip", "netns", "del", PREFIX + node);
    }
    int _ = run("ip", "netns", "del", HUB);
  }

  @Test
  @Timeout(240)
  void aCableIsPulledOutAndPutBack() throws Exception {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", HUB));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx300m",
            "-cp",
            System.getProperty("java.class.path"),
            NamespaceShow.class.getName(),
            folder.toString(),
            PREFIX));
    Path out = folder.resolve("show.out");
    Process show =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertThat(show.waitFor(200, TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      show.descendants().forEach(ProcessHandle::destroyForcibly);
      show.destroyForcibly();
    }
    String told = Files.readString(out);
    assertThat(show.exitValue()).as(told).isZero();
    told.lines()
        .filter(line -> line.contains("its cable out"))
        .forEach(line -> System.out.println("namespaces: " + line));
    assertThat(told).contains("its cable out");
  }

  private static void must(String... command) throws IOException, InterruptedException {
    assertThat(run(command)).as("%s", List.of(command)).isZero();
  }

  private static int run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}
