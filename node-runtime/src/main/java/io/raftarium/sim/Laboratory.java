package io.raftarium.sim;

import io.raftarium.server.ThrowawayServer;
import io.raftarium.sql.Migration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A server for simulations: a database of its own for every run, all from one template that has the
 * schema and what the simulator adds to it.
 */
public final class Laboratory implements AutoCloseable {
  private final @Nullable ThrowawayServer server;
  private final String url;
  private final String prefix;
  private final SortedMap<String, String> rules = new TreeMap<>();
  private final AtomicInteger runs = new AtomicInteger();

  private Laboratory(@Nullable ThrowawayServer server, String url, String ablation)
      throws SQLException {
    this.server = server;
    this.url = url;
    this.prefix = "raftarium_simulation_" + ProcessHandle.current().pid() + "_";
    try {
      makeTemplate(ablation);
    } catch (SQLException | RuntimeException e) {
      try {
        drop(template());
      } catch (SQLException failure) {
        e.addSuppressed(failure);
      }
      throw e;
    }
  }

  /** On a server of its own, without durability, that is gone at the end. */
  public static Laboratory embedded(String ablation) throws IOException, SQLException {
    ThrowawayServer server = ThrowawayServer.start();
    try {
      return new Laboratory(server, server.url(), ablation);
    } catch (SQLException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * On a server that runs.
   *
   * @param url a {@code jdbc:postgresql:} URL of a superuser, who makes and drops databases
   * @param ablation SQL that replaces a part of the function; empty for none
   */
  public static Laboratory on(String url, String ablation) throws SQLException {
    return new Laboratory(null, url, ablation);
  }

  /** Runs one simulation; it stops early once cancelled. Several may run at a time. */
  public Report run(Settings settings, BooleanSupplier cancelled) throws SQLException {
    return run(settings, Simulation.Recorder.NONE, cancelled);
  }

  Report run(Settings settings, Simulation.Recorder recorder, BooleanSupplier cancelled)
      throws SQLException {
    String name = prefix + runs.incrementAndGet();
    admin("create database " + name + " template " + template());
    try (Connection connection = source(name).getConnection()) {
      return new Simulation(settings, connection, recorder, cancelled).run();
    } finally {
      drop(name);
    }
  }

  /** The rules that a step may name, each with its text. */
  SortedMap<String, String> rules() {
    return Collections.unmodifiableSortedMap(rules);
  }

  private String template() {
    return prefix + "template";
  }

  private void makeTemplate(String ablation) throws SQLException {
    admin("create database " + template() + " template template0");
    PGSimpleDataSource source = source(template());
    Migration.migrate(source);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(watch());
      try (ResultSet row = statement.executeQuery("select name, text from raft.rule")) {
        while (row.next()) {
          rules.put(row.getString(1), row.getString(2));
        }
      }
      if (!ablation.isEmpty()) {
        statement.execute(ablation);
      }
    }
  }

  private void drop(String database) throws SQLException {
    admin("drop database if exists " + database + " with (force)");
  }

  private static String watch() {
    try (InputStream script =
        Objects.requireNonNull(Laboratory.class.getResourceAsStream("watch.sql"))) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void admin(String sql) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private PGSimpleDataSource source(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setDatabaseName(database);
    source.setApplicationName("raftarium simulation");
    source.setPrepareThreshold(1);
    return source;
  }

  @Override
  public void close() throws SQLException, IOException {
    try {
      drop(template());
    } finally {
      if (server != null) {
        server.close();
      }
    }
  }
}
