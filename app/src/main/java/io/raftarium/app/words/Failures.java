package io.raftarium.app.words;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Turns failures into sentences. */
public final class Failures {
  private Failures() {}

  /** What happened, in one sentence that ends with a full stop. */
  public static String sentence(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && (cause instanceof CompletionException || cause instanceof ExecutionException)) {
      cause = cause.getCause();
    }
    String text = cause.getMessage();
    if (text == null || text.isBlank()) {
      text = Texts.of("It ended with {0}", cause.getClass().getSimpleName());
    }
    text = LabText.of(text.strip());
    return text.endsWith(".") || text.endsWith("!") ? text : text + ".";
  }

  /** Where it came from, for whoever mends it; the frames of several causes, each under its own. */
  public static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
