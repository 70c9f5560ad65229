package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.raftarium.protocol.Command;
import io.raftarium.server.EmbeddedServer;
import io.raftarium.server.Progress;
import io.raftarium.view.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Several clusters of one data folder, one of them open at a time. */
@Tag("thorough")
final class ClustersTest {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private final Path folder;
  private LocalLab lab;

  ClustersTest() throws Exception {
    Path target = Files.createDirectories(Path.of("target")).toAbsolutePath();
    folder = Files.createTempDirectory(target, "clusters-");
    Files.createDirectories(target.resolve("programs"));
    Files.createSymbolicLink(folder.resolve("programs"), target.resolve("programs"));
    lab = start(false);
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
    Files.delete(folder.resolve("programs"));
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void eachKeepsItsOwnAndTheOneUsedLastOpensNext() throws Exception {
    Clusters clusters = clusters();
    begin(3);
    put("x", "first");
    assertThat(clusters.list())
        .singleElement()
        .satisfies(only -> {
          assertThat(only.name()).isEqualTo("lab-1");
          assertThat(only.nodes()).isEqualTo(3);
          assertThat(only.term()).isPositive();
          assertThat(only.entries()).isPositive();
          assertThat(only.made()).isEqualTo(lab.cluster().made());
          assertThat(only.open()).isTrue();
        });

    lab = clusters.create(" Vorlesung „3“ 🎓 ", options());
    assertThat(lab.name()).isEqualTo("Vorlesung „3“ 🎓");
    assertThat(lab.cluster().reopen()).as("nothing is in it yet").isFalse();
    begin(1);
    put("x", "second");
    assertThat(clusters.list())
        .extracting(KeptCluster::name, KeptCluster::nodes, KeptCluster::open)
        .containsExactly(tuple("Vorlesung „3“ 🎓", 1, true), tuple("lab-1", 3, false));

    lab = clusters.open(EmbeddedServer.DATABASE, options());
    assertThat(lab.cluster().reopen()).isTrue();
    assertThat(read("x")).isEqualTo("first");
    lab = clusters.open("cluster_2", options());
    assertThat(lab.cluster().reopen()).isTrue();
    assertThat(read("x")).isEqualTo("second");

    lab.close();
    lab = start(true);
    assertThat(lab.name()).isEqualTo("demonstration");
    lab.close();
    lab = start(false);
    assertThat(lab.name()).as("a demonstration is not used last").isEqualTo("Vorlesung „3“ 🎓");
    assertThat(lab.cluster().reopen()).isTrue();
    assertThat(read("x")).isEqualTo("second");
  }

  /** A program that was killed while it searched has left one. */
  @Test
  void scratchDatabasesOfAKilledProgramAreGoneAfterItsNextStart() throws Exception {
    begin(1);
    lab.close();
    try (EmbeddedServer server = EmbeddedServer.start(folder, Progress.NONE)) {
      server.createDatabase(Scratch.PREFIX + "4711_1");
      assertThat(databases(server)).contains(Scratch.PREFIX + "4711_1");
    }
    lab = start(false);
    assertThat(lab.cluster().reopen()).isTrue();
    lab.close();
    try (EmbeddedServer server = EmbeddedServer.start(folder, Progress.NONE)) {
      assertThat(databases(server))
          .contains(EmbeddedServer.DATABASE)
          .noneMatch(name -> name.startsWith(Scratch.PREFIX));
    }
    lab = start(false);
  }

  private static List<String> databases(EmbeddedServer server) throws Exception {
    List<String> names = new ArrayList<>();
    try (Connection connection = server.connect("postgres", "raftarium test");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select datname from pg_catalog.pg_database")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  @Test
  void aModifiedOneStaysModifiedAndTheOthersAreNot() throws Exception {
    begin(1);
    lab = clusters().create("Modified", options().withModified("vote-is-not-kept"));
    assertThat(lab.functions().get("on_request_vote")).contains("MODIFIED");
    begin(3);
    String database = "cluster_2";
    String copy = clusters().duplicate(database, "Copy");
    lab = clusters().open(copy, options());
    assertThat(lab.options().modified()).as("a copy").isEqualTo("vote-is-not-kept");
    assertThat(clusters().list())
        .extracting(KeptCluster::name, KeptCluster::modified)
        .containsExactlyInAnyOrder(
            tuple("Copy", "vote-is-not-kept"),
            tuple("Modified", "vote-is-not-kept"),
            tuple("lab-1", ""));
    lab = clusters().open(database, options());
    assertThat(lab.cluster().reopen()).isTrue();

    lab.close();
    lab = start(false);
    assertThat(lab.name()).isEqualTo("Modified");
    assertThat(lab.options().modified()).as("before its nodes run").isEqualTo("vote-is-not-kept");
    assertThat(lab.cluster().reopen()).isTrue();
    assertThat(lab.options().modified()).isEqualTo("vote-is-not-kept");
    assertThat(lab.functions().get("on_request_vote")).contains("MODIFIED");
    begin(3);
    assertThat(lab.options().modified()).as("begun anew").isEqualTo("vote-is-not-kept");
    assertThat(lab.capture().modified()).isEqualTo("vote-is-not-kept");

    lab = clusters().open(EmbeddedServer.DATABASE, options().withModified("vote-is-not-kept"));
    assertThat(lab.options().modified()).isEmpty();
  }

  @Test
  void aCopyIsItsOwnAndMayBeRenamedAndDeleted() throws Exception {
    Clusters clusters = clusters();
    begin(1);
    put("x", "before");
    String copy = clusters.duplicate(EmbeddedServer.DATABASE, "Copy");
    lab = clusters.open(EmbeddedServer.DATABASE, options());
    assertThat(lab.cluster().reopen()).isTrue();
    put("x", "after");

    lab = clusters.open(copy, options());
    assertThat(lab.cluster().reopen()).isTrue();
    assertThat(read("x")).isEqualTo("before");
    clusters.rename(copy, "Another");
    assertThat(lab.name()).isEqualTo("Another");
    assertThatThrownBy(() -> clusters.delete(copy))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("is open");
    clusters.delete(EmbeddedServer.DATABASE);
    assertThat(clusters.list()).extracting(KeptCluster::name).containsExactly("Another");
    lab.close();
    lab = start(false);
    assertThat(lab.name()).isEqualTo("Another");
  }

  @Test
  void namesAreCheckedBeforeAnythingIsDone() throws Exception {
    Clusters clusters = clusters();
    begin(1);
    assertThatThrownBy(() -> clusters.create("LAB-1", options())).hasMessageContaining("already");
    assertThatThrownBy(() -> clusters.create("  ", options())).hasMessageContaining("1 to 60");
    assertThatThrownBy(() -> clusters.create("a".repeat(61), options())).hasMessageContaining("60");
    assertThatThrownBy(() -> clusters.create("a\u0000b", options()))
        .hasMessageContaining("control");
    assertThatThrownBy(() -> clusters.rename(EmbeddedServer.DATABASE, "half \ud83d"))
        .hasMessageContaining("half");
    assertThatThrownBy(() -> clusters.duplicate(EmbeddedServer.DATABASE, "lab-1"))
        .hasMessageContaining("already");
    assertThat(clusters.freeName("lab-1")).isEqualTo("lab-1 2");
    assertThat(clusters.list()).hasSize(1);
    put("x", "the open one runs on");
  }

  @Test
  void aSchemaOfALaterVersionIsRefusedAndLeftAlone() throws Exception {
    begin(1);
    change(
        "insert into public.raftarium_migrations"
            + " select installed_rank + 1, '99', 'later', 'SQL', 'V99__later.sql', 1, installed_by,"
            + " now(), 1, true from public.raftarium_migrations order by 1 desc limit 1");
    Clusters clusters = clusters();
    lab = clusters.create("second", options());
    assertThatThrownBy(() -> clusters.open(EmbeddedServer.DATABASE, options()))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("another version of Raftarium");
    assertThat(clusters.list()).extracting(KeptCluster::name).contains("lab-1");
    lab = clusters.open("cluster_2", options());
    lab.cluster().start(1);
  }

  private void change(String sql) throws Exception {
    // The server's password is in the data folder, for its owner alone.
    int port =
        Integer.parseInt(
            Files.readAllLines(folder.resolve("postgres").resolve("postmaster.pid")).get(3));
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setPortNumbers(new int[] {port});
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setDatabaseName(EmbeddedServer.DATABASE);
    source.setUser("raftarium");
    source.setPassword(Files.readString(folder.resolve("password")).strip());
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Clusters clusters() {
    return lab.clusters().orElseThrow();
  }

  private LabOptions options() {
    return LabOptions.in(folder).withSeed(5);
  }

  private LocalLab start(boolean fresh) {
    return fresh
        ? LocalLab.openBeside(options(), Progress.NONE)
        : LocalLab.open(options(), Progress.NONE);
  }

  private void begin(int nodes) throws InterruptedException {
    lab.cluster().start(nodes);
    assertThat(lab.observer().await(LIMIT, view -> view.leader() != null)).isTrue();
  }

  private void put(String key, String value) throws Exception {
    Submission done =
        lab.client().submit(OptionalInt.empty(), Command.put(key, value)).get(30, TimeUnit.SECONDS);
    assertThat(done.status()).isEqualTo(Submission.Status.OK);
  }

  private String read(String key) throws Exception {
    Submission read = lab.client().read(OptionalInt.empty(), key).get(30, TimeUnit.SECONDS);
    return read.result().value().asString();
  }
}
