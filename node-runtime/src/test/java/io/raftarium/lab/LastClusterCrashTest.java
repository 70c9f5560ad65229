package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The program, its server or both die by SIGKILL at random moments under load: the next start shows
 * every entry that was acknowledged, and the cluster set up as it was.
 */
@Tag("thorough")
final class LastClusterCrashTest {
  private static final long SEED = Long.getLong("raftarium.crash.seed", 2026);
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Random random = new Random(SEED);
  private final Path folder;
  private final Set<String> acknowledged = new LinkedHashSet<>();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private Process program;
  private Writer orders;

  /** How the cluster was set up when a verb had ended; empty while one was under way. */
  private String setUp = "";

  private String lastKey = "";
  private int programs;
  private int servers;
  private int reopened;

  LastClusterCrashTest() throws Exception {
    Path target = Files.createDirectories(Path.of("target")).toAbsolutePath();
    folder = Files.createTempDirectory(target, "last-cluster-");
    Files.createDirectories(target.resolve("programs"));
    Files.createSymbolicLink(folder.resolve("programs"), target.resolve("programs"));
    program = start(0);
    orders = new OutputStreamWriter(program.getOutputStream(), StandardCharsets.UTF_8);
  }

  @AfterEach
  void clean() throws Exception {
    kill(program.toHandle());
    killServer();
    Files.delete(folder.resolve("programs"));
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  @Test
  void nothingIsLost() throws Exception {
    run(3);
  }

  @Test
  @Tag("soak")
  @Timeout(3600)
  void nothingIsLostInFiftyDeaths() throws Exception {
    run(Integer.getInteger("raftarium.crash.kills", 50));
  }

  private void run(int kills) throws Exception {
    awaitLine("opened");
    while (programs + servers < kills) {
      shownAreAll();
      int before = acknowledged.size();
      if (programs + servers == 0 || reopened > 0) {
        order("load");
      }
      reopened = 0;
      awaitMore(before + 3);
      pass(Duration.ofMillis(random.nextInt(1, 1_500)));
      die(random.nextInt(3));
    }
    shownAreAll();
    assertThat(acknowledged).hasSizeGreaterThan(3 * kills);
    System.out.println(
        "seed "
            + SEED
            + ": program killed "
            + programs
            + " times, server "
            + servers
            + " times, "
            + acknowledged.size()
            + " acknowledged entries, all there");
  }

  /** What was acknowledged until now is what the leader shows, as soon as it has caught up. */
  private void shownAreAll() throws Exception {
    Set<String> promised = Set.copyOf(acknowledged);
    long until = System.nanoTime() + LIMIT.toNanos();
    List<String> shown;
    do {
      order("keys " + lastKey);
      shown = List.of(awaitLine("keys").split(" "));
    } while (!shown.containsAll(promised) && System.nanoTime() < until);
    assertThat(shown).as("keys that the leader shows").containsAll(promised);
  }

  private void die(int who) throws Exception {
    if (who == 0) {
      killServer();
      servers++;
      order("server");
      awaitLine("server");
      return;
    }
    kill(program.toHandle());
    programs++;
    if (who == 2) {
      killServer();
      servers++;
    }
    drain();
    String asItWas = setUp;
    program = start(programs);
    orders = new OutputStreamWriter(program.getOutputStream(), StandardCharsets.UTF_8);
    String opened = awaitLine("opened");
    assertThat(opened).startsWith("true ");
    if (!asItWas.isEmpty()) {
      assertThat(opened).isEqualTo("true " + asItWas);
    }
    reopened++;
  }

  private Process start(int round) throws IOException {
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CrashLab.class.getName(),
                folder.toString(),
                String.valueOf(round),
                String.valueOf(random.nextLong()))
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("errors").toFile()))
            .start();
    Thread.ofVirtual()
        .start(() -> {
          try (BufferedReader from =
              new BufferedReader(
                  new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
              lines.add(line);
            }
            lines.add("end");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return started;
  }

  private void order(String order) throws IOException {
    orders.write(order + "\n");
    orders.flush();
  }

  /** Takes lines until one begins so; what follows that word. */
  private String awaitLine(String word) throws Exception {
    long until = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      String line = next(until, word);
      if (line.equals(word) || line.startsWith(word + " ")) {
        return line.substring(Math.min(line.length(), word.length() + 1));
      }
    }
  }

  private void awaitMore(int count) throws Exception {
    long until = System.nanoTime() + LIMIT.toNanos();
    while (acknowledged.size() < count) {
      next(until, "acknowledged entries");
    }
  }

  private String next(long until, String what) throws Exception {
    String line = lines.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    if (line == null || line.equals("end")) {
      throw new AssertionError(
          "waited in vain for " + what + ": " + Files.readString(folder.resolve("errors")));
    }
    take(line);
    return line;
  }

  /** Goes on taking lines for as long. */
  private void pass(Duration time) throws InterruptedException {
    long until = System.nanoTime() + time.toNanos();
    for (String line = lines.poll(time.toNanos(), TimeUnit.NANOSECONDS);
        line != null;
        line = lines.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      take(line);
    }
  }

  /** The rest of what a dead program has said. */
  private void drain() throws InterruptedException {
    for (String line = lines.poll(20, TimeUnit.SECONDS);
        line != null && !line.equals("end");
        line = lines.poll(20, TimeUnit.SECONDS)) {
      take(line);
    }
  }

  private void take(String line) {
    String[] words = line.split(" ", 2);
    switch (words[0]) {
      case "ok" -> {
        acknowledged.add(words[1]);
        lastKey = words[1];
      }
      case "verb" -> setUp = "";
      case "done" -> setUp = words[1];
      default -> {}
    }
  }

  private void killServer() throws Exception {
    try {
      Path pidFile = folder.resolve("postgres").resolve("postmaster.pid");
      long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
      ProcessHandle server = ProcessHandle.of(pid).orElse(null);
      if (server != null && server.info().commandLine().orElse("").contains(folder.toString())) {
        List<ProcessHandle> all = new ArrayList<>(List.of(server));
        server.descendants().forEach(all::add);
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : all) {
          each.onExit().get(10, TimeUnit.SECONDS);
        }
      }
    } catch (NoSuchFileException e) {
      // It has ended already.
    }
  }

  private static void kill(ProcessHandle process) throws Exception {
    process.destroyForcibly();
    process.onExit().get(10, TimeUnit.SECONDS);
  }
}
