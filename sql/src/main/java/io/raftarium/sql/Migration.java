package io.raftarium.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Installs schema {@code raft} into a database, or brings it up to date. */
public final class Migration {
  private static final String FOLDER = "db/migration";

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
    return Flyway.configure(Migration.class.getClassLoader())
        .dataSource(database)
        .locations("classpath:" + FOLDER)
        .defaultSchema("public")
        .table("raftarium_migrations")
        .placeholderReplacement(false)
        // Schema public may hold other people's tables.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        // A schema of a later version is refused; a function's file may be gone or have a new name.
        .ignoreMigrationPatterns("repeatable:missing")
        .load()
        .migrate()
        .migrationsExecuted;
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
