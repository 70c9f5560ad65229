package io.raftarium.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is killed while it records. */
class KilledRecordingTest {
  private static final Path SAMPLE = Path.of("..", "assets", "samples", "partition.jsonl.gz");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  /** The program: writes the sample anew, tells what is safe, and does not end by itself. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws Exception {
      Recording sample = (Recording) SavedFile.read(SAMPLE, share -> {});
      Tape tape = sample.tape();
      List<Happening> all = tape.from(tape.first(), Integer.MAX_VALUE);
      Scene scene = new Scene();
      scene.take(tape.reads().getFirst());
      Happening.Stamp first = all.getFirst().stamp();
      Happening.Stamp before =
          new Happening.Stamp(first.number() - 1, first.at(), first.labAt(), first.nanos());
      try (RecordingWriter writer =
          new RecordingWriter(
              Path.of(arguments[0]), sample.manifest(), scene.checkpoint(before, false))) {
        int written = 0;
        for (Happening happening : all) {
          writer.add(happening);
          if (++written % 100 == 0) {
            writer.flush();
            System.out.println(written);
          }
        }
        Thread.sleep(TimeUnit.MINUTES.toMillis(2));
      }
    }
  }

  @Test
  void whatWasSafeIsThereAndTheRestIsSaid() throws Exception {
    Path file = folder.resolve("killed.jsonl.gz");
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long safe = 0;
    try (BufferedReader told =
        new BufferedReader(
            new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        if (line.matches("[0-9]+")) {
          safe = Long.parseLong(line);
        }
        if (safe >= 300) {
          break;
        }
      }
    } finally {
      program.destroyForcibly();
    }
    assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(safe).isEqualTo(300);
    Recording read = (Recording) SavedFile.read(file, share -> {});
    assertThat(read.ending()).isEmpty();
    // The sample begins with number 213.
    assertThat(read.tape().last()).isGreaterThanOrEqualTo(512);
    assertThat(read.damage())
        .isEqualTo(
            "The recording was never ended: it was cut off after happening "
                + read.tape().last()
                + ".");
  }
}
