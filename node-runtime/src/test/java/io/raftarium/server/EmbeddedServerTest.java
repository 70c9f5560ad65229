package io.raftarium.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.raftarium.Until;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
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
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The embedded server on a folder of its own: safe, durable, lasting, and with a single owner. */
@Tag("thorough")
@Timeout(120)
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
    Folders.delete(folder);
  }

  private EmbeddedServer start() {
    return EmbeddedServer.start(folder, PROGRAMS, Progress.NONE);
  }

  @Test
  void isDurableAndPrivateAndKeepsItsDataOverASecondStart() throws Exception {
    List<String> steps = new ArrayList<>();
    // The program files unpacked anew, as at the very first start.
    try (EmbeddedServer server =
        EmbeddedServer.start(folder, (text, fraction) -> steps.add(text))) {
      assertThat(steps)
          .contains("Unpacking PostgreSQL", "Making a new database cluster", "The server runs");
      assertThat(server.durableSettings())
          .containsEntry("fsync", "on")
          .containsEntry("full_page_writes", "on")
          .containsEntry("synchronous_commit", "on");
      assertThat(server.version()).startsWith("18.");
      assertThat(permissions("password")).isEqualTo("rw-------");
      assertThat(permissions("postgres")).isEqualTo("rwx------");
      execute(server, "create table kept as select 42 as answer");
      assertThatThrownBy(() ->
              DriverManager.getConnection(
                  "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres",
                  Credentials.USER,
                  "wrong"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThat(text(server, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(text(server, "show unix_socket_directories")).isEmpty();
      assertThat(text(server, "select rolpassword from pg_authid where rolname = 'raftarium'"))
          .startsWith("SCRAM-SHA-256$");
    }
    try (EmbeddedServer server = EmbeddedServer.start(folder, Progress.NONE)) {
      assertThat(text(server, "select answer from kept")).isEqualTo("42");
    }
    String password = Files.readString(folder.resolve("password"));
    try (Stream<Path> logs = Files.list(folder.resolve("log"))) {
      for (Path log : logs.toList()) {
        assertThat(Files.readString(log)).doesNotContain(password);
      }
    }
  }

  /** Only where nothing else runs: another program's load is not ours. */
  @Test
  @Tag("soak")
  void theFirstStartTakesUnderTenSecondsAndLaterOnesUnderFour() throws Exception {
    Duration first = timedStart();
    Duration later = timedStart();
    System.out.printf(Locale.ROOT, "first start %s, later start %s%n", first, later);
    assertThat(first).isLessThan(Duration.ofSeconds(10));
    assertThat(later).isLessThan(Duration.ofSeconds(4));
  }

  private Duration timedStart() {
    long begin = System.nanoTime();
    try (EmbeddedServer server = EmbeddedServer.start(folder, Progress.NONE)) {
      assertThat(server.port()).isPositive();
      return Duration.ofNanos(System.nanoTime() - begin);
    }
  }

  @Test
  void settingsThatWouldLoseDataDoNotSurviveAStart() throws Exception {
    try (EmbeddedServer server = start()) {
      execute(server, "alter system set fsync = off");
    }
    try (EmbeddedServer server = start()) {
      assertThat(server.durableSettings()).containsEntry("fsync", "on");
      execute(server, "alter role raftarium set synchronous_commit = off");
    }
    assertThatThrownBy(this::start)
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("synchronous_commit = off");
    assertThat(folder.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
  }

  @Test
  void aFolderHasOneOwnerAndAnOrphanIsEnded() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServerProgram.class.getName(),
                folder.toString(),
                PROGRAMS.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long orphan;
    try (BufferedReader output = other.inputReader(StandardCharsets.UTF_8)) {
      Until.holds("the other program runs its server", () -> startsRunning(output));
      assertThatThrownBy(this::start)
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("in use by another Raftarium (process " + other.pid() + ")")
          .hasMessageContaining("Close that window");
      orphan = Postmaster.owner(folder.resolve("postgres")).orElseThrow().pid();
    } finally {
      other.destroyForcibly();
    }
    assertThat(other.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    assertThat(ProcessHandle.of(orphan)).as("the orphan lives on").isPresent();
    try (EmbeddedServer server = start()) {
      assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
      assertThat(text(server, "select 'usable'")).isEqualTo("usable");
    }
  }

  @Test
  void aServerIsFoundThroughASymbolicLinkToo() throws Exception {
    Path link = folder.resolveSibling(folder.getFileName() + "-link");
    Files.createSymbolicLink(link, folder);
    try (EmbeddedServer server = start()) {
      Path cluster = folder.resolve("postgres");
      Path throughLink = link.resolve("postgres");
      long pid = Postmaster.owner(cluster).orElseThrow().pid();
      assertThat(Postmaster.owner(throughLink).orElseThrow().pid()).isEqualTo(pid);
      assertThatThrownBy(() -> EmbeddedServer.start(link, PROGRAMS, Progress.NONE))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("in use");
      assertThat(text(server, "select 'usable'")).isEqualTo("usable");
    } finally {
      Files.delete(link);
    }
  }

  @Test
  void aServerThatDiedStartsAgainAndOneThatWasClosedDoesNot() throws Exception {
    EmbeddedServer server = start();
    execute(server, "create table kept as select 42 as answer");
    assertThat(server.alive()).isTrue();
    ProcessHandle process = Postmaster.owner(folder.resolve("postgres")).orElseThrow();
    assertThat(process.destroyForcibly()).isTrue();
    process.onExit().get(10, java.util.concurrent.TimeUnit.SECONDS);
    assertThat(server.alive()).isFalse();
    server.startAgain();
    assertThat(server.alive()).isTrue();
    assertThat(text(server, "select answer from kept")).isEqualTo("42");
    server.close();
    assertThat(server.alive()).isFalse();
    assertThatThrownBy(server::startAgain)
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("was closed");
  }

  private static boolean startsRunning(BufferedReader output) throws Exception {
    String line = output.readLine();
    return line != null && line.startsWith("running on");
  }

  @Test
  void aStaleFileThatNamesAStrangerHarmsNobody() throws Exception {
    start().close();
    Path cluster = folder.resolve("postgres");
    Files.writeString(
        cluster.resolve("postmaster.pid"),
        ProcessHandle.current().pid() + "\n" + cluster + "\n1\n1\n\n127.0.0.1\n");
    assertThat(Postmaster.owner(cluster)).isEmpty();
    try (EmbeddedServer server = start()) {
      assertThat(text(server, "select 'usable'")).isEqualTo("usable");
    }
  }

  @Test
  void aFolderOfAnotherMajorVersionIsNamedAndLeftAlone() throws Exception {
    start().close();
    Files.writeString(folder.resolve("postgres").resolve("PG_VERSION"), "17\n");
    assertThatThrownBy(this::start)
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("made by PostgreSQL 17")
        .hasMessageContaining("brings PostgreSQL 18");
    Files.writeString(folder.resolve("postgres").resolve("PG_VERSION"), "18\n");
    start().close();
  }

  @Test
  void aHalfMadeClusterIsMadeAnew() throws Exception {
    Files.createDirectories(folder.resolve("postgres.new").resolve("base"));
    try (EmbeddedServer server = start()) {
      assertThat(text(server, "select 'usable'")).isEqualTo("usable");
    }
  }

  @Test
  void aFolderThatCannotBeUsedIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> EmbeddedServer.start(file.resolve("data"), PROGRAMS, Progress.NONE))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("cannot be used")
        .hasMessageContaining("-Draftarium.data=FOLDER");
  }

  /** Needs root, as in a container; elsewhere nobody may mount. */
  @Test
  void aFileSystemThatForbidsProgramsOrWritingIsNamed() throws Exception {
    Path mounted = Files.createDirectories(folder.resolve("mounted"));
    assumeTrue(
        mount("-t", "tmpfs", "-o", "size=400m,noexec", "tmpfs", mounted.toString()),
        "a file system cannot be mounted here: not tried");
    try {
      assertThatThrownBy(() -> EmbeddedServer.start(mounted.resolve("data"), Progress.NONE))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("noexec")
          .hasMessageContaining("another file system");
      assertThat(mount("-o", "remount,ro", mounted.toString())).isTrue();
      assertThatThrownBy(
              () -> EmbeddedServer.start(mounted.resolve("other"), PROGRAMS, Progress.NONE))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("Read-only file system")
          .hasMessageContaining("-Draftarium.data=FOLDER");
    } finally {
      assertThat(new ProcessBuilder("umount", mounted.toString()).start().waitFor()).isZero();
    }
  }

  private static boolean mount(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private String permissions(String name) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  private static void execute(EmbeddedServer server, String sql) throws Exception {
    try (Connection connection = server.connect(EmbeddedServer.DATABASE, "test");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(EmbeddedServer server, String sql) throws Exception {
    try (Connection connection = server.connect(EmbeddedServer.DATABASE, "test");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }
}
