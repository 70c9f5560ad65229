package io.raftarium.site;

import io.raftarium.database.ConnectionSource;
import io.raftarium.sql.Migration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.AutoSave;

/** The database of one node, as its own login sees it. */
public final class NodeDatabase implements ConnectionSource {
  private static final int CONNECT_SECONDS = 5;

  /** Longer than any step takes, a wait for a synchronous standby included. */
  private static final int ANSWER_SECONDS = 60;

  private static final String LOOK =
      """
      select pg_is_in_recovery() as standby, to_regclass('raft.raft_state') is not null as installed,
             has_schema_privilege('raft', 'usage') as allowed
        from (select 1) one where to_regnamespace('raft') is not null
      """;
  private static final String ROW =
      "select election_timeout_ms, heartbeat_interval_ms from raft.raft_state where node_id = ?";

  private final ClusterFile.Member member;
  private final String password;

  /** What a node's timers have to know of its row. */
  public record Timeouts(Duration election, Duration heartbeat) {}

  public NodeDatabase(ClusterFile.Member member, String password) {
    this.member = member;
    this.password = password;
  }

  @Override
  public Connection open(String applicationName) throws SQLException {
    return source(member.database().url(), member.database().user(), password, applicationName)
        .getConnection();
  }

  static PGSimpleDataSource source(
      String url, String user, String password, String applicationName) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(user);
    source.setPassword(password);
    source.setApplicationName(applicationName);
    source.setPrepareThreshold(1);
    source.setAutosave(AutoSave.NEVER);
    source.setTcpKeepAlive(true);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(2 * CONNECT_SECONDS);
    source.setSocketTimeout(ANSWER_SECONDS);
    return source;
  }

  /**
   * Looks whether the node can run on it.
   *
   * @return its timeouts; empty where the database cannot be reached now
   * @throws SiteException where waiting does not help
   */
  public Optional<Timeouts> look() throws SiteException {
    int id = member.id();
    String where = "The database of node " + id + " (" + member.database().url() + ")";
    try (Connection connection = open("raftarium look")) {
      try (PreparedStatement look = connection.prepareStatement(LOOK);
          ResultSet row = look.executeQuery()) {
        if (!row.next() || !row.getBoolean("installed")) {
          throw new SiteException(where + " has no schema raft. Make it with: " + initDb());
        }
        if (row.getBoolean("standby")) {
          throw new SiteException(
              where
                  + " is a standby, which only reads. Name the primary in the cluster's file, or"
                  + " promote this one if the primary is gone for good.");
        }
        if (!row.getBoolean("allowed")) {
          throw notBound(where);
        }
      }
      if (!Migration.isInstalled(connection)) {
        throw new SiteException(
            where
                + " has a schema raft of another version of Raftarium. Bring it up to date with: "
                + initDb()
                + ", or start the version that made it.");
      }
      return timeouts(connection, where);
    } catch (SQLException e) {
      return unreachable(e, where);
    }
  }

  private Optional<Timeouts> timeouts(Connection connection, String where)
      throws SQLException, SiteException {
    try (PreparedStatement query = connection.prepareStatement(ROW)) {
      query.setInt(1, member.id());
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new SiteException(where + " has no rows of the node. Make them with: " + initDb());
        }
        return Optional.of(
            new Timeouts(Duration.ofMillis(row.getLong(1)), Duration.ofMillis(row.getLong(2))));
      }
    }
  }

  private SiteException notBound(String where) {
    return new SiteException(
        where
            + " does not let "
            + member.database().user()
            + " act for the node. Bind it with: "
            + initDb());
  }

  private String initDb() {
    return "raftarium-node init-db --cluster FILE --node " + member.id();
  }

  private Optional<Timeouts> unreachable(SQLException e, String where) throws SiteException {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return switch (state) {
      case "28P01", "28000" ->
          throw new SiteException(
              where
                  + " refuses the login "
                  + member.database().user()
                  + ": its password is another than that of the cluster's file or of the"
                  + " environment, or the server's pg_hba.conf does not let it in.");
      case "3D000" ->
          throw new SiteException(where + " does not exist on its server. Create it there first.");
      case "42501" -> throw notBound(where);
      default -> Optional.empty();
    };
  }
}
