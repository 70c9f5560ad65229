package io.raftarium.lab;

import io.raftarium.database.ConnectionSource;
import io.raftarium.protocol.Configuration;
import io.raftarium.view.Moment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import tools.jackson.databind.node.JsonNodeFactory;

/** Creates and drops the nodes' rows, and keeps their journals short. */
final class NodeRows {
  /** Steps of each node that its journal keeps. */
  static final int JOURNAL_KEPT = 2_000;

  private final ConnectionSource source;

  NodeRows(ConnectionSource source) {
    this.source = source;
  }

  /**
   * Drops every node, creates those with ids from 1, each with all as voters, and keeps the record
   * of the new cluster; all or nothing.
   */
  void recreate(int nodes, ClusterRecord record) throws SQLException {
    try (Connection connection = source.open("raftarium lab")) {
      connection.setAutoCommit(false);
      try (Statement drop = connection.createStatement()) {
        drop.execute("select raft.drop_node(node_id) from raft.raft_node order by node_id");
      }
      List<Integer> voters = IntStream.rangeClosed(1, nodes).boxed().toList();
      for (int id : voters) {
        create(connection, id, Configuration.of(voters, List.of()), record.options());
      }
      keep(connection, record);
      connection.commit();
    }
  }

  /**
   * Creates nodes with all their rows as they were at a moment; all or nothing.
   *
   * @throws LabException if the rows are not those that were seen
   */
  void copy(List<NodeImage> images, Moment moment, ClusterRecord record) throws SQLException {
    try (Connection connection = source.open("raftarium lab")) {
      connection.setAutoCommit(false);
      copy(connection, images, moment, record.options());
      keep(connection, record);
      connection.commit();
    }
  }

  /** The same within a transaction, and without a cluster that goes on with them. */
  static void copy(Connection connection, List<NodeImage> images, Moment moment, LabOptions options)
      throws SQLException {
    boolean maps = images.stream().anyMatch(image -> !image.view().keyValues().isEmpty());
    ImageRows rows = new ImageRows(connection, moment.labNow());
    for (NodeImage image : images) {
      create(connection, image.id(), image.bootstrap(), options);
      rows.write(image, moment.view().journal());
    }
    rows.check(images, maps);
  }

  /** Makes room for the record of the cluster, which is no part of the contract's schema. */
  void prepareRecord() throws SQLException {
    try (Connection connection = source.open("raftarium lab");
        Statement create = connection.createStatement()) {
      create.execute(
          """
          create table if not exists public.raftarium_cluster (
            only_row boolean primary key default true check (only_row),
            record text not null)
          """);
    }
  }

  /** Keeps the record of the cluster; it is on disk when this returns. */
  void keep(ClusterRecord record) throws SQLException {
    try (Connection connection = source.open("raftarium lab")) {
      keep(connection, record);
    }
  }

  private static void keep(Connection connection, ClusterRecord record) throws SQLException {
    try (PreparedStatement keep =
        connection.prepareStatement(
            """
            insert into public.raftarium_cluster (record) values (?)
            on conflict (only_row) do update set record = excluded.record
            """)) {
      keep.setString(1, record.text());
      keep.execute();
    }
  }

  /** The record kept last; empty where no cluster was kept. */
  Optional<ClusterRecord> kept(LabOptions running) throws SQLException {
    try (Connection connection = source.open("raftarium lab");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select record from public.raftarium_cluster")) {
      return row.next()
          ? Optional.of(ClusterRecord.of(row.getString(1), running))
          : Optional.empty();
    }
  }

  /** The ids of the nodes that have rows. */
  List<Integer> ids() throws SQLException {
    List<Integer> ids = new ArrayList<>();
    try (Connection connection = source.open("raftarium lab");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select node_id from raft.raft_node order by node_id")) {
      while (row.next()) {
        ids.add(row.getInt(1));
      }
    }
    return ids;
  }

  /** The rules that a step may name, each with its text. */
  SortedMap<String, String> rules() throws SQLException {
    TreeMap<String, String> rules = new TreeMap<>();
    try (Connection connection = source.open("raftarium rules");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select name, text from raft.rule")) {
      while (row.next()) {
        rules.put(row.getString(1), row.getString(2));
      }
    }
    return Collections.unmodifiableSortedMap(rules);
  }

