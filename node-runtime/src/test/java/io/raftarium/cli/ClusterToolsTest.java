package io.raftarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.Until;
import io.raftarium.lab.FarLab;
import io.raftarium.record.CaptureFile;
import io.raftarium.remote.NodeWatch;
import io.raftarium.remote.OwnCluster;
import io.raftarium.remote.OwnPlan;
import io.raftarium.site.ClusterFileReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that look at a cluster of programs: watch, export, and what helps a shell. */
@Tag("thorough")
class ClusterToolsTest {
  @TempDir private static Path folder;

  private static FarLab lab;
  private static Path cluster;

  /** What a command came to. */
  private record Ended(int code, String out, String err) {}

  @BeforeAll
  static void start() throws Exception {
    Path home = folder.resolve("own");
    lab =
        OwnCluster.make(
            home,
            Path.of("target", "programs"),
            new OwnPlan("orchard", 3, false, true, true, false),
            (text, done) -> {});
    cluster = home.resolve("cluster.yaml");
    Until.holds("somebody leads", () -> lab.moment().leader() != null);
    assertThat(run("submit", "{\"op\":\"put\",\"key\":\"pears\",\"value\":3}").code()).isZero();
  }

  @AfterAll
  static void end() {
    lab.close();
  }

  private static Ended run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--cluster");
    all.add(cluster.toString());
    return plainly(all.toArray(new String[0]));
  }

  private static Ended plainly(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = RaftariumNode.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new Ended(command.execute(arguments), out.toString(), err.toString());
  }

  @Test
  void exportWritesWhatTheWindowOpens() throws Exception {
    Path file = folder.resolve("a capture.json");
    Ended ended = run("export", "--output", file.toString());
    assertThat(ended.code()).as("%s", ended).isZero();
    assertThat(CaptureFile.read(file).nodes()).hasSize(3);
    assertThat(Files.readString(file)).contains("pears");

    Ended again = run("export", "--output", file.toString());
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("is there already");
    assertThat(run("export", "--force", "--output", file.toString()).code()).isZero();

    Path logs = folder.resolve("logs.csv");
    assertThat(run("export", "--output", logs.toString()).code()).isZero();
    assertThat(Files.readString(logs)).startsWith("node,index,term,kind").contains("pears");

    Path nowhere = folder.resolve("no/such/folder.csv");
    Ended failed = run("export", "--output", nowhere.toString());
    assertThat(failed.code()).isEqualTo(3);
    assertThat(failed.err()).contains("cannot be written");
  }

  @Test
  void watchWantsATerminal() {
    Ended ended = run("watch");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err()).contains("raftarium-node status");
  }

  @Test
  void whatWatchShowsFitsAndFollowsTheNodes() throws Exception {
    WatchScreen screen = new WatchScreen("Raftarium orchard");
    try (NodeWatch watch = new NodeWatch(ClusterFileReader.read(cluster), "operator")) {
      Until.holds(
          "all are heard of",
          () -> text(screen, watch, 160, 40).contains("3 of 3 nodes are heard of"));
      Until.holds("who leads is said", () -> text(screen, watch, 160, 40).contains(" leads term "));
      assertThat(run("fault", "link", "1", "2", "--one-way", "--cut").code()).isZero();
      Until.holds("the cut is shown", () -> text(screen, watch, 160, 40).contains("to 2 cut"));
      assertThat(text(screen, watch, 160, 40)).contains("operator local: links to [2]: cut");
      assertThat(run("fault", "heal").code()).isZero();
      Until.holds("it is noted", () -> run("acts").out().contains("healed all links"));
      Ended acts = run("acts", "--last", "100");
      assertThat(acts.code()).as("%s", acts).isZero();
      assertThat(acts.out()).contains("node 1  operator local: links to [2]: cut");
      assertThat(run("acts", "--json").out()).contains("\"who\":\"operator local\"");
      List<AttributedString> small = screen.lines(watch.nodes(), watch.news(), 30, 6);
      assertThat(small).hasSize(6).allMatch(line -> line.columnLength() <= 30);

      int node = lab.cluster().view().nodes().firstKey();
      assertThat(run("fault", "crash", Integer.toString(node)).code()).isZero();
      assertThat(run("acts").out()).contains("node " + node + "  operator local: crashed");
      Until.holds(
          "it is missed", () -> text(screen, watch, 160, 40).contains(node + "     unknown since"));
      lab.cluster().restart(node);
      Until.holds(
          "it is back", () -> text(screen, watch, 160, 40).contains("3 of 3 nodes are heard of"));
    }
  }

  private static String text(WatchScreen screen, NodeWatch watch, int width, int height) {
    return String.join(
        "\n",
        screen.lines(watch.nodes(), watch.news(), width, height).stream()
            .map(AttributedString::toString)
            .toList());
  }

  @Test
  void theExampleOfAClientWritesAndReads() throws Exception {
    Process example =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=io/raftarium/cli/logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                "../packaging/ClientExample.java",
                cluster.toString())
            .redirectErrorStream(true)
            .start();
    String told =
        new String(
            example.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(example.waitFor()).as(told).isZero();
    assertThat(told).contains("plums are written, at log index ").contains("plums: 7");
  }

  @Test
  void completionIsAScriptThatBashTakes() throws Exception {
    Ended ended = plainly("completion");
    assertThat(ended.code()).isZero();
    Path script = folder.resolve("completion.sh");
    Files.writeString(script, ended.out());
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source \"$0\"; COMP_WORDS=(raftarium-node tra); COMP_CWORD=1;"
                    + " _complete_raftarium-node; echo \"${COMPREPLY[@]}\"",
                script.toString())
            .redirectErrorStream(true)
            .start();
    String told =
        new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(told).isZero();
    assertThat(told.strip()).isEqualTo("transfer");
  }
}
