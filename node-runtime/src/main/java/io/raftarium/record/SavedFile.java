package io.raftarium.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** What a file can hold that is opened to look at: one moment, or a whole run. */
public sealed interface SavedFile permits Capture, Recording {
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
      case Recording.FORMAT -> Recording.read(file, progress);
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
    try (InputStream in = Files.newInputStream(file);
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
    } catch (JacksonException e) {
      throw new SavedFileException(
          name
              + " is neither a capture nor a recording of Raftarium, or it is damaged: "
              + e.getOriginalMessage(),
          e);
    }
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
