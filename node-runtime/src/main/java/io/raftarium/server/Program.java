package io.raftarium.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one of PostgreSQL's programs to its end, with a limit, and keeps what it printed. */
final class Program {
  private static final boolean ROOT =
      Platform.current() != Platform.WINDOWS && "root".equals(System.getProperty("user.name"));

  /** How a program ended. */
  record Result(int exitCode, String output) {}

  private Program() {}

  /**
   * Runs it.
   *
   * <p>PostgreSQL refuses to run as root; in a user namespace of its own it is nobody there while
   * its files stay ours.
   *
   * @param transcript a file for its output: a pipe would stay open as long as a server started by
   *     it lives
   */
  static Result run(Path transcript, Duration limit, List<String> command)
      throws IOException, InterruptedException {
    return run(transcript, limit, List.of(), command);
  }

  /**
   * The same somewhere else.
   *
   * @param prefix a command that runs others there
   */
  static Result run(Path transcript, Duration limit, List<String> prefix, List<String> command)
      throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(prefix);
    if (ROOT) {
      whole.addAll(List.of("unshare", "--user"));
    }
    whole.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .redirectErrorStream(true)
            .redirectOutput(transcript.toFile())
            .redirectInput(
                ProcessBuilder.Redirect.from(
                    new java.io.File(
                        Platform.current() == Platform.WINDOWS ? "NUL" : "/dev/null")));
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new ServerException(
          "Cannot run "
              + whole.getFirst()
              + (ROOT
                  ? ", which is needed to start PostgreSQL as root. Install it (package util-linux)"
                      + " or start Raftarium as an ordinary user."
                  : ". Delete the folder of program files so that they are unpacked again."),
          e);
    }
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return new Result(-1, "no end after " + limit.toSeconds() + " s; " + read(transcript));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw e;
    }
    String output = read(transcript);
    if (ROOT && process.exitValue() != 0 && output.startsWith("unshare:")) {
      throw new ServerException(
          "PostgreSQL does not run as root, and this system does not allow the user namespace that"
              + " would help ("
              + output
              + "). Start Raftarium as an ordinary user.");
    }
    return new Result(process.exitValue(), output);
  }

  private static String read(Path transcript) throws IOException {
    return new String(Files.readAllBytes(transcript), StandardCharsets.UTF_8).strip();
  }
}
