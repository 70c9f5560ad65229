package io.raftarium.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes what a tape has to a recording, and what it gets, in order. What the tape has let go
 * before it was written is left out, and the recording says so where it was.
 */
final class TapeCopy implements AutoCloseable {
  private static final int PAGE = 1_000;

  private final Tape tape;
  private final RecordingWriter out;
  private long next;
  private long anew;

  /**
   * Begins a file.
   *
   * @param from the first happening of it
   */
  TapeCopy(Tape tape, long from, Path file, Manifest manifest) throws IOException {
    this.tape = tape;
    this.anew = tape.anew();
    Checkpoint before = tape.before(from, true);
    this.next = before.stamp().number() + 1;
    this.out = new RecordingWriter(file, manifest, before);
  }

  /**
   * Writes some of what is there and was not written.
   *
   * @return whether there may be more
   */
  boolean more() throws IOException {
    List<Happening> page = tape.from(next, PAGE);
    long forgot = tape.anew();
    for (Happening happening : page) {
      boolean begins = anew < forgot && happening.number() > forgot;
      if (begins || happening.number() > next) {
        anew = begins ? forgot : anew;
        out.goOn(tape.before(happening.number(), true));
      }
      out.add(happening);
      next = happening.number() + 1;
    }
    return page.size() == PAGE;
  }

  /** The number of the happening that is written next. */
  long next() {
    return next;
  }

  /** What was written is safe from the end of this program. */
  void flush() throws IOException {
    out.flush();
  }

  /** Ends the recording. */
  void end(List<Ending.Broken> broken) throws IOException {
    out.end(broken, tape.markers().all());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
