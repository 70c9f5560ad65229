package io.raftarium.cli;

import io.raftarium.lab.FarLab;
import io.raftarium.lab.LabException;
import io.raftarium.lab.LabRecording;
import io.raftarium.record.Capture;
import io.raftarium.record.CaptureFile;
import io.raftarium.record.LogCsv;
import io.raftarium.record.Recording;
import io.raftarium.record.SavedFile;
import io.raftarium.record.SavedFileException;
import io.raftarium.record.TapeForm;
import io.raftarium.record.WholeFile;
import io.raftarium.remote.Attached;
import io.raftarium.server.FileTrouble;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.ClusterFileException;
import io.raftarium.site.ClusterFileReader;
import io.raftarium.site.Passwords;
import io.raftarium.site.SiteException;
import io.raftarium.view.NodeStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes what the databases of a cluster hold, or what a recording tells, to a file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Writes what a cluster or a recording holds to a file, for other programs.",
      "",
      "capture: the rows of all nodes, each database read in one snapshot: state, log, peers, keys and"
          + " the newest steps, in JSON, which the window opens. csv: the logs alone, a row an entry."
          + " mermaid: the newest messages as a sequence diagram. shiviz: the newest steps with vector"
          + " clocks. perfetto: steps, messages and roles as trace events. history: requests and"
          + " answers, for check-history. recording: all that happened.",
      "",
      "A history has the requests that the window, or this command while it looked, knows of, without"
          + " those of a load. A key that other clients wrote to at the same time can look wrong to"
          + " check-history though nothing is.",
      "",
      "A recording is what the window's REC or this command wrote, or simulate of a run that broke a"
          + " promise. Of a cluster, what takes time is what happens while the command looks, for as"
          + " long as --for says. A file that is there already is left as it is unless --force is given."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:written",
      "2:bad input",
      "3:a database or a file cannot be used; the message says why"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  raftarium-node export --cluster orchard.yaml --output orchard.json",
      "  raftarium-node export --cluster orchard.yaml --format recording --for 60"
          + " --output orchard.jsonl.gz",
      "  raftarium-node export --recording orchard.jsonl.gz --format mermaid --output orchard.mmd"
    })
final class Export implements Callable<Integer> {
  private static final String RECORDING = "recording";
  private static final Duration HEAR = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 50;

  @Spec private CommandSpec spec;

