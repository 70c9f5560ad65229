package io.raftarium.cli;

import io.raftarium.site.ClusterFile;
import io.raftarium.site.ClusterFileException;
import io.raftarium.site.ClusterFileReader;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that names a cluster. */
class ClusterOptions {
  @Spec(Spec.Target.MIXEE)
  protected CommandSpec command;

  @Option(
      names = "--cluster",
      paramLabel = "FILE",
      required = true,
      defaultValue = "${env:RAFTARIUM_CLUSTER}",
      description = "The cluster's file; else that of the environment's RAFTARIUM_CLUSTER.")
  private Path file;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
  ClusterOptions() {}

  /** Reads it. */
  ClusterFile read() {
    try {
      return ClusterFileReader.read(file);
    } catch (ClusterFileException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  /** A node of it. */
  ClusterFile.Member member(ClusterFile cluster, int node) {
    ClusterFile.Member member = cluster.members().get(node);
    if (member == null) {
      throw new ParameterException(
          command.commandLine(),
          "the cluster "
              + cluster.name()
              + " has no node "
              + node
              + "; it has "
              + cluster.members().keySet());
    }
    return member;
  }
}
