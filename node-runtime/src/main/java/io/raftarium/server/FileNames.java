package io.raftarium.server;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;

/** Whether a path that a person gave has come through whole. */
public final class FileNames {
  /** What stands for a letter that the session's character set does not have. */
  private static final String LOST = "\ufffd?";

  private FileNames() {}

  /** A sentence that says why the path cannot be used; empty where it can. */
  public static Optional<String> obstacle(String path) {
    return obstacle(path, System.getProperty("sun.jnu.encoding", ""));
  }

  static Optional<String> obstacle(String path, String encoding) {
    boolean lost =
        path.chars().anyMatch(c -> LOST.indexOf(c) >= 0)
            || !charset(encoding).newEncoder().canEncode(path);
    // Where every letter can be written, a question mark is one.
    return !lost || charset(encoding).newEncoder().canEncode("\u00e9\u05d0")
        ? Optional.empty()
        : Optional.of(
            "The path "
                + path.replace('\ufffd', '?')
                + " has letters that the character set of this session ("
                + encoding
                + ") does not have. Start again with LC_ALL=C.UTF-8 set, or choose a path of plain"
                + " ASCII letters.");
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
