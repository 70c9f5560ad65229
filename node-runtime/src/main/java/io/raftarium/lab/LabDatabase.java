package io.raftarium.lab;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.raftarium.database.ConnectionSource;
import io.raftarium.server.EmbeddedServer;
import io.raftarium.server.ServerException;
import io.raftarium.sql.Ablation;
import io.raftarium.sql.Migration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.SortedMap;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.postgresql.ds.PGSimpleDataSource;

/** A laboratory's database in an embedded server, up to date. */
final class LabDatabase implements AutoCloseable {
  /** Connections lent at a time: promises, journals, and the operator's verbs on rows. */
  private static final int SHARED = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final EmbeddedServer server;
  private final String name;
  private final PGSimpleDataSource lent;
  private final HikariDataSource pool;
  private final SortedMap<String, String> rules;
  private final SortedMap<String, String> functions;
  private final String modified;
  private volatile String label;

  /** What it says of the function, which does not change while it runs. */
  private record Told(SortedMap<String, String> rules, SortedMap<String, String> functions) {}

  /**
   * Prepares a database of a server, which goes on running after it.
   *
   * @param wanted the ablation that a new one gets; what one that is there has stays as it is
   */
  LabDatabase(EmbeddedServer server, String name, String label, String wanted) {
    this.server = server;
    this.name = name;
    this.label = label;
    try {
      server.createDatabase(name);
      int _ = Migration.migrate(server.source(name, "raftarium migration"));
      this.modified = modified(server, name, wanted);
      this.lent = server.source(name, "raftarium lab");
      this.pool = new HikariDataSource(pooling());
      Told told = prepared(pool);
      this.rules = told.rules();
      this.functions = told.functions();
    } catch (FlywayValidateException e) {
      throw new LabException(
          "The rows in the data folder were made by another version of Raftarium, and this one cannot"
              + " read them. Start it with another data folder (-Draftarium.data=FOLDER), or move this"
              + " one away.",
          e);
    } catch (FlywayException e) {
      throw new LabException("The database " + name + " cannot be prepared: " + e.getMessage(), e);
    } catch (SQLException | PoolInitializationException e) {
      throw LabException.database("The database " + name + " cannot be prepared", e);
    }
  }

  /** What its function has in it, put in again where a migration has mended it. */
  static String modified(EmbeddedServer server, String name, String wanted) throws SQLException {
    try (Connection connection = server.connect(name, "raftarium modified")) {
      String id = Ablation.in(connection).orElse(isEmpty(connection) ? wanted : "");
      if (!id.isEmpty()) {
        Ablation.find(id)
            .orElseThrow(() ->
                new LabException(
                    "The function of this cluster is modified (\""
                        + id
                        + "\"), and this version of Raftarium does not know how. Open another"
                        + " cluster."))
            .into(connection);
      }
      return id;
    }
  }

  /** Whether no node was ever made in it, or all are gone. */
  private static boolean isEmpty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select not exists (select from raft.raft_node)")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static Told prepared(HikariDataSource pool) throws SQLException {
    try {
      NodeRows rows = new NodeRows(application -> lend(pool, application));
      rows.prepareRecord();
      return new Told(rows.rules(), rows.functions());
    } catch (SQLException | RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /**
   * Starts the server again that has died, and lends connections to it from then on.
   *
   * @throws LabException if it does not start
   */
  void startServerAgain() {
    try {
      server.startAgain();
    } catch (ServerException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    }
    lent.setPortNumbers(new int[] {server.port()});
    HikariPoolMXBean connections = pool.getHikariPoolMXBean();
    if (connections != null) {
      connections.softEvictConnections();
    }
  }

  private HikariConfig pooling() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(lent);
    config.setPoolName("raftarium lab " + name);
    config.setMaximumPoolSize(SHARED);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setValidationTimeout(PATIENCE.toMillis() / 2);
    return config;
  }

  /**
   * Opens a connection for one owner, who keeps state in it: a node's steps, a listener, a kill,
   * the one transaction of a snapshot.
   */
  ConnectionSource owned() {
    return application -> server.connect(name, application);
  }

  /** Lends a connection for short work that leaves nothing in it but the borrower's name. */
  ConnectionSource shared() {
    return application -> lend(pool, application);
  }

  /** Opens a connection for one who may only look. */
  ConnectionSource looked() {
    return new ReaderLogin(server, name);
  }

  private static Connection lend(HikariDataSource pool, String application) throws SQLException {
    Connection connection = pool.getConnection();
    try {
      connection.setClientInfo("ApplicationName", application);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The rules that a step may name, each with its text. */
  SortedMap<String, String> rules() {
    return rules;
  }

  /** The source of each function of the schema, by its name. */
  SortedMap<String, String> functions() {
    return functions;
  }

  /** The ablation that its function has in it; empty where there is none. */
  String modified() {
    return modified;
  }

  /** What its laboratory is called. */
  String labName() {
    return label;
  }

  /** Calls its laboratory so from now on. */
  void label(String newLabel) {
    label = newLabel;
  }

  /** What the server calls it. */
  String name() {
    return name;
  }

  /** What it is, in words. */
  String product() {
    return "embedded PostgreSQL " + server.version();
  }

  /** Where it is, in words. */
  String place() {
    return "embedded :" + server.port();
  }

  @Override
  public void close() {
    pool.close();
  }
}
