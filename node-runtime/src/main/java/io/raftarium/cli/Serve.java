package io.raftarium.cli;

import io.raftarium.node.NodeSettings;
import io.raftarium.remote.NodeHost;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.NodeDatabase;
import io.raftarium.site.NodeDatabase.Timeouts;
import io.raftarium.site.Passwords;
import io.raftarium.site.SiteException;
import io.raftarium.time.Backoff;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one node of a cluster until it is told to end. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs one node of a cluster until it is told to end (SIGTERM, Ctrl+C).",
      "",
      "Its log goes to the standard error, a line each, or with RAFTARIUM_LOG=json an object each.",
      "",
      "It follows the cluster's file: a node that is new there is met without a new start, one that"
          + " moved is found, one that is gone is forgotten. Who votes is another matter: see config.",
      "",
      "The node keeps its rows in its own PostgreSQL database, which init-db has prepared. While the"
          + " database is away the node steps aside and tries again for as long as it takes."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:told to end",
      "1:the node ended by itself; the message says why",
      "2:bad input",
      "3:the database or the address cannot be used as it is; the message says what to do"
    },
    footerHeading = "%nExample:%n",
    footer = "  raftarium-node serve --cluster orchard.yaml --node 1")
final class Serve implements Callable<Integer> {
  private static final int MAX_BATCH = 256;
  private static final Duration END_LIMIT = Duration.ofSeconds(4);
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** A node without a database waits; it does not give up. */
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  @Spec private CommandSpec spec;

  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--node",
      paramLabel = "ID",
      required = true,
      defaultValue = "${env:RAFTARIUM_NODE}",
      description = "Which node of it; else that of the environment's RAFTARIUM_NODE.")
  private int node;

  @Option(
      names = "--until-input-ends",
      hidden = true,
      description = "Ends with its standard input: whoever started it is gone then.")
  private boolean untilInputEnds;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
  Serve() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    String log = System.getenv().getOrDefault("RAFTARIUM_LOG", "lines");
    new Checks(spec)
        .that(
            log.equals("lines") || log.equals("json"),
            "RAFTARIUM_LOG is lines or json, not " + log);
    if (untilInputEnds) {
      Thread _ = Thread.ofPlatform().name("input").daemon().start(Serve::awaitEndOfInput);
    }
    ClusterFile file = cluster.read();
    ClusterFile.Member member = cluster.member(file, node);
    try {
      NodeDatabase database = new NodeDatabase(member, new Passwords(System.getenv()).of(member));
      Timeouts timeouts = await(database, err);
      NodeSettings settings =
          new NodeSettings(
              timeouts.election(),
              timeouts.heartbeat(),
              MAX_BATCH,
              FOR_EVER,
              new SecureRandom().nextLong());
      NodeHost host = new NodeHost(file, node, database, settings);
      Thread end = Thread.ofPlatform().unstarted(() -> end(host));
      Runtime.getRuntime().addShutdownHook(end);
      FileFollower follower = new FileFollower(node, file, host::meet);
      Thread _ = Thread.ofVirtual().name("cluster's file").start(follower);
      out.println(
          "node " + node + " of the cluster " + file.name() + " listens on " + host.address());
      out.flush();
      String why = host.failed().get();
      err.println("node " + node + " ended: " + why);
      Runtime.getRuntime().removeShutdownHook(end);
      host.close();
      return 1;
    } catch (SiteException e) {
      err.println(e.getMessage());
      return RaftariumNode.NOT_READY;
    } catch (IOException e) {
      err.println("node " + node + " cannot listen on " + member.address() + ": " + e.getMessage());
      return RaftariumNode.NOT_READY;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return RaftariumNode.BAD_INPUT;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void awaitEndOfInput() {
    try {
      long _ = System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // It has ended as well.
    }
    System.exit(0);
  }

  /** Ends it in good order, or without where that takes too long: its rows bear either. */
  private static void end(NodeHost host) {
    Thread closing = Thread.ofPlatform().daemon().start(host::close);
    try {
      boolean _ = closing.join(END_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the database for as long as it takes. */
  private Timeouts await(NodeDatabase database, PrintWriter err)
      throws SiteException, InterruptedException {
    Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);
    while (true) {
      Optional<Timeouts> timeouts = database.look();
      if (timeouts.isPresent()) {
        return timeouts.get();
      }
      if (backoff.fresh()) {
        err.println("node " + node + " waits for its database, which cannot be reached");
        err.flush();
      }
      Thread.sleep(backoff.next());
    }
  }
}
