package io.raftarium.sim;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds out which parts of the contract the installed function takes, by asking it. */
final class Capabilities {
  private static final int NODE = 99;
  private static final List<String> EVENTS =
      List.of(
          "{'type':'ClientRead','reads':[{'request':'a','query':{'op':'get','key':'x'}}]}",
          "{'type':'ChangeConfig','request':'b','voters':[99,98]}",
          "{'type':'TransferLeadership','request':'c','to':98}",
          "{'type':'TakeSnapshot'}");

  private Capabilities() {}

  /** The event types supported, and {@code session}, {@code pre_vote}; changes nothing. */
  static Set<String> of(Connection connection) throws SQLException {
    Set<String> found = new TreeSet<>();
    connection.setAutoCommit(false);
    try (Statement create = connection.createStatement()) {
      create.execute("select raft.create_node(" + NODE + ", array[" + NODE + "])");
      String campaign = step(connection, "{'type':'ElectionTimeout'}");
      if (campaign.contains("\"role\": \"leader\"")) {
        String unknown =
            step(
                connection,
                "{'type':'ClientRequest','requests':[{'request':'r','client':77,'serial':1,"
                    + "'command':{'op':'put','key':'x','value':1}}]}");
        if (unknown.contains("unknown session")) {
          found.add("session");
        }
      }
      for (String event : EVENTS) {
        Savepoint before = connection.setSavepoint();
        try {
          step(connection, event);
          found.add(event.substring(9, event.indexOf('\'', 9)));
        } catch (SQLException e) {
          if (!String.valueOf(e.getMessage()).contains("not supported")) {
            throw e;
          }
          connection.rollback(before);
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return found;
  }

  private static String step(Connection connection, String event) throws SQLException {
    try (PreparedStatement step =
        connection.prepareStatement("select raft.process_raft_event(?, ?::jsonb)")) {
      step.setInt(1, NODE);
      step.setString(2, event.replace('\'', '"'));
      try (ResultSet row = step.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }
}
