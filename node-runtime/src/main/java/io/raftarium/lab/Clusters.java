package io.raftarium.lab;

import io.raftarium.lab.ClusterLabels.Label;
import io.raftarium.lab.ClusterLabels.Labelled;
import io.raftarium.server.EmbeddedServer;
import io.raftarium.server.Progress;
import io.raftarium.server.ServerException;
import io.raftarium.sql.Ablation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clusters of a data folder: a database each in its one server, at most one of them open. The
 * server ends with the laboratory that is closed while no other one follows it.
 *
 * <p>Every method blocks, and throws {@link LabException} with a sentence for a person where it
 * cannot do what it is asked.
 */
public final class Clusters {
  private static final Logger LOG = LoggerFactory.getLogger(Clusters.class);
  private static final String DEMONSTRATION = "demonstration";
  private static final String LESSON = "lesson";

  /** Those that begin anew each time, and are not gone back to. */
  private static final Set<String> PASSING = Set.of(DEMONSTRATION, LESSON);

  private static final String PREFIX = "cluster_";
  private static final int LONGEST_NAME = 60;
  private static final int MOST = 200;

  private final EmbeddedServer server;
  private final ClusterLabels labels;
  private final ReentrantLock changing = new ReentrantLock();
  private @Nullable LocalLab open;

  /** Those that were opened from a moment, beside it. */
  private final Set<LocalLab> beside = Collections.newSetFromMap(new IdentityHashMap<>());

  private Clusters(EmbeddedServer server) {
    this.server = server;
    this.labels = new ClusterLabels(server);
    Scratch.clear(server);
  }

