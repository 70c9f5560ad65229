package io.raftarium.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.lab.TestServer;
import io.raftarium.site.ClusterFile.Address;
import io.raftarium.site.ClusterFile.Database;
import io.raftarium.site.ClusterFile.Member;
import io.raftarium.site.DatabaseSetup.Made;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** Databases that a node can run on, and those of which somebody has to be told what to do. */
class NodeDatabaseTest {
  private static final String PASSWORD = "x 'y\" $z";

  private static Member member(String database, String user) throws Exception {
    return new Member(
        1,
        new Address("127.0.0.1", 1),
        null,
        new Database(
            "jdbc:postgresql://127.0.0.1:" + TestServer.get().port() + "/" + database, user, null),
        true);
  }

  private static Made prepare(Member member) throws Exception {
    PGSimpleDataSource admin = TestServer.get().source("postgres", "test");
    ClusterFile cluster =
        new ClusterFile(
            Path.of("c.yaml"),
            "c",
            JsonNodeFactory.instance.objectNode().put("election_timeout_ms", 700),
            null,
            new TreeMap<>(Map.of(1, member)));
    return new DatabaseSetup(cluster, member)
        .run(String.valueOf(admin.getUser()), String.valueOf(admin.getPassword()), PASSWORD);
  }

  private static void sql(String database, String statement) throws Exception {
    try (Connection connection = TestServer.get().connect(database, "test");
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  @Test
  void onePreparedIsReadyAndPreparedAgainIsTheSame() throws Exception {
    String database = TestServer.database();
    Member member = member(database, "a \"login\" of " + database);
    assertThat(prepare(member)).isEqualTo(new Made(0, true, true));
    assertThat(prepare(member)).isEqualTo(new Made(0, false, false));
    assertThat(new NodeDatabase(member, PASSWORD).look().orElseThrow().election()).hasMillis(700);
    // What a node does with its own login beside its steps.
    try (Connection connection = new NodeDatabase(member, PASSWORD).open("test");
        Statement own = connection.createStatement()) {
      own.execute("select raft.process_raft_event(1, '{\"type\":\"Start\"}')");
      own.execute("select raft.trim_journal(1, 0)");
      own.execute("select version from raft.raft_state where node_id = 1");
      assertThatThrownBy(() -> own.execute("update raft.raft_state set current_term = 9"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(
              () -> own.execute("select raft.process_raft_event(2, '{\"type\":\"Start\"}')"))
          .hasMessageContaining("may not act for node 2");
    }
  }

  @Test
  void aWrongPasswordIsTold() throws Exception {
    Member member = member(TestServer.database(), "login_of_" + TestServer.database());
    prepare(member);
    assertThatThrownBy(() -> new NodeDatabase(member, "another").look())
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("refuses the login login_of_")
        .hasMessageNotContaining("another password");
  }

  @Test
  void whatIsMissingIsTold() throws Exception {
    String database = TestServer.database();
    Member member = member(database, "missing_of_" + database);
    prepare(member);
    Member elsewhere = member("no_such_database", "missing_of_" + database);
    assertThatThrownBy(() -> new NodeDatabase(elsewhere, PASSWORD).look())
        .hasMessageContaining("does not exist on its server");
    Member empty = member("postgres", "missing_of_" + database);
    assertThatThrownBy(() -> new NodeDatabase(empty, PASSWORD).look())
        .hasMessageContaining("has no schema raft")
        .hasMessageContaining("raftarium-node init-db --cluster FILE --node 1");
    sql(database, "select raft.drop_node(1)");
    assertThatThrownBy(() -> new NodeDatabase(member, PASSWORD).look())
        .hasMessageContaining("has no rows of the node");
  }

  @Test
  void aSchemaOfAnotherVersionIsTold() throws Exception {
    String database = TestServer.database();
    Member member = member(database, "old_of_" + database);
    prepare(member);
    sql(database, "comment on table public.raftarium_migrations is 'older 1'");
    assertThatThrownBy(() -> new NodeDatabase(member, PASSWORD).look())
        .hasMessageContaining("of another version of Raftarium");
  }

  @Test
  void aLoginThatIsNotBoundIsTold() throws Exception {
    String database = TestServer.database();
    Member member = member(database, "unbound_of_" + database);
    prepare(member);
    sql(database, "delete from raft.raft_runtime");
    sql(database, "revoke raft_observer from unbound_of_" + database);
    assertThatThrownBy(() -> new NodeDatabase(member, PASSWORD).look())
        .hasMessageContaining("does not let unbound_of_")
        .hasMessageContaining("Bind it with");
  }

  @Test
  void aServerThatIsAwayIsWaitedFor() throws Exception {
    Member away =
        new Member(
            1,
            new Address("127.0.0.1", 1),
            null,
            new Database("jdbc:postgresql://127.0.0.1:1/d", "u", null),
            true);
    assertThat(new NodeDatabase(away, PASSWORD).look()).isEmpty();
    assertThatThrownBy(() -> new NodeDatabase(away, PASSWORD).open("test"))
        .isInstanceOf(SQLException.class);
  }
}
