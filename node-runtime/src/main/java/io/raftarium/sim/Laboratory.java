package io.raftarium.sim;

import io.raftarium.server.ThrowawayServer;
import io.raftarium.sql.Ablation;
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
  private final String modified;
  private final SortedMap<String, String> rules = new TreeMap<>();
  private final SortedMap<String, String> functions = new TreeMap<>();
  private final AtomicInteger runs = new AtomicInteger();

  private Laboratory(@Nullable ThrowawayServer server, String url, @Nullable Ablation ablation)
      throws SQLException {
    this.server = server;
    this.url = url;
    this.modified = ablation == null ? "" : ablation.id();
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

  /**
   * On a server of its own, without durability, that is gone at the end.
   *
   * @param ablation what is changed in the function; null for none
   */
  public static Laboratory embedded(@Nullable Ablation ablation) throws IOException, SQLException {
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
   * @param ablation what is changed in the function; null for none
   */
  public static Laboratory on(String url, @Nullable Ablation ablation) throws SQLException {
    return new Laboratory(null, url, ablation);
  }

  /** Runs one simulation; it stops early once cancelled. Several may run at a time. */
  public Report run(Settings settings, BooleanSupplier cancelled) throws SQLException {
    return run(settings, Simulation.Recorder.NONE, cancelled);
  }

  /** The same, told to somebody. */
  Report run(Settings settings, Simulation.Recorder recorder, BooleanSupplier cancelled)
      throws SQLException {
    return run(settings, recorder, Simulation.Judge.STRICT, cancelled);
  }

  /** The same, told to somebody, and with somebody who decides what ends it. */
  Report run(
      Settings settings,
      Simulation.Recorder recorder,
      Simulation.Judge judge,
      BooleanSupplier cancelled)
      throws SQLException {
    String name = prefix + runs.incrementAndGet();
    admin("create database " + name + " template " + template());
    try (Connection connection = source(name).getConnection()) {
      return new Simulation(settings, connection, recorder, judge, cancelled).run();
    } finally {
      drop(name);
    }
  }

  /** The rules that a step may name, each with its text. */
  SortedMap<String, String> rules() {
    return Collections.unmodifiableSortedMap(rules);
  }

  /** The source of each function as it is here, by its name. */
  SortedMap<String, String> functions() {
    return Collections.unmodifiableSortedMap(functions);
  }

  /** The ablation in the function; empty where there is none. */
  String modified() {
    return modified;
  }

  private String template() {
    return prefix + "template";
  }

  private void makeTemplate(@Nullable Ablation ablation) throws SQLException {
    admin("create database " + template() + " template template0");
    PGSimpleDataSource source = source(template());
    Migration.migrate(source);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(watch());
      if (ablation != null) {
        ablation.into(connection);
      }
      read(statement, "select name, text from raft.rule", rules);
      read(
          statement,
          """
          select p.proname, pg_get_functiondef(p.oid)
            from pg_proc p where p.pronamespace = 'raft'::regnamespace and p.prokind = 'f'
          """,
          functions);
    }
  }

  private static void read(Statement statement, String query, SortedMap<String, String> texts)
      throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        texts.put(row.getString(1), row.getString(2));
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