  /**
   * Starts the server of the data folder and opens the laboratory of the cluster used last.
   *
   * @param fresh opens that of the demonstration instead; what was used last stays so
   */
  static LocalLab start(LabOptions options, boolean fresh, Progress progress) {
    EmbeddedServer server;
    try {
      server = EmbeddedServer.start(options.dataFolder(), progress.part(0, 0.8));
    } catch (ServerException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    }
    try {
      Clusters clusters = new Clusters(server);
      progress.step("Preparing the database", 0.8);
      return clusters.one(
          "The cluster cannot be opened",
          () ->
              clusters.openLabelled(
                  fresh ? clusters.labels.of(DEMONSTRATION) : clusters.newest(), options));
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Starts the server of the data folder without opening any cluster, for laboratories that begin
   * with the moment of a file.
   */
  public static Clusters startAlone(LabOptions options, Progress progress) {
    try {
      return new Clusters(EmbeddedServer.start(options.dataFolder(), progress));
    } catch (ServerException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    }
  }

  /** All of them, the one used last first. */
  public List<KeptCluster> list() {
    return one(
        "The clusters cannot be listed",
        () -> {
          List<KeptCluster> list = new ArrayList<>();
          for (Labelled labelled : labels.all()) {
            if (!labelled.database().equals(LESSON)) {
              list.add(look(labelled));
            }
          }
          list.sort(
              Comparator.comparing(KeptCluster::open)
                  .thenComparing(kept -> kept.used() == null ? Instant.EPOCH : kept.used())
                  .reversed()
                  .thenComparing(KeptCluster::name));
          return List.copyOf(list);
        });
  }

  /**
   * Closes the open laboratory and opens another one's, without nodes until {@link
   * Lab.Cluster#reopen} or {@link Lab.Cluster#start}.
   */
  public LocalLab open(String database, LabOptions options) {
    return one("The cluster cannot be opened", () -> openLabelled(labels.of(database), options));
  }

  /** Closes the open laboratory and opens that of a new cluster. */
  public LocalLab create(String name, LabOptions options) {
    return one(
        "The cluster cannot be made",
        () -> {
          Labelled made = new Labelled(nextDatabase(), new Label(free(name, null), null));
          server.createDatabase(made.database());
          return openLabelled(made, options);
        });
  }

  /**
   * Opens a laboratory beside those that are open, which begins with the nodes of a moment in a new
   * database. The server goes on until the last of them is closed.
   *
   * @throws LabException with a sentence for a person where the moment cannot be opened
   */
  public LocalLab branch(Origin origin) {
    return one(
        "The moment cannot be opened",
        () -> {
          String name = freeName(wished(origin));
          Labelled made = new Labelled(nextDatabase(), new Label(name, null));
          server.createDatabase(made.database());
          labels.set(made);
          LocalLab lab = LocalLab.of(this, server, made.database(), name, origin.options());
          beside.add(lab);
          try {
            lab.begin(origin);
          } catch (RuntimeException e) {
            boolean _ = beside.remove(lab);
            lab.close();
            server.dropDatabase(made.database());
            last();
            throw e;
          }
          return lab;
        });
  }

  /**
   * Closes the open laboratory and opens that of a lesson in its place, without nodes; what the
   * lesson before left is gone. The next start is that of what was used last before.
   */
  public LocalLab lesson(String name, LabOptions options) {
    return one("The lesson's laboratory cannot be made", () -> anew(name, options));
  }

  /** The same, beginning with the nodes of a moment. */
  public LocalLab lesson(String name, Origin origin) {
    return one(
        "The moment cannot be opened",
        () -> {
          LocalLab lab = anew(name, origin.options());
          try {
            lab.begin(origin);
          } catch (RuntimeException e) {
            closeOpen();
            last();
            throw e;
          }
          return lab;
        });
  }

  private LocalLab anew(String name, LabOptions options) throws SQLException {
    closeOpen();
    server.dropDatabase(LESSON);
    server.createDatabase(LESSON);
    Labelled made = new Labelled(LESSON, new Label(name, null));
    labels.set(made);
    return openLabelled(made, options);
  }

  /**
   * Closes the open laboratory and opens that of the cluster used last, without nodes until {@link
   * Lab.Cluster#reopen} or {@link Lab.Cluster#start}.
   */
  public LocalLab openLast(LabOptions options) {
    return one("The cluster cannot be opened", () -> openLabelled(newest(), options));
  }

  /**
   * Copies the rows of a moment into a database beside the clusters, in which no node runs.
   *
   * @throws LabException with a sentence for a person where the moment's rows are not all known
   */
  public Scratch scratch(Origin origin) {
    return Scratch.of(server, origin);
  }

  /** For example {@code lab-1, moment 512}. */
  private static String wished(Origin origin) {
    String end = ", moment " + origin.moment().number();
    String name = origin.name().strip().replaceAll("\\p{C}", " ");
    int most = LONGEST_NAME - end.length() - 5;
    return (name.codePointCount(0, name.length()) <= most
            ? name
            : name.substring(0, name.offsetByCodePoints(0, most)))
        + end;
  }

  /** Gives a cluster another name. */
  public void rename(String database, String name) {
    String _ =
        one(
            "The cluster cannot be renamed",
            () -> {
              String free = free(name, database);
              labels.set(labels.of(database).named(free));
              Stream.concat(Stream.ofNullable(open), beside.stream())
                  .filter(lab -> lab.databaseName().equals(database))
                  .forEach(lab -> lab.renamed(free));
              return free;
            });
  }

  /**
   * Copies a cluster with all its rows. The open one is closed before: who calls opens it again, or
   * the copy.
   *
   * @return the copy's database
   */
  public String duplicate(String database, String name) {
    return one(
        "The cluster cannot be copied",
        () -> {
          notBeside(database);
          Labelled copy = new Labelled(nextDatabase(), new Label(free(name, null), Instant.now()));
          if (isOpen(database)) {
            closeOpen();
          }
          server.copyDatabase(database, copy.database());
          labels.set(copy);
          return copy.database();
        });
  }

  /** Deletes a cluster with all its rows; not the open one. */
  public void delete(String database) {
    String _ =
        one(
            "The cluster cannot be deleted",
            () -> {
              if (isOpen(database)) {
                throw new LabException(
                    "This cluster is open. Open another one first, then delete this one.");
              }
              server.dropDatabase(database);
              return database;
            });
  }

  /** A name that no cluster has, for a new one. */
  public String freeName(String wish) {
    return one(
        "The clusters cannot be listed",
        () -> {
          List<String> taken =
              labels.all().stream()
                  .map(all -> all.label().name().toLowerCase(Locale.ROOT))
                  .toList();
          String name = wish;
          for (int i = 2; taken.contains(name.toLowerCase(Locale.ROOT)); i++) {
            name = wish + " " + i;
          }
          return name;
        });
  }

  /**
   * The name for a new cluster, without spaces around it.
   *
   * @throws LabException if it cannot be called so
   */
  public String checkedName(String wish) {
    return one("The clusters cannot be listed", () -> free(wish, null));
  }

  /** Told by a laboratory that has closed; one that another follows is forgotten before. */
  void closed(LocalLab lab) {
    changing.lock();
    try {
      if (lab.equals(open)) {
        open = null;
        used(lab.databaseName());
        last();
      } else if (beside.remove(lab)) {
        last();
      }
    } finally {
      changing.unlock();
    }
  }

  /** Ends the server where no laboratory is open in it. */
  public void letGo() {
    changing.lock();
    try {
      last();
    } finally {
      changing.unlock();
    }
  }

  private void last() {
    if (open == null && beside.isEmpty()) {
      server.close();
    }
  }

  /** What asks or changes the server. */
  private interface Work<T> {
    T run() throws SQLException;
  }

  /** Carries out one at a time. */
  private <T> T one(String otherwise, Work<T> work) {
    changing.lock();
    try {
      return work.run();
    } catch (SQLException e) {
      throw LabException.database(otherwise, e);
    } finally {
      changing.unlock();
    }
  }

  private LocalLab openLabelled(Labelled cluster, LabOptions options) throws SQLException {
    notBeside(cluster.database());
    closeOpen();
    LocalLab lab = LocalLab.of(this, server, cluster.database(), cluster.label().name(), options);
    open = lab;
    keepUse(cluster);
    return lab;
  }

  private void notBeside(String database) {
    if (isBeside(database)) {
      throw new LabException("This cluster is open in a window of its own; close that first.");
    }
  }

  private void closeOpen() {
    LocalLab before = open;
    if (before != null) {
      open = null;
      before.close();
      used(before.databaseName());
    }
  }

  private void used(String database) {
    if (server.alive()) {
      try {
        keepUse(labels.of(database));
      } catch (SQLException e) {
        LOG.warn("When {} was used could not be kept", database, e);
      }
    }
  }

  /** What passes is not used last: the next start is that of what it stood beside. */
  private void keepUse(Labelled cluster) throws SQLException {
    if (!PASSING.contains(cluster.database())) {
      labels.set(cluster.usedAt(Instant.now()));
    }
  }

  private boolean isOpen(String database) {
    return (open != null && open.databaseName().equals(database)) || isBeside(database);
  }

  private boolean isBeside(String database) {
    return beside.stream().anyMatch(lab -> lab.databaseName().equals(database));
  }

  private Labelled newest() throws SQLException {
    return labels.all().stream()
        .filter(all -> !PASSING.contains(all.database()))
        .max(
            Comparator.comparing(
                all -> Optional.ofNullable(all.label().used()).orElse(Instant.EPOCH)))
        .orElseGet(() -> ClusterLabels.plain(EmbeddedServer.DATABASE));
  }

  private String nextDatabase() throws SQLException {
    List<Labelled> all = labels.all();
    if (all.size() >= MOST) {
      throw new LabException(
          "The data folder holds "
              + all.size()
              + " clusters; delete one that is not needed first.");
    }
    int highest =
        all.stream()
            .map(Labelled::database)
            .filter(database -> database.matches(PREFIX + "[0-9]{1,6}"))
            .mapToInt(database -> Integer.parseInt(database.substring(PREFIX.length())))
            .max()
            .orElse(1);
    return PREFIX + (highest + 1);
  }

  /** The name without spaces around it, if a cluster may be called so and no other one is. */
  private String free(String wish, @Nullable String except) throws SQLException {
    String name = wish.strip();
    if (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
      throw new LabException("A cluster's name has 1 to " + LONGEST_NAME + " characters.");
    }
    if (name.codePoints()
        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
      throw new LabException("A cluster's name has no control characters and no half characters.");
    }
    for (Labelled other : labels.all()) {
      if (!other.database().equals(except) && other.label().name().equalsIgnoreCase(name)) {
        throw new LabException("Another cluster is called " + name + " already.");
      }
    }
    return name;
  }

  private KeptCluster look(Labelled labelled) {
    String database = labelled.database();
    Label label = labelled.label();
    boolean runs = isOpen(database);
    try (Connection connection = server.connect(database, "raftarium list");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select count(*), coalesce(max(current_term), 0), coalesce(max(last_log_index), 0),
                       (select record from public.raftarium_cluster)
                from raft.raft_state
                """)) {
      row.next();
      String record = row.getString(4);
      return new KeptCluster(
          database,
          label.name(),
          row.getInt(1),
          row.getLong(2),
          row.getLong(3),
          record == null ? null : ClusterRecord.made(record).orElse(null),
          label.used(),
          runs,
          Ablation.in(connection).orElse(""));
    } catch (SQLException e) {
      // Listed all the same: opening it says what is wrong with it, and it can be deleted.
      LOG.info("{} cannot be looked into", database, e);
      return new KeptCluster(database, label.name(), 0, 0, 0, null, label.used(), runs, "");
    }
  }
}
