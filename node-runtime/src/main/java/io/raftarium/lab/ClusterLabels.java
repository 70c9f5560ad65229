package io.raftarium.lab;

import io.raftarium.server.EmbeddedServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the clusters of a server are called, and when they were used: in the comments of their
 * databases, which all can be read without opening any, and go with them.
 */
final class ClusterLabels {
  /**
   * A cluster's label.
   *
   * @param used when it was opened or closed last; null where that is not known
   */
  record Label(String name, @Nullable Instant used) {}

  /** A database and its label. */
  record Labelled(String database, Label label) {
    Labelled named(String other) {
      return new Labelled(database, new Label(other, label.used()));
    }

    Labelled usedAt(Instant at) {
      return new Labelled(database, new Label(label.name(), at));
    }
  }

  private final EmbeddedServer server;

  ClusterLabels(EmbeddedServer server) {
    this.server = server;
  }

  List<Labelled> all() throws SQLException {
    List<Labelled> all = new ArrayList<>();
    try (Connection connection = server.connect("postgres", "raftarium list");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select datname, shobj_description(oid, 'pg_database')
                from pg_catalog.pg_database
                where not datistemplate and datallowconn and datname <> 'postgres'
                  and not starts_with(datname, '%s')
                order by oid
                """
                    .formatted(Scratch.PREFIX))) {
      while (row.next()) {
        String database = row.getString(1);
        all.add(read(database, row.getString(2)));
      }
    }
    return all;
  }

  /** A database with its label; that of one without a comment is made of its name. */
  Labelled of(String database) throws SQLException {
    return all().stream()
        .filter(labelled -> labelled.database().equals(database))
        .findFirst()
        .orElseGet(() -> plain(database));
  }

  void set(Labelled labelled) throws SQLException {
    Label label = labelled.label();
    ObjectNode comment = JsonMapper.shared().createObjectNode().put("name", label.name());
    if (label.used() != null) {
      comment.put("used", label.used().toString());
    }
    try (Connection connection = server.connect("postgres", "raftarium list");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "comment on database "
              + statement.enquoteIdentifier(labelled.database(), true)
              + " is "
              + statement.enquoteLiteral(comment.toString()));
    }
  }

  private static Labelled read(String database, @Nullable String comment) {
    Labelled plain = plain(database);
    if (comment == null) {
      return plain;
    }
    try {
      JsonNode label = JsonMapper.shared().readTree(comment);
      String used = label.path("used").asString("");
      return new Labelled(
          database,
          new Label(
              label.path("name").asString(plain.label().name()),
              used.isEmpty() ? null : Instant.parse(used)));
    } catch (JacksonException | DateTimeParseException e) {
      // Somebody else's comment.
      return plain;
    }
  }

  /** That of a database which has no comment yet. */
  static Labelled plain(String database) {
    String name = database.equals(EmbeddedServer.DATABASE) ? "lab-1" : database;
    return new Labelled(database, new Label(name, null));
  }
}
