package io.raftarium.cli;

import io.raftarium.site.ClusterFile;
import io.raftarium.site.NodeDatabase;
import io.raftarium.site.OperatorActs;
import io.raftarium.site.OperatorActs.Act;
import io.raftarium.site.Passwords;
import io.raftarium.site.SiteException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Says what operators did to a cluster. */
@Command(
    name = "acts",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Says what operators did to the nodes of a cluster, and who it was, as the nodes noted it in"
            + " their databases.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:said",
      "2:bad input",
      "3:a database cannot be read; what the others hold is said"
    },
    footerHeading = "%nExample:%n",
    footer = "  raftarium-node acts --cluster orchard.yaml --last 20")
final class Acts implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Spec private CommandSpec spec;

  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "50",
      description = "So many; ${DEFAULT-VALUE} unless said.")
  private int last;

  @Option(names = "--json", description = "As a JSON array, an object an act.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
  Acts() {}

  @Override
  public Integer call() {
    new Checks(spec).that(last >= 1 && last <= MOST, "--last must be from 1 to 10000");
    ClusterFile file = cluster.read();
    PrintWriter out = spec.commandLine().getOut();
    List<Act> all = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    Set<String> read = new HashSet<>();
    for (ClusterFile.Member member : file.members().values()) {
      if (!read.add(member.database().url())) {
        continue;
      }
      try {
        String password = new Passwords(System.getenv()).of(member);
        all.addAll(OperatorActs.newest(new NodeDatabase(member, password), last));
      } catch (SQLException | SiteException e) {
        failed.add("The database of node " + member.id() + " cannot be read: " + e.getMessage());
      }
    }
    all.sort(Comparator.comparing(Act::at));
    List<Act> newest = all.subList(Math.max(0, all.size() - last), all.size());
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      newest.forEach(act ->
          array
              .addObject()
              .put("at", act.at().toString())
              .put("node", act.node())
              .put("who", act.who())
              .put("what", act.what()));
      out.println(array);
    } else {
      newest.forEach(act ->
          out.printf(
              Locale.ROOT, "%s  node %d  %s: %s%n", act.at(), act.node(), act.who(), act.what()));
    }
    failed.forEach(spec.commandLine().getErr()::println);
    return failed.isEmpty() ? 0 : RaftariumNode.NOT_READY;
  }
}
