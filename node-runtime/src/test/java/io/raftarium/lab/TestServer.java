package io.raftarium.lab;

import io.raftarium.server.EmbeddedServer;
import io.raftarium.server.Progress;
import io.raftarium.sql.Migration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One embedded server for all tests of this module; each laboratory gets a database of its own. */
public final class TestServer {
  private static final String TEMPLATE = "lab_template";
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable EmbeddedServer running;

  private TestServer() {}

  /** The server; it starts with the first test, and ends and is deleted with the program. */
  public static synchronized EmbeddedServer get() throws Exception {
    EmbeddedServer server = running;
    if (server == null) {
      Path target = Files.createDirectories(Path.of("target")).toAbsolutePath();
      Path folder = Files.createTempDirectory(target, "lab-test-");
      EmbeddedServer started =
          EmbeddedServer.start(folder, target.resolve("programs"), Progress.NONE);
      started.createDatabase(TEMPLATE);
      int _ = Migration.migrate(started.source(TEMPLATE, "raftarium test"));
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .unstarted(() -> {
                    started.close();
                    delete(folder);
                  }));
      server = started;
      running = started;
    }
    return server;
  }

  /** A new database with the schema and no node; its name. */
  public static String database() throws Exception {
    String database = "lab_" + DATABASES.incrementAndGet();
    try (Connection connection = get().connect("postgres", "raftarium test");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + database + " template " + TEMPLATE);
    }
    return database;
  }

  /** A laboratory in a new database, with the contract's timeouts and a fixed seed. */
  public static LocalLab lab() throws Exception {
    return lab(options());
  }

  /** A laboratory in a new database. */
  public static LocalLab lab(LabOptions options) throws Exception {
    return LocalLab.on(get(), database(), options);
  }

  /** The contract's timeouts, a fixed seed, and Figure 2 alone: two leaders are possible. */
  public static LabOptions options() throws Exception {
    return LabOptions.in(get().folder()).withSeed(7).withFigure2Alone();
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(TestServer::deleteOne);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
