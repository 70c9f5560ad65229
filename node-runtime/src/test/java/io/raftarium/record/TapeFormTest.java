package io.raftarium.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.raftarium.check.HistoryReader;
import io.raftarium.check.Linearizability;
import io.raftarium.check.Operation;
import io.raftarium.check.Verdict;
import io.raftarium.record.Traces.Trip;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What other programs get of a recorded cluster that was parted and repaired. */
class TapeFormTest {
  /** The default of ShiViz. */
  private static final Pattern SHIVIZ =
      Pattern.compile("(?<host>\\S*) (?<clock>\\{.*})\n(?<event>.*)");

  private static final Pattern MERMAID =
      Pattern.compile(
          "sequenceDiagram|  participant S\\d+|  S\\d+(->>|-x|--\\))S\\d+: [A-Za-z0-9 ._(),-]+"
              + "|  Note over S\\d+(,S\\d+)?: [A-Za-z0-9 ._-]+");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  @SuppressWarnings("NullAway.Init") // set before any test
  private static Recording recording;

  @BeforeAll
  static void read() throws Exception {
    Path file = Path.of("..", "assets", "samples", "partition" + Recording.EXTENSION);
    recording = (Recording) SavedFile.read(file, share -> {});
  }

  private String written(TapeForm form, int newest) throws Exception {
    Path file = folder.resolve(form.proposed());
    Tape tape = recording.tape();
    form.write(tape, recording.manifest(), tape.last(), newest, file, share -> {});
    return Files.readString(file);
  }

  private static List<Trip> trips() {
    return new Traces(recording.tape()).all().trips();
  }

  @Test
  void mermaidGetsTheNewestMessagesAndWhatWasDone() throws Exception {
    String diagram = written(TapeForm.MERMAID, 80);
    assertThat(diagram.lines()).allMatch(line -> MERMAID.matcher(line).matches());
    assertThat(diagram.lines().filter(line -> line.matches("  S\\d+(->>|-x|--\\)).*"))).hasSize(80);
    assertThat(written(TapeForm.MERMAID, trips().size()))
        .contains("-x", "lost", "leader in term", "partitioned", "healed", "killed", "restarted");
  }

