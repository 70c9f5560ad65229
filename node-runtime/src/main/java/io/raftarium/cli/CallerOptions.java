package io.raftarium.cli;

import io.raftarium.remote.ClusterClient;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.SiteException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that name a cluster, and who asks it. */
final class CallerOptions extends ClusterOptions {
  @Option(
      names = "--as",
      paramLabel = "NAME",
      defaultValue = "operator",
      description =
          "Whose certificate to show, where the cluster has certificates: NAME.pem and NAME.key in"
              + " their folder; ${DEFAULT-VALUE} unless said.")
  private String as;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
  CallerOptions() {}

  /** Whose certificate to show. */
  String as() {
    return as;
  }

  /** Asks it. */
  ClusterClient client(ClusterFile cluster) {
    try {
      return new ClusterClient(cluster, as);
    } catch (SiteException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
    }
  }
}
