package io.raftarium.lab;

import io.raftarium.database.ConnectionSource;
import io.raftarium.server.EmbeddedServer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens connections to a laboratory's database for those who only look: by a login of its own, made
 * when it is needed first, which is an observer and may do nothing else, whatever it is told.
 */
final class ReaderLogin implements ConnectionSource {
  static final String NAME = "raftarium_reader";

  private static final ReentrantLock MAKING = new ReentrantLock();

  /** What it is given at a time, of all rows. */
  private static final String MOST_BYTES = "64M";

  private final EmbeddedServer server;
  private final String database;

  ReaderLogin(EmbeddedServer server, String database) {
    this.server = server;
    this.database = database;
  }

  @Override
  public Connection open(String applicationName) throws SQLException {
    try {
      return connect(applicationName);
    } catch (SQLException e) {
      // Class 28: there is no such login, or its password is another.
      if (e.getSQLState() == null || !e.getSQLState().startsWith("28")) {
        throw e;
      }
    }
    // Two at a time would change the same role, and one of them fail.
    MAKING.lock();
    try {
      make();
      return connect(applicationName);
    } finally {
      MAKING.unlock();
    }
  }

  private Connection connect(String applicationName) throws SQLException {
    PGSimpleDataSource source = server.source(database, applicationName);
    source.setPassword(password(String.valueOf(source.getPassword())));
    source.setUser(NAME);
    source.setMaxResultBuffer(MOST_BYTES);
    return source.getConnection();
  }

  private void make() throws SQLException {
    PGSimpleDataSource source = server.source(database, "raftarium setup");
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          do $$
          begin
            create role raftarium_reader login in role raft_observer connection limit 8;
          exception when duplicate_object or unique_violation then
            null;
          end
          $$
          """);
      statement.execute("alter role raftarium_reader set default_transaction_read_only = on");
      connection
          .unwrap(PGConnection.class)
          .alterUserPassword(
              NAME, password(String.valueOf(source.getPassword())).toCharArray(), "scram-sha-256");
    }
  }

  /** Follows from the server's own: nobody has to keep it, and all laboratories agree on it. */
  private static String password(String servers) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(servers.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(NAME.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
