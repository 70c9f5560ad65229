package io.raftarium.cli;

import io.raftarium.lab.FarLab;
import io.raftarium.lab.LabException;
import io.raftarium.record.Capture;
import io.raftarium.record.CaptureFile;
import io.raftarium.record.LogCsv;
import io.raftarium.remote.Attached;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.Passwords;
import io.raftarium.site.SiteException;
import io.raftarium.view.NodeStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes what the databases of a cluster hold to a file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Writes the rows of all nodes to a file, each database read in one snapshot: state, log, peers,"
          + " keys and the newest steps.",
      "",
      "A name that ends in .csv gets the logs alone, a row an entry; any other a capture in JSON, which"
          + " the window opens. A file that is there already is left as it is unless --force is given."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:written",
      "2:bad input",
      "3:a database or the file cannot be used; the message says why"
    },
    footerHeading = "%nExample:%n",
    footer = "  raftarium-node export --cluster orchard.yaml --output orchard.json")
final class Export implements Callable<Integer> {
  private static final Duration HEAR = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 50;

  @Spec private CommandSpec spec;

  @Mixin private CallerOptions cluster;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = "The file to write.")
  private Path output;

  @Option(names = "--force", description = "Replaces a file that is there.")
  private boolean force;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
  Export() {}

  @Override
  public Integer call() throws InterruptedException {
    ClusterFile file = cluster.read();
    new Checks(spec)
        .that(force || !Files.exists(output), output + " is there already; --force replaces it");
    PrintWriter err = spec.commandLine().getErr();
    try (FarLab lab = Attached.open(file, cluster.as(), new Passwords(System.getenv()))) {
      // What the databases cannot know, as far as the nodes tell it soon.
      long deadline = System.nanoTime() + HEAR.toNanos();
      while (System.nanoTime() - deadline < 0
          && lab.cluster().processes().values().stream()
              .anyMatch(process -> process.state() == NodeStatus.State.UNKNOWN)) {
        Thread.sleep(LOOK_MILLIS);
      }
      Capture capture = lab.capture();
      if (output.toString().endsWith(".csv")) {
        Files.writeString(output, LogCsv.text(capture.nodes().values()));
      } else {
        CaptureFile.write(capture, output);
      }
      spec.commandLine().getOut().println(capture.nodes().size() + " nodes written to " + output);
      return 0;
    } catch (SiteException | LabException e) {
      err.println(e.getMessage());
      return RaftariumNode.NOT_READY;
    } catch (IOException e) {
      err.println(output + " cannot be written: " + e.getMessage());
      return RaftariumNode.NOT_READY;
    }
  }
}