  /** Each host counts its own events by one, and what a message brings was known before. */
  @Test
  void shivizGetsVectorClocksThatFollowTheMessages() throws Exception {
    String log = written(TapeForm.SHIVIZ, 20_000);
    Matcher events = SHIVIZ.matcher(log);
    Map<String, Long> own = new HashMap<>();
    List<Map<String, Long>> clocks = new ArrayList<>();
    int end = 0;
    while (events.find()) {
      assertThat(events.start()).isEqualTo(end);
      end = events.end() + 1;
      Map<String, Long> clock = new HashMap<>();
      RecordedJson.MAPPER
          .readTree(events.group("clock"))
          .forEachEntry((host, time) -> clock.put(host, time.asLong()));
      String host = events.group("host");
      assertThat(clock.get(host)).isEqualTo(own.merge(host, 1L, Long::sum));
      clock.forEach(
          (other, time) -> assertThat(time).isLessThanOrEqualTo(own.getOrDefault(other, 0L)));
      clocks.add(clock);
    }
    assertThat(end).isEqualTo(log.length());
    List<Traces.Step> steps = new Traces(recording.tape()).all().steps();
    assertThat(clocks).hasSameSizeAs(steps);
    Map<Long, Map<String, Long>> byStep = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      byStep.put(steps.get(i).happening(), clocks.get(i));
    }
    List<Trip> known =
        trips().stream()
            .filter(trip -> byStep.containsKey(trip.sentBy()))
            .filter(trip -> trip.takenBy() > 0)
            .toList();
    assertThat(known).hasSizeGreaterThan(50);
    for (Trip trip : known) {
      byStep
          .getOrDefault(trip.sentBy(), Map.of())
          .forEach((host, time) ->
              assertThat(byStep.getOrDefault(trip.takenBy(), Map.of()).getOrDefault(host, 0L))
                  .isGreaterThanOrEqualTo(time));
    }
  }

  /** Arrows begin and end within slices, or Perfetto does not draw them. */
  @Test
  void perfettoGetsStepsThatFollowEachOtherAndArrowsBetweenThem() throws Exception {
    JsonNode trace = RecordedJson.MAPPER.readTree(written(TapeForm.PERFETTO, 0));
    Map<String, Double> over = new HashMap<>();
    Map<Integer, List<double[]>> slices = new HashMap<>();
    Map<Long, Double> begun = new HashMap<>();
    int arrows = 0;
    for (JsonNode event : trace.path("traceEvents")) {
      String track = event.path("pid").asInt() + "/" + event.path("tid").asInt();
      double at = event.path("ts").asDouble();
      switch (event.path("ph").asString()) {
        case "X" -> {
          double end = at + event.path("dur").asDouble();
          assertThat(at).isGreaterThanOrEqualTo(over.getOrDefault(track, 0.0) - 0.001);
          if (event.path("tid").asInt() == 2) {
            over.put(track, end);
            slices
                .computeIfAbsent(event.path("pid").asInt(), node -> new ArrayList<>())
                .add(new double[] {at, end});
          }
        }
        case "s" -> {
          begun.put(event.path("id").asLong(), at);
          assertThat(slices.get(event.path("pid").asInt()))
              .anyMatch(slice -> slice[0] <= at && at <= slice[1]);
        }
        case "f" -> {
          arrows++;
          assertThat(begun).containsKey(event.path("id").asLong());
          assertThat(slices.get(event.path("pid").asInt()))
              .anyMatch(slice -> slice[0] <= at && at <= slice[1]);
        }
        default -> assertThat(event.path("ph").asString()).isIn("M", "i");
      }
    }
    assertThat(arrows).isGreaterThan(50).isEqualTo(begun.size());
    assertThat(trace.toString()).contains("leader, term", "partitioned", "lost: ");
  }

  @Test
  void checkHistoryGetsWhatWasAskedAndAnswered() throws Exception {
    String history = written(TapeForm.HISTORY, 0);
    List<Operation> operations = HistoryReader.read(new StringReader(history));
    assertThat(operations).hasSizeGreaterThan(4);
    assertThat(history).contains("\"info\"", "\"lost\"");
    assertThat(Linearizability.check(operations, Duration.ofSeconds(20)))
        .isInstanceOf(Verdict.Linearizable.class);
  }

  @Test
  void theCaptureOfAMomentKeepsToTheSchemaAndIsReadAgain() throws Exception {
    Schema schema =
        SchemaRegistry.withDialect(Dialects.getDraft202012())
            .getSchema(Files.readString(Path.of("..", "assets", "capture.schema.json")));
    String text = written(TapeForm.CAPTURE, 0);
    assertThat(schema.validate(RecordedJson.MAPPER.readTree(text))).isEmpty();
    assertThat(schema.validate(RecordedJson.MAPPER.readTree(text.replace("\"role\"", "\"part\""))))
        .isNotEmpty();
    Capture capture = CaptureFile.parse("c.json", text);
    assertThat(capture.nodes()).hasSize(5);
    assertThat(capture.processes()).hasSize(5);
    assertThat(written(TapeForm.CSV, 0)).startsWith("node,index,term").contains("plum");
  }

  @Test
  void whoWaitsNoLongerEndsIt() {
    assertThatThrownBy(() ->
            TapeForm.PERFETTO.write(
                recording.tape(),
                recording.manifest(),
                recording.tape().last(),
                0,
                folder.resolve("never"),
                share -> {
                  throw new CancellationException();
                }))
        .isInstanceOf(CancellationException.class);
    assertThat(folder.resolve("never")).doesNotExist();
  }
}