  @Option(
      names = "--cluster",
      paramLabel = "FILE",
      defaultValue = "${env:RAFTARIUM_CLUSTER}",
      description =
          "The cluster's file; else that of the environment's RAFTARIUM_CLUSTER, unless a recording is"
              + " given.")
  private @Nullable Path cluster;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      defaultValue = "operator",
      description =
          "Whose certificate to show, where the cluster has certificates: NAME.pem and NAME.key in"
              + " their folder; ${DEFAULT-VALUE} unless said.")
  private String as;

  @Option(names = "--recording", paramLabel = "FILE", description = "The recording to read.")
  private @Nullable Path recording;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "capture, csv, mermaid, shiviz, perfetto, history or recording; unless said, csv where the"
              + " output's name ends in it, else capture.")
  private @Nullable String format;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How many messages (mermaid) or steps (shiviz) at most; unless said, 60 and 2000.")
  private int last;

  @Option(
      names = "--at",
      paramLabel = "NUMBER",
      defaultValue = "0",
      description = "The happening of the recording up to which; its last unless said.")
  private long at;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "How long to look at a cluster for what takes time; ${DEFAULT-VALUE} unless said.")
  private int seconds;

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
    Checks checks = new Checks(spec);
    String word = format != null ? format : output.toString().endsWith(".csv") ? "csv" : "capture";
    Optional<TapeForm> form = TapeForm.of(word);
    checks.that(
        form.isPresent() || word.equals(RECORDING), "there is no format " + word + "; see --help");
    checks.that(
        form.isEmpty() || form.get().most() == 0 || last <= form.get().most(),
        "--last: at most " + form.map(TapeForm::most).orElse(0));
    checks.that(last >= 0 && at >= 0, "--last and --at are not below 0");
    checks.that(seconds >= 1 && seconds <= 3_600, "--for: from 1 to 3600 seconds");
    checks.that(!Files.isDirectory(output), output + " is a folder, not a file");
    checks.that(force || !Files.exists(output), output + " is there already; --force replaces it");
    PrintWriter err = spec.commandLine().getErr();
    try {
      if (recording != null) {
        checks.that(form.isPresent(), "it is a recording already");
        ofRecording(recording, form.orElseThrow());
      } else {
        ofCluster(clusterFile(), form);
      }
      return 0;
    } catch (SiteException | LabException | SavedFileException e) {
      err.println(e.getMessage());
      return RaftariumNode.NOT_READY;
    } catch (IOException e) {
      err.println(output + " cannot be written: " + FileTrouble.reason(e));
      return RaftariumNode.NOT_READY;
    }
  }

  /** Before somebody waits for what cannot be written then. */
  private void wantsAFolder() throws IOException {
    Path folder = output.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
  }

  private static SavedFile read(Path file) throws SavedFileException {
    try {
      return SavedFile.read(file, share -> {});
    } catch (SavedFileException e) {
      throw e;
    } catch (IOException e) {
      throw new SavedFileException(file + " cannot be read: " + FileTrouble.reason(e), e);
    }
  }

  private ClusterFile clusterFile() {
    Path file = cluster;
    if (file == null) {
      throw new ParameterException(spec.commandLine(), "say --cluster or --recording");
    }
    try {
      return ClusterFileReader.read(file);
    } catch (ClusterFileException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private void ofRecording(Path file, TapeForm form) throws IOException {
    wantsAFolder();
    if (!(read(file) instanceof Recording read)) {
      throw new ParameterException(spec.commandLine(), file + " is a capture, no recording");
    }
    if (!read.damage().isEmpty()) {
      spec.commandLine().getErr().println(read.damage());
    }
    new Checks(spec)
        .that(
            at == 0 || at >= read.tape().first(),
            "--at: the recording begins with happening " + read.tape().first());
    long up = at == 0 ? read.tape().last() : Math.min(at, read.tape().last());
    WholeFile.write(
        output,
        half -> form.write(read.tape(), read.manifest(), up, newest(form), half, share -> {}));
    written("Happenings " + read.tape().first() + " to " + up);
  }

  private int newest(TapeForm form) {
    return last == 0 ? form.usual() : last;
  }

  private void written(String what) {
    spec.commandLine().getOut().println(what + " written to " + output);
  }

  private void ofCluster(ClusterFile file, Optional<TapeForm> form)
      throws IOException, InterruptedException, SiteException {
    wantsAFolder();
    try (FarLab lab = Attached.open(file, as, new Passwords(System.getenv()))) {
      // What the databases cannot know, as far as the nodes tell it soon.
      long deadline = System.nanoTime() + HEAR.toNanos();
      while (System.nanoTime() - deadline < 0
          && lab.cluster().processes().values().stream()
              .anyMatch(process -> process.state() == NodeStatus.State.UNKNOWN)) {
        Thread.sleep(LOOK_MILLIS);
      }
      if (form.isPresent() && (form.get() == TapeForm.CAPTURE || form.get() == TapeForm.CSV)) {
        rows(lab, form.get());
        return;
      }
      Thread.sleep(Duration.ofSeconds(seconds));
      if (form.isPresent()) {
        TapeForm chosen = form.get();
        WholeFile.write(
            output,
            half ->
                chosen.write(
                    lab.tape(),
                    LabRecording.manifest(lab),
                    lab.tape().last(),
                    newest(chosen),
                    half,
                    share -> {}));
      } else {
        WholeFile.write(output, half -> LabRecording.write(lab, half, share -> {}));
      }
      written(lab.tape().last() + " happenings of " + seconds + " s");
    }
  }

  private void rows(FarLab lab, TapeForm form) throws IOException {
    Capture capture = lab.capture();
    if (form == TapeForm.CSV) {
      WholeFile.write(
          output, half -> Files.writeString(half, LogCsv.text(capture.nodes().values())));
    } else {
      WholeFile.write(output, half -> CaptureFile.write(capture, half));
    }
    written(capture.nodes().size() + " nodes");
  }
}
