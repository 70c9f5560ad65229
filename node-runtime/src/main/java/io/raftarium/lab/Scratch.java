package io.raftarium.lab;

import io.raftarium.server.EmbeddedServer;
import io.raftarium.sql.Migration;
import io.raftarium.view.Moment;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of a moment in a database of their own, on which no node runs: for whoever wants to try
 * out what would happen. It is gone once it is closed.
 */
public final class Scratch implements AutoCloseable {
  /** No cluster has such a name. */
  static final String PREFIX = "scratch_";

  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
  private static final AtomicInteger MADE = new AtomicInteger();

  private final EmbeddedServer server;
  private final String database;
  private final Origin origin;

  private Scratch(EmbeddedServer server, String database, Origin origin) {
    this.server = server;
    this.database = database;
    this.origin = origin;
  }

  /**
   * Makes one, with the function of the moment's nodes, modified or not.
   *
   * @throws LabException with a sentence for a person where the moment's rows are not all known
   */
  public static Scratch of(EmbeddedServer server, Origin origin) {
    String database = PREFIX + ProcessHandle.current().pid() + "_" + MADE.incrementAndGet();
    Scratch scratch = new Scratch(server, database, origin);
    try {
      scratch.make();
      return scratch;
    } catch (SQLException e) {
      scratch.close();
      throw LabException.database("The scratch copy cannot be made", e);
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  /** Drops what programs that were killed have left behind; nobody else uses this server. */
  static void clear(EmbeddedServer server) {
    try (Connection connection = server.connect("postgres", "raftarium scratch");
        Statement statement = connection.createStatement()) {
      List<String> left = new ArrayList<>();
      try (ResultSet row =
          statement.executeQuery(
              "select datname from pg_catalog.pg_database where starts_with(datname, '"
                  + PREFIX
                  + "')")) {
        while (row.next()) {
          left.add(row.getString(1));
        }
      }
      for (String database : left) {
        server.dropDatabase(database);
      }
    } catch (SQLException e) {
      LOG.warn("Databases of searches that did not end stay behind", e);
    }
  }

  private void make() throws SQLException {
    server.dropDatabase(database);
    server.createDatabase(database);
    int _ = Migration.migrate(server.source(database, "raftarium migration"));
    String _ = LabDatabase.modified(server, database, origin.options().modified());
    try (Connection connection = connect("raftarium scratch")) {
      connection.setAutoCommit(false);
      NodeRows.copy(connection, Images.of(origin), origin.moment(), origin.options());
      connection.commit();
    }
  }

  /** The moment whose rows it has. */
  public Moment moment() {
    return origin.moment();
  }

  /** How its nodes are set up. */
  public LabOptions options() {
    return origin.options();
  }

  /** Opens a connection to it that no disk is waited for. */
  public Connection connect(String application) throws SQLException {
    Connection connection = server.connect(database, application);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set synchronous_commit = off");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  @Override
  public void close() {
    try {
      server.dropDatabase(database);
    } catch (SQLException e) {
      LOG.warn("Database {} stays behind", database, e);
    }
  }
}
