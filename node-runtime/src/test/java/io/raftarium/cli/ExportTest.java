package io.raftarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.record.CaptureFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command that writes a recorded cluster for other programs, read as they read it. */
class ExportTest {
  private static final Path SAMPLE = Path.of("..", "assets", "samples", "partition.jsonl.gz");

  /** The default of ShiViz. */
  private static final Pattern SHIVIZ =
      Pattern.compile("(?<host>\\S*) (?<clock>\\{.*})\n(?<event>.*)\n");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private String out = "";
  private String err = "";

  private int run(String... words) {
    StringWriter told = new StringWriter();
    StringWriter failed = new StringWriter();
    CommandLine command = RaftariumNode.commandLine();
    command.setOut(new PrintWriter(told, true)).setErr(new PrintWriter(failed, true));
    int code = command.execute(words);
    out = told.toString();
    err = failed.toString();
    return code;
  }

  private int export(Path recording, String format, Path output, String... more) {
    return run(
        Stream.concat(
                Stream.of("export", "--recording", recording.toString(), "--format", format),
                Stream.concat(Stream.of("--output", output.toString()), Stream.of(more)))
            .toArray(String[]::new));
  }

  private Path written(String format, String... more) throws IOException {
    Path file = folder.resolve("a " + format + " file");
    Files.deleteIfExists(file);
    assertThat(export(SAMPLE, format, file, more)).as("%s%s", out, err).isZero();
    assertThat(err).isEmpty();
    assertThat(out).startsWith("Happenings 213 to ").endsWith(" written to " + file + "\n");
    assertThat(left()).contains(file).noneMatch(path -> path.toString().endsWith(".part"));
    return file;
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  @Test
  void mermaidNamesTheNodesBeforeTheNewestMessages() throws Exception {
    List<String> lines = Files.readAllLines(written("mermaid", "--last", "20"));
    assertThat(lines.getFirst()).isEqualTo("sequenceDiagram");
    assertThat(lines.subList(1, 6))
        .containsExactly(
            "  participant S1",
            "  participant S2",
            "  participant S3",
            "  participant S4",
            "  participant S5");
    assertThat(lines.stream().filter(line -> line.matches("  S\\d(->>|-x|--\\))S\\d: .+")))
        .hasSize(20);
  }

  @Test
  void shivizCanParseEveryLine() throws Exception {
    String log = Files.readString(written("shiviz", "--last", "150"));
    Matcher event = SHIVIZ.matcher(log);
    int events = 0;
    int end = 0;
    while (event.find()) {
      assertThat(event.start()).isEqualTo(end);
      end = event.end();
      events++;
      JsonNode clock = JsonMapper.shared().readTree(event.group("clock"));
      assertThat(clock.path(event.group("host")).asLong()).isPositive();
      assertThat(event.group("event")).isNotBlank();
    }
    assertThat(end).isEqualTo(log.length());
    assertThat(events).isEqualTo(150);
  }

  @Test
  void perfettoGetsEventsOfEveryNode() throws Exception {
    JsonNode trace = JsonMapper.shared().readTree(Files.readString(written("perfetto")));
    assertThat(trace.path("traceEvents").valueStream().map(event -> event.path("pid").asInt()))
        .contains(1, 2, 3, 4, 5);
    assertThat(trace.path("traceEvents").valueStream().map(event -> event.path("ph").asString()))
        .contains("X", "s", "f");
  }

  @Test
  void aHistoryIsCheckedByTheOtherCommand() throws Exception {
    Path history = written("history");
    assertThat(run("check-history", history.toString())).as("%s%s", out, err).isZero();
    assertThat(out).startsWith("linearizable: ");
    Path wrong = folder.resolve("wrong");
    String late = "\"op\":\"get\",\"key\":\"plum\",\"time\":" + Long.MAX_VALUE + "}\n";
    Files.writeString(
        wrong,
        Files.readString(history)
            + "{\"process\":99999,\"type\":\"invoke\","
            + late
            + "{\"process\":99999,\"type\":\"ok\",\"value\":\"of nobody\","
            + late);
    assertThat(run("check-history", wrong.toString())).as("%s%s", out, err).isEqualTo(1);
  }

  @Test
  void aCaptureAndItsLogsAreThoseOfTheMoment() throws Exception {
    assertThat(CaptureFile.read(written("capture")).nodes()).hasSize(5);
    long entries = Files.readAllLines(written("csv")).size();
    assertThat(CaptureFile.read(written("capture", "--at", "300")).nodes()).hasSize(5);
    List<String> rows = Files.readAllLines(written("csv", "--at", "300"));
    assertThat(rows.getFirst()).isEqualTo("node,index,term,kind,committed,command");
    assertThat(rows).allMatch(row -> row.matches("(node|[1-5]),.*")).hasSizeLessThan((int) entries);
  }

  @Test
  void theNameOfTheFileSaysCsv() throws Exception {
    Path logs = folder.resolve("logs.csv");
    assertThat(run("export", "--recording", SAMPLE.toString(), "--output", logs.toString()))
        .isZero();
    assertThat(Files.readString(logs)).startsWith("node,index,term,kind,committed,command");
  }

  @Test
  void whatCannotBeReadIsNamed() throws Exception {
    Path target = folder.resolve("never");
    assertThat(export(folder.resolve("none.gz"), "mermaid", target)).isEqualTo(3);
    assertThat(err.strip())
        .isEqualTo(
            folder.resolve("none.gz")
                + " cannot be read: there is no "
                + folder.resolve("none.gz"));
    assertThat(export(Path.of("pom.xml"), "mermaid", target)).isEqualTo(3);
    assertThat(err).startsWith("pom.xml is neither a capture nor a recording").hasLineCount(1);
    assertThat(export(folder, "mermaid", target)).isEqualTo(3);
    assertThat(err).contains("is a folder or a device, not a file").hasLineCount(1);
    Path capture = written("capture");
    assertThat(export(capture, "mermaid", target)).isEqualTo(2);
    assertThat(err).contains("is a capture, no recording");
    assertThat(target).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--format song|there is no format song",
        "--format recording|it is a recording already",
        "--format mermaid --last 301|--last: at most 300",
        "--format mermaid --last -1|not below 0",
        "--format csv --at 212|--at: the recording begins with happening 213",
        "--format csv --at many|many"
      })
  void whatIsAskedWronglyIsSaid(String line) {
    String[] parts = line.split("\\|", -1);
    Path target = folder.resolve("never");
    String words =
        "export --recording " + SAMPLE + " " + parts[0] + " --output " + target.toAbsolutePath();
    assertThat(run(words.split(" ", -1))).isEqualTo(2);
    assertThat(err).contains(parts[1]);
    assertThat(out).isEmpty();
    assertThat(target).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"capture", "csv", "mermaid", "shiviz", "perfetto", "history"})
  void whatCannotBeWrittenLeavesNothing(String format) throws Exception {
    Path file = Files.writeString(folder.resolve("there"), "before");
    assertThat(export(SAMPLE, format, file)).isEqualTo(2);
    assertThat(err).contains("is there already; --force replaces it");
    assertThat(file).hasContent("before");

    for (Path nowhere : List.of(file.resolve("in a file"), folder.resolve("no/such/x"))) {
      assertThat(export(SAMPLE, format, nowhere)).isEqualTo(3);
      assertThat(err.strip())
          .isEqualTo(nowhere + " cannot be written: there is no folder " + nowhere.getParent());
    }
    assertThat(export(SAMPLE, format, Files.createDirectory(folder.resolve("f")), "--force"))
        .isEqualTo(2);
    assertThat(err).contains("f is a folder, not a file");
    assertThat(left()).containsExactlyInAnyOrder(file, folder.resolve("f"));

    assertThat(export(SAMPLE, format, file, "--force")).isZero();
    assertThat(Files.readString(file)).isNotEqualTo("before");
  }
}
