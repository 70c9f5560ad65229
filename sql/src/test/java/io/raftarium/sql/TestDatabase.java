package io.raftarium.sql;

import static java.util.Objects.requireNonNull;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL that the tests run on, started once and durable. Property {@code
 * raftarium.test.db} chooses it: {@code embedded}, {@code installed:15} for the system's own of
 * that major version, {@code container}, or the JDBC address of a server.
 */
public final class TestDatabase {
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final String SERVER = start();

  private TestDatabase() {}

  /** A new and empty database. */
  public static PGSimpleDataSource empty() throws SQLException {
    String name =
        "raftarium_test_" + ProcessHandle.current().pid() + "_" + COUNTER.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(SERVER);
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists " + name);
      statement.execute("create database " + name + " template template0");
    }
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(SERVER);
    database.setDatabaseName(name);
    return database;
  }

  /** A new database with the schema in it. */
  public static PGSimpleDataSource migrated() throws SQLException {
    PGSimpleDataSource database = empty();
    Migration.migrate(database);
    return database;
  }

  private static String start() {
    String where = System.getProperty("raftarium.test.db", "embedded");
    if (where.startsWith("jdbc:")) {
      return where;
    }
    if (where.startsWith("installed:")) {
      return InstalledServer.start(where.substring("installed:".length()));
    }
    if (where.equals("container")) {
      PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");
      container.start();
      return container.getJdbcUrl()
          + "&user="
          + container.getUsername()
          + "&password="
          + container.getPassword();
    }
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("synchronous_commit", "on")
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
      return requireNonNull(server.getJdbcUrl("postgres", "postgres"));
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL does not start", e);
    }
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
