package io.raftarium.observe;

import io.raftarium.database.ConnectionSource;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.record.Capture;
import io.raftarium.sql.Ablation;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a whole cluster, with all of its log, in one database snapshot. */
public final class CaptureReader {
  private CaptureReader() {}

  /**
   * Reads on a connection of its own to each database; what the databases cannot know is given. Of
   * several databases no snapshot covers all: each is read in one of its own.
   */
  public static Capture read(
      List<ConnectionSource> sources,
      String cluster,
      SortedMap<Link, LinkRule> links,
      SortedMap<String, SortedSet<Integer>> partition,
      SortedMap<Integer, NodeStatus.State> processes)
      throws SQLException {
    TreeMap<Integer, NodeView> nodes = new TreeMap<>();
    List<JournalEntry> journal = new ArrayList<>();
    TreeSet<String> servers = new TreeSet<>();
    Instant at = Instant.EPOCH;
    String modified = "";
    for (ConnectionSource source : sources) {
      try (Connection connection = source.open("raftarium capture");
          Statement statement = connection.createStatement()) {
        try (ResultSet row = statement.executeQuery("show server_version")) {
          row.next();
          servers.add("PostgreSQL " + row.getString(1));
        }
        ClusterReader.Reading reading =
            new ClusterReader(connection, ClusterReader.WHOLE_LOG).read(new TreeMap<>());
        nodes.putAll(reading.nodes());
        modified = Ablation.in(connection).orElse(modified);
        journal.addAll(reading.steps());
        at = reading.at().isAfter(at) ? reading.at() : at;
      }
    }
    if (sources.size() > 1) {
      journal.sort(Comparator.comparing(JournalEntry::at));
    }
    return new Capture(
        cluster,
        at,
        String.join(", ", servers),
        Collections.unmodifiableSortedMap(nodes),
        links,
        partition,
        processes,
        List.copyOf(journal),
        modified);
  }
}
