package io.raftarium.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.Until;
import io.raftarium.node.NodeSettings;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Reply;
import io.raftarium.server.PlainServer;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.ClusterFileReader;
import io.raftarium.site.DatabaseSetup;
import io.raftarium.site.NodeDatabase;
import io.raftarium.site.Passwords;
import io.raftarium.site.SiteException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose server dies and whose streaming standby takes over, behind one address. */
@Tag("thorough")
class StandbyTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void aStandbyThatHasEverythingIsTheNodeAgain() throws Exception {
    try (PlainServer primary = PlainServer.start(folder.resolve("primary"));
        PlainServer standby = primary.standby(folder.resolve("standby"))) {
      ClusterFile cluster = cluster(primary, standby);
      try (NodeHost host = serve(cluster);
          ClusterClient client = new ClusterClient(cluster, "client")) {
        written(client, "before");
        sameAs(primary, standby);
        primary.stop("immediate");
        standby.promote();
        written(client, "after");
        assertThat(client.read("before", LIMIT).result().value().asString()).isEqualTo("x");
        assertThat(host.failed()).isNotDone();
      }
    }
  }

  @Test
  void aStandbyThatWasBehindIsRefused() throws Exception {
    try (PlainServer primary = PlainServer.start(folder.resolve("primary"));
        PlainServer standby = primary.standby(folder.resolve("standby"))) {
      ClusterFile cluster = cluster(primary, standby);
      try (NodeHost host = serve(cluster);
          ClusterClient client = new ClusterClient(cluster, "client")) {
        written(client, "before");
        sameAs(primary, standby);
        onlyReads(cluster, standby);
        standby.stop("fast");
        written(client, "never seen by the standby");
        primary.stop("immediate");
        standby.start();
        standby.promote();
        assertThat(host.failed().get(30, TimeUnit.SECONDS))
            .contains("the database has lost what node 1 was told: its log went to entry ")
            .contains("bring in a new node");
      }
    }
  }

  @Test
  void aProgramWithoutItsDatabaseWaitsGoesOnAndEndsWhenTold() throws Exception {
    try (PlainServer server = PlainServer.start(folder.resolve("alone"));
        Processes processes =
            new Processes(
                    folder,
                    List.of(new Processes.Place(server.port(), "postgres")),
                    false,
                    PlainServer.USER,
                    PlainServer.PASSWORD)
                .prepared();
        ClusterClient client = new ClusterClient(processes.cluster, "client")) {
      Process program = processes.serve(1);
      written(client, "a");
      server.stop("immediate");
      Until.holds("it says so", () -> processes.log(1).contains("is without its database"));
      server.start();
      written(client, "b");
      server.stop("immediate");
      assertThat(program.isAlive()).isTrue();
      program.destroy();
      assertThat(program.waitFor(5, TimeUnit.SECONDS)).as(processes.log(1)).isTrue();
      // It may be started before its server is.
      Process early = processes.serve(1);
      Until.holds("it waits", () -> processes.log(1).contains("waits for its database"));
      server.start();
      written(client, "c");
      assertThat(early.isAlive()).isTrue();
    }
  }

  /** A node is told at once where its database is a standby. */
  private static void onlyReads(ClusterFile cluster, PlainServer standby) {
    ClusterFile.Member node = Objects.requireNonNull(cluster.members().get(1));
    ClusterFile.Database there =
        new ClusterFile.Database(
            "jdbc:postgresql://127.0.0.1:" + standby.port() + "/postgres",
            node.database().user(),
            node.database().passwordFile());
    ClusterFile.Member moved = new ClusterFile.Member(node.id(), node.address(), null, there, true);
    assertThatThrownBy(() -> new NodeDatabase(moved, "secret").look())
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("is a standby, which only reads")
        .hasMessageContaining("promote this one");
  }

  private static void written(ClusterClient client, String key) {
    Reply reply = client.submit(Command.put(key, "x"), LIMIT);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(Reply.Status.OK);
  }

  private static void sameAs(PlainServer primary, PlainServer standby) throws Exception {
    String written = value(primary, "select pg_current_wal_flush_lsn()::text");
    Until.holds(
        "the standby has what was written",
        () ->
            value(standby, "select (pg_last_wal_replay_lsn() >= '" + written + "')::text")
                .equals("true"));
  }

  private static String value(PlainServer server, String query) throws Exception {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private ClusterFile cluster(PlainServer primary, PlainServer standby) throws Exception {
    Files.writeString(folder.resolve("password"), "secret");
    Path file = folder.resolve("cluster.yaml");
    Files.writeString(
        file,
        String.format(
            Locale.ROOT,
            """
            cluster: one
            options: {election_timeout_ms: 300, heartbeat_interval_ms: 60}
            nodes:
              - id: 1
                address: 127.0.0.1:%d
                database: jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/postgres?targetServerType=primary
                password_file: password
            """,
            PlainServer.freePort(),
            primary.port(),
            standby.port()));
    return ClusterFileReader.read(file);
  }

  private static NodeHost serve(ClusterFile cluster) throws Exception {
    ClusterFile.Member member = Objects.requireNonNull(cluster.members().get(1));
    new DatabaseSetup(cluster, member).run(PlainServer.USER, PlainServer.PASSWORD, "secret");
    NodeDatabase database = new NodeDatabase(member, new Passwords(Map.of()).of(member));
    NodeDatabase.Timeouts timeouts = database.look().orElseThrow();
    return new NodeHost(
        cluster,
        1,
        database,
        new NodeSettings(timeouts.election(), timeouts.heartbeat(), 256, Duration.ofDays(1), 7));
  }
}
