package io.raftarium.cli;

import io.raftarium.site.ClusterFile;
import io.raftarium.site.DatabaseSetup;
import io.raftarium.site.Passwords;
import io.raftarium.site.SiteException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the databases of a cluster's nodes ready. */
@Command(
    name = "init-db",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Makes the databases of a cluster's nodes ready: the schema, the node's own login, its rows.",
      "What is there already stays as it is, so it may be run again, and has to be after an update.",
      "",
      "The administrator's password is read from the environment's RAFTARIUM_ADMIN_PASSWORD."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ready",
      "2:bad input",
      "3:a database cannot be prepared; the message says why, those before it are ready"
    },
    footerHeading = "%nExample:%n",
    footer = "  RAFTARIUM_ADMIN_PASSWORD=… raftarium-node init-db --cluster orchard.yaml")
final class InitDb implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--node",
      paramLabel = "ID",
      description = "Only this node's database; else those of all nodes.")
  private @Nullable Integer node;

  @Option(
      names = "--admin",
      paramLabel = "USER",
      defaultValue = "postgres",
      description = "Who may create schemas and roles there; ${DEFAULT-VALUE} unless said.")
  private String admin;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
  InitDb() {}

  @Override
  public Integer call() {
    ClusterFile file = cluster.read();
    List<ClusterFile.Member> members = new ArrayList<>(file.members().values());
    if (node != null) {
      members = List.of(cluster.member(file, node));
    }
    Passwords passwords = new Passwords(System.getenv());
    try {
      for (ClusterFile.Member member : members) {
        DatabaseSetup.Made made =
            new DatabaseSetup(file, member)
                .run(
                    admin,
                    passwords.named(
                        "RAFTARIUM_ADMIN_PASSWORD", "The administrator needs a password"),
                    passwords.of(member));
        spec.commandLine()
            .getOut()
            .println(
                "node "
                    + member.id()
                    + ": "
                    + (made.files() == 0 ? "the schema was there" : "the schema is up to date now")
                    + (made.login() ? ", made the login " : ", the login is ")
                    + member.database().user()
                    + (made.node() ? ", made the node's rows" : ", the node's rows were there"));
        spec.commandLine().getOut().flush();
      }
      return 0;
    } catch (SiteException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return RaftariumNode.NOT_READY;
    }
  }
}