  /** The source of each function of the schema, by its name without the schema's. */
  SortedMap<String, String> functions() throws SQLException {
    TreeMap<String, String> functions = new TreeMap<>();
    try (Connection connection = source.open("raftarium functions");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select p.proname, pg_get_functiondef(p.oid)
                  from pg_proc p where p.pronamespace = 'raft'::regnamespace and p.prokind = 'f'
                """)) {
      while (row.next()) {
        functions.put(row.getString(1), row.getString(2));
      }
    }
    return Collections.unmodifiableSortedMap(functions);
  }

  /** Creates one node more, whose bootstrap configuration is that of the others. */
  void add(int id, Collection<Integer> voters, LabOptions options) throws SQLException {
    try (Connection connection = source.open("raftarium lab")) {
      create(connection, id, Configuration.of(voters, List.of()), options);
    }
  }

  /** Drops one node's rows. */
  void drop(int id) throws SQLException {
    try (Connection connection = source.open("raftarium lab");
        PreparedStatement drop = connection.prepareStatement("select raft.drop_node(?)")) {
      drop.setInt(1, id);
      drop.execute();
    }
  }

  /**
   * Throws one node's rows away and creates it as it began; all or nothing. What only tells its
   * steps apart goes on, so that nobody takes a new one for one of before.
   */
  void wipe(int id, LabOptions options) throws SQLException {
    try (Connection connection = source.open("raftarium lab")) {
      connection.setAutoCommit(false);
      long version;
      long incarnation;
      Configuration bootstrap;
      try (PreparedStatement before =
          connection.prepareStatement(
              """
              select s.version, s.incarnation, n.bootstrap_voters, n.bootstrap_learners
                from raft.raft_state s join raft.raft_node n using (node_id)
               where node_id = ? for update of s
              """)) {
        before.setInt(1, id);
        try (ResultSet row = before.executeQuery()) {
          if (!row.next()) {
            throw new SQLException("node " + id + " has no rows");
          }
          version = row.getLong(1);
          incarnation = row.getLong(2);
          bootstrap =
              Configuration.of(
                  List.of((Integer[]) row.getArray(3).getArray()),
                  List.of((Integer[]) row.getArray(4).getArray()));
        }
      }
      try (PreparedStatement drop = connection.prepareStatement("select raft.drop_node(?)")) {
        drop.setInt(1, id);
        drop.execute();
      }
      create(connection, id, bootstrap, options);
      try (PreparedStatement goOn =
          connection.prepareStatement(
              "update raft.raft_state set version = ?, incarnation = ? where node_id = ?")) {
        goOn.setLong(1, version + 1);
        goOn.setLong(2, incarnation);
        goOn.setInt(3, id);
        goOn.execute();
      }
      connection.commit();
    }
  }

  private static void create(
      Connection connection, int id, Configuration bootstrap, LabOptions options)
      throws SQLException {
    try (PreparedStatement create =
        connection.prepareStatement("select raft.create_node(?, ?, ?, ?::jsonb)")) {
      create.setInt(1, id);
      create.setArray(2, connection.createArrayOf("int4", bootstrap.voters().toArray()));
      create.setArray(3, connection.createArrayOf("int4", bootstrap.learners().toArray()));
      create.setString(4, nodeOptions(options));
      create.execute();
    }
  }

  /**
   * Trims the journals in small batches, each a transaction of its own.
   *
   * @param goOn asked before each batch
   */
  void trim(Collection<Integer> nodes, BooleanSupplier goOn) throws SQLException {
    try (Connection connection = source.open("raftarium trim");
        PreparedStatement trim = connection.prepareStatement("select raft.trim_journal(?, ?)")) {
      for (int node : nodes) {
        boolean more = true;
        while (more && goOn.getAsBoolean()) {
          trim.setInt(1, node);
          trim.setLong(2, JOURNAL_KEPT);
          try (ResultSet row = trim.executeQuery()) {
            row.next();
            more = row.getLong(1) > 0;
          }
        }
      }
    }
  }

  private static String nodeOptions(LabOptions options) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("election_timeout_ms", options.electionTimeout().toMillis())
        .put("heartbeat_interval_ms", options.heartbeatInterval().toMillis())
        .put("max_append_entries", options.mostEntries())
        // A restarted node shows how it applies its log again, as in Figure 2.
        .put("durable_state_machine", false)
        .put("journal", "changes")
        .put("pre_vote", options.preVote())
        .put("check_quorum", options.checkQuorum())
        .put("parallel_append", options.parallelAppend())
        .put("snapshot_threshold", options.snapshotThreshold())
        .put("snapshot_trailing", options.snapshotTrailing())
        .toString();
  }
}
