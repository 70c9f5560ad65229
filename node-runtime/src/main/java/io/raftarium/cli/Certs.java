package io.raftarium.cli;

import io.raftarium.remote.CertificateMaker;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.SiteException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes the certificates of a cluster. */
@Command(
    name = "certs",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Makes the certificates of a cluster: an authority, one for each node, for a client and for the"
          + " operator. What is there already stays as it is.",
      "",
      "Each machine needs ca.pem and the two files of its own node; ca.key stays where you make them."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:they are there",
      "2:bad input",
      "3:they cannot be made; the message says why"
    },
    footerHeading = "%nExample:%n",
    footer = "  raftarium-node certs --cluster orchard.yaml")
final class Certs implements Callable<Integer> {
  private static final int MOST_DAYS = 3_650;

  @Spec private CommandSpec spec;

  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Where; unless said, the folder that the cluster's file names.")
  private @Nullable Path folder;

  @Option(
      names = "--client",
      paramLabel = "NAME",
      defaultValue = "client",
      description = "A client's name, as often as there are; ${DEFAULT-VALUE} unless said.")
  private List<String> clients;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      defaultValue = "operator",
      description = "An operator's name, as often as there are; ${DEFAULT-VALUE} unless said.")
  private List<String> operators;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      defaultValue = "365",
      description = "How long they are valid; ${DEFAULT-VALUE} unless said.")
  private int days;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
  Certs() {}

  @Override
  public Integer call() {
    ClusterFile file = cluster.read();
    Path where = folder == null ? file.certificates() : folder;
    Checks checks = new Checks(spec);
    if (where == null) {
      throw new ParameterException(
          spec.commandLine(),
          "the cluster's file names no folder (\"certificates\"), and there is no --folder");
    }
    checks.that(days >= 1 && days <= MOST_DAYS, "--days must be from 1 to " + MOST_DAYS);
    for (String name : clients) {
      nameable(checks, name);
    }
    for (String name : operators) {
      nameable(checks, name);
    }
    CertificateMaker maker = new CertificateMaker(where, Duration.ofDays(days), Clock.systemUTC());
    PrintWriter out = spec.commandLine().getOut();
    try {
      for (int node : file.members().keySet()) {
        tell(out, "node " + node, maker.node(node));
      }
      for (String name : clients) {
        tell(out, "client " + name, maker.client(name));
      }
      for (String name : operators) {
        tell(out, "operator " + name, maker.operator(name));
      }
      return 0;
    } catch (SiteException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return RaftariumNode.NOT_READY;
    }
  }

  private static void nameable(Checks checks, String name) {
    checks.that(
        name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,60}")
            && !name.equals("ca")
            && !name.startsWith("node-"),
        name
            + " is no name for files here: letters, digits, dots and dashes, neither ca nor node-…");
  }

  private static void tell(PrintWriter out, String whose, boolean made) {
    out.println(whose + (made ? ": made" : ": was there"));
    out.flush();
  }
}
