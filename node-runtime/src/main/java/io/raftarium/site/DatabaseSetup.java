package io.raftarium.site;

import io.raftarium.sql.Migration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.PGConnection;
import org.postgresql.core.Utils;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes a node's database ready: schema, login and rows. What is there already stays. */
public final class DatabaseSetup {
  private final ClusterFile cluster;
  private final ClusterFile.Member member;

  /**
   * What was made.
   *
   * @param files of the schema that were applied
   * @param login whether the login is new
   * @param node whether the node's rows are new
   */
  public record Made(int files, boolean login, boolean node) {}

  public DatabaseSetup(ClusterFile cluster, ClusterFile.Member member) {
    this.cluster = cluster;
    this.member = member;
  }

  /**
   * Does it, as a superuser or an owner of the database who may create roles.
   *
   * @param password of the node's own login
   */
  public Made run(String admin, String adminPassword, String password) throws SiteException {
    PGSimpleDataSource source =
        NodeDatabase.source(member.database().url(), admin, adminPassword, "raftarium init-db");
    String where = "The database of node " + member.id() + " (" + member.database().url() + ")";
    try {
      int files = Migration.migrate(source);
      try (Connection connection = source.getConnection()) {
        connection.setAutoCommit(false);
        boolean login = login(connection, password);
        boolean node = node(connection);
        connection.commit();
        return new Made(files, login, node);
      }
    } catch (FlywayException e) {
      throw new SiteException(where + " cannot be prepared: " + e.getMessage());
    } catch (SQLException e) {
      throw new SiteException(where + " cannot be prepared by " + admin + ": " + e.getMessage());
    }
  }

  private boolean login(Connection connection, String password) throws SQLException {
    String user = member.database().user();
    boolean fresh =
        !yes(connection, "select exists (select from pg_roles where rolname = ?)", user);
    String quoted = Utils.escapeIdentifier(new StringBuilder(), user).toString();
    try (Statement statement = connection.createStatement()) {
      if (fresh) {
        statement.execute("create role " + quoted + " login");
      }
      // Hashed here: the password itself is in no statement and no log of the server.
      connection
          .unwrap(PGConnection.class)
          .alterUserPassword(user, password.toCharArray(), "scram-sha-256");
      // To look at its version after a lost connection, and to keep its journal short.
      statement.execute("grant raft_observer to " + quoted);
      statement.execute("grant execute on function raft.trim_journal(int, bigint) to " + quoted);
      statement.execute("grant delete on raft.raft_journal to " + quoted);
      OperatorActs.prepare(statement, quoted);
    }
    try (PreparedStatement bind =
        connection.prepareStatement(
            "insert into raft.raft_runtime (role_name, node_id) values (?, ?) on conflict do nothing")) {
      bind.setString(1, user);
      bind.setInt(2, member.id());
      bind.execute();
    }
    return fresh;
  }

  private boolean node(Connection connection) throws SQLException {
    if (yes(
        connection,
        "select exists (select from raft.raft_node where node_id = ?::int)",
        Integer.toString(member.id()))) {
      return false;
    }
    Collection<Integer> voters = cluster.voters();
    try (PreparedStatement create =
        connection.prepareStatement("select raft.create_node(?, ?, ?, ?::jsonb)")) {
      create.setInt(1, member.id());
      create.setArray(2, connection.createArrayOf("int4", voters.toArray()));
      create.setArray(
          3,
          connection.createArrayOf(
              "int4",
              cluster.members().keySet().stream().filter(id -> !voters.contains(id)).toArray()));
      create.setString(4, cluster.options().toString());
      create.execute();
    }
    return true;
  }

  private static boolean yes(Connection connection, String question, String about)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(question)) {
      query.setString(1, about);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
