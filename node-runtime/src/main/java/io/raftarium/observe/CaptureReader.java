package io.raftarium.observe;

import io.raftarium.database.ConnectionSource;
import io.raftarium.record.Capture;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Reads a whole cluster, with all of its log, in one database snapshot. */
public final class CaptureReader {
  private CaptureReader() {}

  /** Reads on a connection of its own; what the database cannot know is given. */
  public static Capture read(
      ConnectionSource source,
      String cluster,
      SortedMap<Link, LinkRule> links,
      SortedMap<String, SortedSet<Integer>> partition,
      SortedMap<Integer, NodeStatus.State> processes)
      throws SQLException {
    try (Connection connection = source.open("raftarium capture");
        Statement statement = connection.createStatement()) {
      String server;
      try (ResultSet row = statement.executeQuery("show server_version")) {
        row.next();
        server = "PostgreSQL " + row.getString(1);
      }
      ClusterReader.Reading reading =
          new ClusterReader(connection, ClusterReader.WHOLE_LOG).read(new TreeMap<>());
      return new Capture(
          cluster,
          reading.at(),
          server,
          reading.nodes(),
          links,
          partition,
          processes,
          reading.steps());
    }
  }
}
