package io.raftarium.record;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads a {@link Recording}. Of a file that was cut off or is damaged it takes what is whole:
 * behind a damaged place it goes on with the next compressed part.
 */
final class RecordingReader {
  private static final int LINES_BETWEEN_PROGRESS = 500;
  private static final int BUFFER = 1 << 16;

  /** How a compressed part begins. */
  private static final byte[] BEGINNING = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0};

  private final Path file;
  private final String name;
  private final DoubleConsumer progress;
  private final long maxBytes;
  private @Nullable Manifest manifest;
  private @Nullable Tape tape;
  private @Nullable Ending ending;
  private long lines;
  private long first;
  private long last;
  private @Nullable Damage damage;

  /**
   * The first damaged place.
   *
   * @param last the newest happening before it
   * @param upTo the first one after it; 0 where there is none
   */
  private record Damage(long line, String why, long last, long upTo) {
    Damage upTo(long number) {
      return new Damage(line, why, last, number);
    }

    String words() {
      return "The file is damaged in line "
          + line
          + " ("
          + why
          + "); happenings behind number "
          + last
          + " are lost"
          + (upTo == 0 ? "." : " up to number " + upTo + ".");
    }
  }

  /** A part of it could not be read to its end. */
  private static final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    /** Where in the file what is whole ended, or a little before. */
    private final long position;

    Damaged(long position, Exception cause) {
      super(cause);
      this.position = position;
    }
  }

  private RecordingReader(Path file, long maxBytes, DoubleConsumer progress) {
    this.file = file;
    this.name = String.valueOf(file.getFileName());
    this.maxBytes = maxBytes;
    this.progress = progress;
  }

  /**
   * Reads a file.
   *
   * @param maxBytes that its tape holds at most, roughly
   * @param progress told now and then the share that is read; what it throws ends the reading
   * @throws SavedFileException if nothing of it can be shown
   */
  static Recording read(Path file, long maxBytes, DoubleConsumer progress) throws IOException {
    RecordingReader reader = new RecordingReader(file, maxBytes, progress);
    reader.read();
    return reader.recording();
  }

  /** What a file begins with, unpacked where it is compressed. */
  static InputStream open(Path file) throws IOException {
    return unpacked(Files.newByteChannel(file), 0);
  }

  private static InputStream unpacked(SeekableByteChannel channel, long position)
      throws IOException {
    ByteBuffer two = ByteBuffer.allocate(2);
    channel.position(position).read(two);
    boolean packed = two.get(0) == BEGINNING[0] && two.get(1) == BEGINNING[1];
    InputStream in = Channels.newInputStream(channel.position(position));
    return packed ? new GZIPInputStream(in, BUFFER) : in;
  }

  private void read() throws IOException {
    long from = 0;
    while (from >= 0) {
      try {
        part(from);
        from = -1;
      } catch (Damaged e) {
        if (manifest == null) {
          throw new SavedFileException(
              name + " is no recording, or it is damaged: " + why(e.getCause()), e);
        }
        if (damage == null) {
          damage = new Damage(lines, why(e.getCause()), last, 0);
        }
        from = next(Math.max(from + 1, e.position - BUFFER));
      }
    }
  }

  private static String why(@Nullable Throwable cause) {
    String why =
        cause instanceof JacksonException json
            ? json.getOriginalMessage()
            : cause == null ? null : cause.getMessage();
    return why == null ? "it is not what was written" : why.lines().findFirst().orElse("");
  }

  /** Reads on from where a compressed part begins, to the end of the file. */
  private void part(long from) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      try {
        lines(channel, new AsFar(unpacked(channel, from)));
      } catch (ZipException | CharacterCodingException | Wrong e) {
        throw new Damaged(channel.position(), e);
      }
    }
  }

  private void lines(SeekableByteChannel channel, AsFar unpacked) throws IOException {
    double size = Math.max(1, channel.size());
    // The channel is closed by who opened it: what is damaged is looked for in it.
    BufferedReader in =
        new BufferedReader(new InputStreamReader(unpacked, StandardCharsets.UTF_8.newDecoder()));
    @Nullable String next = in.readLine();
    while (next != null) {
      String line = next;
      next = in.readLine();
      if (next == null && unpacked.cutsALine()) {
        return;
      }
      lines++;
      take(line);
      if (lines % LINES_BETWEEN_PROGRESS == 0) {
        progress.accept(Math.min(1, channel.position() / size));
      }
    }
  }

  /**
   * Compressed bytes as far as they go: where the rest is missing they end, and nothing is thrown.
   */
  private static final class AsFar extends FilterInputStream {
    private boolean cut;
    private int last = '\n';

    AsFar(InputStream in) {
      super(in);
    }

    /** Whether it ended in the middle of a line, because the rest is missing. */
    boolean cutsALine() {
      return cut && last != '\n';
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        int read = super.read(into, offset, length);
        if (read > 0) {
          last = into[offset + read - 1];
        }
        return read;
      } catch (EOFException _) {
        cut = true;
        return -1;
      }
    }
  }

  /** A line that cannot be read. */
  private static final class Wrong extends IOException {
    private static final long serialVersionUID = 1L;

    Wrong(Exception cause) {
      super(why(cause), cause);
    }
  }

  private void take(String text) throws IOException {
    try {
      if (manifest == null) {
        manifest = manifest(RecordedJson.MAPPER.readTree(text));
      } else {
        take(Line.of(text));
      }
    } catch (RuntimeException e) {
      // A line that is damaged can be wrong in any way.
      throw new Wrong(e);
    }
  }

  private void take(Line line) {
    Tape filled = tape;
    switch (line) {
      case Line.Whole(Checkpoint is) when filled == null -> {
        tape = Tape.of(is, maxBytes);
        last = is.stamp().number();
        first = last + 1;
      }
      case Line.Whole(Checkpoint is) -> {
        if (is.anew() || is.stamp().number() > last) {
          if (damage != null && damage.upTo == 0) {
            damage = damage.upTo(is.stamp().number());
          }
          filled.goOn(is);
          last = is.stamp().number();
        }
      }
      case Line.View(Happening.Stamp stamp, ViewChange change) when filled != null -> {
        if (stamp.number() > last) {
          take(filled, new Happening.Read(stamp, change.after(filled.newest())));
        }
      }
      case Line.Happened(Happening what) when filled != null -> {
        if (what.number() > last) {
          take(filled, what);
        }
      }
      case Line.End(Ending is) when filled != null -> {
        ending = is;
        filled.markers().putAll(is.markers());
      }
      default -> throw new IllegalArgumentException("it lacks what there was at its beginning");
    }
  }

  private void take(Tape filled, Happening happening) {
    if (happening.number() != last + 1) {
      throw new IllegalArgumentException(
          "happening " + happening.number() + " does not follow " + last);
    }
    filled.append(happening);
    last = happening.number();
  }

  private Manifest manifest(JsonNode line) throws SavedFileException {
    if (!line.path("format").asString("").equals(Recording.FORMAT)) {
      throw new SavedFileException(
          name
              + " is no recording of Raftarium: its first line does not name the format "
              + Recording.FORMAT);
    }
    int version = line.path("version").asInt(0);
    if (version > Recording.VERSION) {
      throw new SavedFileException(
          name
              + " has version "
              + version
              + " of the recording format; this Raftarium reads up to version "
              + Recording.VERSION
              + ". Open it with a newer one.");
    }
    return RecordedJson.MAPPER.treeToValue(line, Manifest.class);
  }

  /** Where the next compressed part begins; -1 where there is none. */
  private long next(long from) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
      for (long at = from; ; at += bytes.limit() - BEGINNING.length + 1) {
        bytes.clear();
        channel.position(at);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        bytes.flip();
        for (int i = 0; i + BEGINNING.length <= bytes.limit(); i++) {
          if (bytes.slice(i, BEGINNING.length).equals(ByteBuffer.wrap(BEGINNING))) {
            return at + i;
          }
        }
        if (bytes.limit() < BUFFER) {
          return -1;
        }
      }
    }
  }

  private Recording recording() throws SavedFileException {
    Manifest read = manifest;
    Tape filled = tape;
    if (read == null || filled == null || last < first) {
      throw new SavedFileException(
          name
              + (damage == null
                  ? " holds nothing that happened: it was cut off at its beginning."
                  : ": " + damage.words()));
    }
    List<String> told = new ArrayList<>();
    if (damage != null) {
      told.add(damage.words());
    } else if (ending == null) {
      told.add("The recording was never ended: it was cut off after happening " + last + ".");
    }
    if (filled.first() > first) {
      told.add("Memory holds its newest happenings, from number " + filled.first() + " on.");
    }
    return new Recording(read, filled, true, Optional.ofNullable(ending), String.join(" ", told));
  }
}
