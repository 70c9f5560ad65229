package io.raftarium.record;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** What a file can hold that is opened to look at: one moment, or a whole run. */
public sealed interface SavedFile permits Capture, Recording {
  /** What a tape that is read may take at least. */
  long LEAST_BYTES = 96L << 20;

  /**
   * Reads a file of either kind; its content tells which, not its name.
   *
   * @param progress told now and then the share that is read, 0 to 1; what it throws ends the
   *     reading
   * @throws SavedFileException if it is neither, damaged, or of a newer version
   */
  static SavedFile read(Path file, DoubleConsumer progress) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new SavedFileException(name + " is a folder or a device, not a file.");
    }
    String format = format(file, name);
    return switch (format) {
      case Capture.FORMAT -> CaptureFile.read(file);
      case Recording.FORMAT -> RecordingReader.read(file, memory(), progress);
      case StepRecording.FORMAT -> StepRecording.read(file, progress).recording();
      default ->
          throw new SavedFileException(
              name
                  + (format.isEmpty()
                      ? " is neither a capture nor a recording of Raftarium: it does not name its"
                          + " format"
                      : " is of the format \""
                          + shortened(format)
                          + "\", which is not known here"));
    };
  }

  /** What the first object of a file names as its format; empty where it names none. */
  private static String format(Path file, String name) throws IOException {
    try (InputStream in = RecordingReader.open(file);
        JsonParser parser = JsonMapper.shared().createParser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return "";
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean format = parser.currentName().equals("format");
        JsonToken value = parser.nextToken();
        if (format) {
          return value == JsonToken.VALUE_STRING ? parser.getString() : "";
        }
        parser.skipChildren();
      }
      return "";
    } catch (JacksonException | ZipException | EOFException e) {
      throw new SavedFileException(
          name
              + " is neither a capture nor a recording of Raftarium, or it is damaged: "
              + (e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage()),
          e);
    }
  }

  /** What a tape that is read may take: a lab beside it wants its own part. */
  private static long memory() {
    return Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / 4);
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
