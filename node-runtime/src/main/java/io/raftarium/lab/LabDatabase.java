package io.raftarium.lab;

import io.raftarium.node.ConnectionSource;
import io.raftarium.server.EmbeddedServer;
import io.raftarium.server.Progress;
import io.raftarium.server.ServerException;
import io.raftarium.sql.Migration;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.SortedMap;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** A laboratory's database in an embedded server, up to date; its own server ends with it. */
final class LabDatabase implements AutoCloseable {
  private final EmbeddedServer server;
  private final boolean ownsServer;
  private final String name;
  private final ConnectionSource source;
  private final SortedMap<String, String> rules;

  private LabDatabase(EmbeddedServer server, boolean ownsServer, String name) {
    this.server = server;
    this.ownsServer = ownsServer;
    this.name = name;
    this.source = application -> server.connect(name, application);
    try {
      server.createDatabase(name);
      int _ = Migration.migrate(server.source(name, "raftarium migration"));
      this.rules = new NodeRows(source).rules();
    } catch (FlywayValidateException e) {
      throw new LabException(
          "The rows in the data folder were made by another version of Raftarium, and this one cannot"
              + " read them. Start it with another data folder (-Draftarium.data=FOLDER), or move this"
              + " one away.",
          e);
    } catch (SQLException | FlywayException e) {
      throw new LabException("The database " + name + " cannot be prepared: " + e.getMessage(), e);
    }
  }

  /** Starts the server of a data folder and prepares the database in it. */
  static LabDatabase start(Path dataFolder, Progress progress) {
    EmbeddedServer server;
    try {
      server = EmbeddedServer.start(dataFolder, progress.part(0, 0.8));
    } catch (ServerException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    }
    try {
      progress.step("Preparing the database", 0.8);
      return new LabDatabase(server, true, EmbeddedServer.DATABASE);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Prepares a database of a server that runs and goes on running. */
  static LabDatabase in(EmbeddedServer server, String name) {
    return new LabDatabase(server, false, name);
  }

  /** Opens connections to it. */
  ConnectionSource source() {
    return source;
  }

  /** The rules that a step may name, each with its text. */
  SortedMap<String, String> rules() {
    return rules;
  }

  /** What its laboratory is called. */
  String labName() {
    return name.equals(EmbeddedServer.DATABASE) ? "lab-1" : name;
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
    if (ownsServer) {
      server.close();
    }
  }
}
