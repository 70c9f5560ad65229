package io.raftarium.site;

import io.raftarium.database.ConnectionSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What operators did to a node from outside of Raft, beside its rows: links cut, processes frozen,
 * configurations asked for, and by whom. The table is no part of the function's schema; {@code
 * init-db} makes it.
 */
public final class OperatorActs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorActs.class);
  private static final int MOST_WAITING = 1_000;
  private static final int MOST_CHARS = 2_000;
  private static final long END_SECONDS = 1;

  /** Of each node so many are kept. */
  private static final int KEPT = 10_000;

  private final ConnectionSource database;
  private final int node;
  private final ExecutorService writer;

  /** One of them. */
  public record Act(long number, Instant at, int node, String who, String what) {}

  /** Of one node. */
  public OperatorActs(ConnectionSource database, int node) {
    this.database = database;
    this.node = node;
    this.writer =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofVirtual().name("acts of node " + node).factory());
  }

  /** Makes the table, unless it is there, and lets a node's login write and read it. */
  static void prepare(Statement statement, String quotedUser) throws SQLException {
    statement.execute(
        """
        create table if not exists public.raftarium_act (
          number  bigint generated always as identity primary key,
          at      timestamptz not null default clock_timestamp(),
          node_id int not null,
          who     text not null,
          what    text not null)
        """);
    statement.execute("grant select, insert, delete on public.raftarium_act to " + quotedUser);
  }

  /**
   * Notes an act; without waiting for the database, which may be away: the log has it all the same.
   *
   * @return completes once it is written, or cannot be
   */
  public CompletableFuture<Boolean> note(String who, String what) {
    CompletableFuture<Boolean> written = new CompletableFuture<>();
    try {
      writer.execute(() -> written.complete(write(who, what)));
    } catch (RejectedExecutionException e) {
      LOG.warn("An act of {} at node {} is in the log alone: {}", who, node, what);
      written.complete(false);
    }
    return written;
  }

  private boolean write(String who, String what) {
    MDC.put("node", Integer.toString(node));
    try (Connection connection = database.open("raftarium acts");
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into public.raftarium_act (node_id, who, what) values (?, ?, ?)");
        PreparedStatement trim =
            connection.prepareStatement(
                """
                delete from public.raftarium_act
                where node_id = ? and number <= (select max(number) from public.raftarium_act) - ?
                """)) {
      insert.setInt(1, node);
      insert.setString(2, bounded(who));
      insert.setString(3, bounded(what));
      insert.execute();
      trim.setInt(1, node);
      trim.setInt(2, KEPT);
      trim.execute();
      return true;
    } catch (SQLException e) {
      LOG.warn(
          "An act of {} at node {} is in the log alone ({}): {}", who, node, e.getMessage(), what);
      return false;
    }
  }

  private static String bounded(String text) {
    return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + " …";
  }

  /** The newest acts at the nodes of a database, oldest first. */
  public static List<Act> newest(ConnectionSource database, int most) throws SQLException {
    List<Act> acts = new ArrayList<>();
    try (Connection connection = database.open("raftarium acts");
        PreparedStatement query =
            connection.prepareStatement(
                """
                select number, at, node_id, who, what
                from public.raftarium_act order by number desc limit ?
                """)) {
      query.setInt(1, most);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          acts.add(
              new Act(
                  row.getLong(1),
                  row.getObject(2, OffsetDateTime.class).toInstant(),
                  row.getInt(3),
                  row.getString(4),
                  row.getString(5)));
        }
      }
    }
    return List.copyOf(acts.reversed());
  }

  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
