package io.raftarium.record;

import io.raftarium.time.LabTime;
import io.raftarium.view.ClusterView;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a {@link Recording}: compressed lines of JSON, of which the first is the {@link Manifest},
 * the last the {@link Ending}, and each between them a {@link Happening} or, now and then, the
 * whole of what there is, with which a compressed part of its own begins.
 *
 * <p>What was flushed can be read whatever becomes of the program.
 */
public final class RecordingWriter implements AutoCloseable {
  /** Happenings between two checkpoints: what is lost at most where a file is damaged. */
  static final int BETWEEN_CHECKPOINTS = 10_000;

  private static final byte[] END_OF_LINE = "\n".getBytes(StandardCharsets.UTF_8);
  private static final int BUFFER = 1 << 16;

  private final OutputStream file;
  private final SortedMap<String, Long> counts = new TreeMap<>();
  private GZIPOutputStream part;
  private Scene scene;
  private Instant last;
  private int sinceCheckpoint;

  /**
   * Begins a file.
   *
   * @param from what there is before the first happening
   */
  RecordingWriter(Path path, Manifest manifest, Checkpoint from) throws IOException {
    scene = Scene.of(from);
    last = from.stamp().at();
    file = new BufferedOutputStream(Files.newOutputStream(path), BUFFER);
    part = part();
    ObjectNode first = RecordedJson.MAPPER.createObjectNode();
    first.put("format", Recording.FORMAT).put("version", Recording.VERSION);
    first.setAll((ObjectNode) RecordedJson.MAPPER.valueToTree(manifest));
    line(first.toString());
    line(new Line.Whole(from).text());
    flush();
  }

  /** Begins a file of a run in which nothing has happened yet but that there are these rows. */
  public static RecordingWriter of(Path path, Manifest manifest, ClusterView rows)
      throws IOException {
    Happening.Stamp zero = new Happening.Stamp(0, manifest.began(), LabTime.START, 0);
    Scene scene = new Scene();
    scene.take(new Happening.Read(zero, rows));
    return new RecordingWriter(path, manifest, scene.checkpoint(zero, false));
  }

  /** What happened next. */
  public void add(Happening happening) throws IOException {
    if (sinceCheckpoint >= BETWEEN_CHECKPOINTS) {
      begin(scene.checkpoint(before(happening), false));
    }
    sinceCheckpoint++;
    counts.merge(happening.getClass().getSimpleName(), 1L, Long::sum);
    line(Line.of(happening, scene.view()).text());
    scene.take(happening);
    last = happening.stamp().at();
  }

  private static Happening.Stamp before(Happening happening) {
    Happening.Stamp stamp = happening.stamp();
    return new Happening.Stamp(stamp.number() - 1, stamp.at(), stamp.labAt(), stamp.nanos());
  }

  /** What happens from here on does not follow from what was written. */
  void goOn(Checkpoint from) throws IOException {
    scene = Scene.of(from);
    begin(from);
  }

  private void begin(Checkpoint from) throws IOException {
    part.close();
    part = part();
    line(new Line.Whole(from).text());
    sinceCheckpoint = 0;
  }

  /** What was written so far can be read from now on, even if the program is killed. */
  public void flush() throws IOException {
    part.flush();
    file.flush();
  }

  /** Ends the recording. */
  public void end(List<Ending.Broken> broken, List<Marker> markers) throws IOException {
    line(new Line.End(new Ending(last, counts, broken, markers)).text());
  }

  @Override
  public void close() throws IOException {
    try (file) {
      part.close();
    }
  }

  /** A compressed part of the file, which stays open when that is closed. */
  private GZIPOutputStream part() throws IOException {
    OutputStream kept =
        new FilterOutputStream(file) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
          }

          @Override
          public void close() throws IOException {
            flush();
          }
        };
    return new GZIPOutputStream(kept, BUFFER, true);
  }

  private void line(String text) throws IOException {
    part.write(text.getBytes(StandardCharsets.UTF_8));
    part.write(END_OF_LINE);
  }
}
