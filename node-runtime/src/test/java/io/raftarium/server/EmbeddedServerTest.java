package io.raftarium.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The embedded server on a folder of its own: safe, durable, lasting, and with a single owner. */
class EmbeddedServerTest {
  private static final Path PROGRAMS = Path.of("target", "programs");

  private Path folder = Path.of("target", "server-test");

  @BeforeEach
  void freshFolder() throws Exception {
    Path target = Files.createDirectories(Path.of("target")).toAbsolutePath();
    folder = Files.createTempDirectory(target, "server-test-");
  }

  @AfterEach
  void deleteFolder() throws Exception {
    Binaries.delete(folder);
  }

  private EmbeddedServer start() {
    return EmbeddedServer.start(folder, PROGRAMS, Progress.NONE);
  }

  @Test
  void isDurableAndPrivateAndKeepsItsDataOverASecondStart() throws Exception {
    List<String> steps = new ArrayList<>();
    long begin = System.nanoTime();
    try (EmbeddedServer server =
        EmbeddedServer.start(folder, PROGRAMS, (text, fraction) -> steps.add(text))) {
      System.out.println("first start: " + Duration.ofNanos(System.nanoTime() - begin).toMillis());
      assertThat(server.durableSettings())
          .containsEntry("fsync", "on")
          .containsEntry("full_page_writes", "on")
          .containsEntry("synchronous_commit", "on");
      assertThat(server.version()).startsWith("18.");
      assertThat(steps).contains("Making a new database cluster", "The server runs");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("password"))))
          .isEqualTo("rw-------");
      try (Connection connection = server.connect(EmbeddedServer.DATABASE, "test");
          Statement statement = connection.createStatement()) {
        statement.execute("create table kept as select 42 as answer");
      }
      assertThatThrownBy(() ->
              DriverManager.getConnection(
                  "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres",
                  Credentials.USER,
                  "wrong"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
    begin = System.nanoTime();
    try (EmbeddedServer server = start()) {
      System.out.println("second start: " + Duration.ofNanos(System.nanoTime() - begin).toMillis());
      try (Connection connection = server.connect(EmbeddedServer.DATABASE, "test");
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("select answer from kept")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getInt(1)).isEqualTo(42);
      }
      begin = System.nanoTime();
    }
    System.out.println("stop: " + Duration.ofNanos(System.nanoTime() - begin).toMillis());
  }
}
