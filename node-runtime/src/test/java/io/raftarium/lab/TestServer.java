package io.raftarium.lab;

import io.raftarium.server.EmbeddedServer;
import io.raftarium.server.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One embedded server for all tests of this module; each laboratory gets a database of its own. */
public final class TestServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable EmbeddedServer running;

  private TestServer() {}

  /** The server; it starts with the first test and ends with the program. */
  public static synchronized EmbeddedServer get() throws Exception {
    EmbeddedServer server = running;
    if (server == null) {
      Path target = Files.createDirectories(Path.of("target")).toAbsolutePath();
      server =
          EmbeddedServer.start(
              Files.createTempDirectory(target, "lab-test-"),
              target.resolve("programs"),
              Progress.NONE);
      running = server;
    }
    return server;
  }

  /** A laboratory in a new database, with the contract's timeouts. */
  public static LocalLab lab() throws Exception {
    return lab(options());
  }

  /** A laboratory in a new database. */
  public static LocalLab lab(LabOptions options) throws Exception {
    return LocalLab.on(get(), "lab_" + DATABASES.incrementAndGet(), options);
  }

  /** Options with a fixed seed. */
  public static LabOptions options() throws Exception {
    return new LabOptions(
        get().folder(), Duration.ofMillis(500), Duration.ofMillis(50), Duration.ZERO, 7);
  }
}
