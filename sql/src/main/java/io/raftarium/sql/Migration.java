package io.raftarium.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** Installs schema {@code raft} into a database, or brings it up to date. */
public final class Migration {
  private static final String FOLDER = "db/migration";
  private static final String TABLE = "raftarium_migrations";
  private static final String REMEMBERED =
      "select obj_description(to_regclass('public." + TABLE + "'), 'pg_class')";
  private static final String ROWS = "select count(*) from public." + TABLE;

  private Migration() {}

  /**
   * Applies what is new among {@link #files()}, with Flyway, whose own table stays outside of the
   * schema.
   *
   * @param database a database of PostgreSQL 15 to 18; the user must be allowed to create a schema
   *     in it
   * @return how many files were applied; 0 if the schema was up to date
   */
  public static int migrate(DataSource database) {
    String contents = contents();
    if (upToDate(database, contents)) {
      return 0;
    }
    int applied = flyway(database).migrate().migrationsExecuted;
    remember(database, contents);
    return applied;
  }

  private static Flyway flyway(DataSource database) {
    return Flyway.configure(Migration.class.getClassLoader())
        .dataSource(database)
        .locations("classpath:" + FOLDER)
        .defaultSchema("public")
        .table(TABLE)
        .placeholderReplacement(false)
        // Schema public may hold other people's tables.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        // A schema of a later version is refused; a function's file may be gone or have a new name.
        .ignoreMigrationPatterns("repeatable:missing")
        .load();
  }

  /** Whether a database has just this version of the schema; anybody who may connect may ask. */
  public static boolean isInstalled(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      String left = value(statement, REMEMBERED);
      return left != null && left.startsWith(contents() + " ");
    }
  }

  /**
   * Whether just these files were applied, and nothing since. Flyway would find the same by reading
   * all of them anew and comparing each with its row, which takes longer than all else at a start.
   */
  private static boolean upToDate(DataSource database, String contents) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      String left = value(statement, REMEMBERED);
      return left != null && left.equals(contents + " " + value(statement, ROWS));
    } catch (SQLException e) {
      // What is wrong with the database, Flyway says better.
      return false;
    }
  }

  private static void remember(DataSource database, String contents) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "comment on table public."
              + TABLE
              + " is '"
              + contents
              + " "
              + value(statement, ROWS)
              + "'");
    } catch (SQLException e) {
      // Then the next start lets Flyway look again.
    }
  }

  private static @Nullable String value(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** A digest of all files, their names included. */
  private static String contents() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String file : files()) {
        digest.update(file.getBytes(StandardCharsets.UTF_8));
        try (InputStream content = Migration.class.getResourceAsStream("/" + file)) {
          digest.update(Objects.requireNonNull(content, file).readAllBytes());
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("the migrations cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The files of the schema, in the order in which any tool may apply them one by one.
   *
   * @return resource names on the class path, {@code db/migration/V1__tables.sql} first
   */
  public static List<String> files() {
    URL folder = Objects.requireNonNull(Migration.class.getResource("/" + FOLDER), FOLDER);
    try {
      URI uri = folder.toURI();
      if (!"jar".equals(uri.getScheme())) {
        return files(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return files(jar.getPath("/" + FOLDER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the list of migrations cannot be read", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".sql"))
          .sorted(
              Comparator.comparingInt(Migration::version).thenComparing(Comparator.naturalOrder()))
          .map(name -> FOLDER + "/" + name)
          .toList();
    }
  }

  /** The number of a versioned file; a repeatable one comes after all of them. */
  private static int version(String name) {
    return name.startsWith("V")
        ? Integer.parseInt(name.substring(1, name.indexOf("__")))
        : Integer.MAX_VALUE;
  }
}
