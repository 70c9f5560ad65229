package io.raftarium.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The files of a data folder's database cluster: makes them once and writes their settings. */
final class ClusterFiles {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path folder;
  private final Binaries binaries;
  private final Credentials credentials;

  ClusterFiles(Path folder, Binaries binaries, Credentials credentials) {
    this.folder = folder;
    this.binaries = binaries;
    this.credentials = credentials;
  }

  /** Where the cluster is; PostgreSQL calls it its data folder. */
  Path cluster() {
    return clusterIn(folder);
  }

  private static Path clusterIn(Path dataFolder) {
    return dataFolder.resolve("postgres");
  }

  /** Whether a data folder has one. */
  static boolean existIn(Path dataFolder) {
    return Files.isDirectory(clusterIn(dataFolder));
  }

  /** Where a program's output goes. */
  Path transcript(String name) {
    return folder.resolve("log").resolve(name + ".log");
  }

  boolean exist() {
    return existIn(folder);
  }

  /** Refuses files that another major version of PostgreSQL made, which it cannot read. */
  void checkMajorVersion() throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("log"));
    Path versionFile = cluster().resolve("PG_VERSION");
    if (!Files.exists(versionFile)) {
      return;
    }
    String made = Files.readString(versionFile).strip();
    // "postgres (PostgreSQL) 18.6"
    Program.Result told =
        Program.run(
            transcript("version"),
            LIMIT,
            List.of(binaries.program("postgres").toString(), "--version"));
    String output = told.output();
    if (told.exitCode() != 0 || output.isBlank()) {
      throw new ServerException(
          "PostgreSQL's program " + binaries.program("postgres") + " does not run: " + output);
    }
    String number = output.substring(output.lastIndexOf(' ') + 1);
    if (!number.equals(made) && !number.startsWith(made + ".")) {
      throw new ServerException(
          "The data folder "
              + folder
              + " was made by PostgreSQL "
              + made
              + ", but this Raftarium brings PostgreSQL "
              + number
              + ". Start the Raftarium that made it, or move the folder away to begin anew.");
    }
  }

  /**
   * Makes the cluster beside its place and moves it there when whole, so that none is ever half.
   */
  void initialise() throws IOException, InterruptedException {
    Path half = folder.resolve("postgres.new");
    Folders.delete(half);
    Credentials.create(credentials.file());
    Program.Result result =
        Program.run(
            transcript("initdb"),
            LIMIT,
            List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + half,
                "--username=" + Credentials.USER,
                "--pwfile=" + credentials.file(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                // One call of the system instead of a thousand.
                "--sync-method=" + (Platform.current() == Platform.LINUX ? "syncfs" : "fsync"),
                "--no-instructions"));
    if (result.exitCode() != 0) {
      throw new ServerException(
          "PostgreSQL could not make a new cluster in " + folder + ": " + result.output());
    }
    Files.move(half, cluster());
  }

  /** Writes the settings, those of durability among them, and who may connect. */
  void configure() throws IOException {
    Files.writeString(
        cluster().resolve("postgresql.conf"),
        """
        # Written by Raftarium at every start; changes here do not last.
        listen_addresses = '127.0.0.1'
        unix_socket_directories = ''
        password_encryption = 'scram-sha-256'
        cluster_name = 'raftarium'
        fsync = on
        full_page_writes = on
        synchronous_commit = on
        # Nine nodes, their observer and the laboratory, several times over.
        max_connections = 64
        shared_buffers = 64MB
        max_wal_size = 256MB
        min_wal_size = 64MB
        wal_level = minimal
        max_wal_senders = 0
        max_worker_processes = 2
        max_parallel_workers = 0
        max_parallel_workers_per_gather = 0
        io_method = sync
        jit = off
        timezone = 'UTC'
        lc_messages = 'C'
        logging_collector = on
        log_directory = '../log'
        log_filename = 'postgresql-%w.log'
        log_rotation_age = 1d
        log_truncate_on_rotation = on
        log_checkpoints = off
        log_min_messages = error
        log_error_verbosity = terse
        # A statement holds the operator's values, which do not belong in a log.
        log_min_error_statement = panic
        log_line_prefix = '%m [%p] '
        """);
    Files.writeString(
        cluster().resolve("pg_hba.conf"),
        """
        # Written by Raftarium at every start; changes here do not last.
        host all all 127.0.0.1/32 scram-sha-256
        """);
    // Settings of ALTER SYSTEM would come after ours.
    Files.writeString(cluster().resolve("postgresql.auto.conf"), "");
  }
}
