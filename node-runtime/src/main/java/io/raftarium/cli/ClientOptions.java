package io.raftarium.cli;

import io.raftarium.protocol.Reply;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What the commands that ask a cluster have in common. */
final class ClientOptions {
  /** Not done. */
  static final int REFUSED = 1;

  /** It may or may not have happened. */
  static final int UNKNOWN = 4;

  /** No node was reached. */
  static final int UNREACHED = 5;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long to try; ${DEFAULT-VALUE} unless said.")
  private int seconds;

  @Option(names = "--json", description = "The answer as one JSON object.")
  private boolean json;

  Duration limit() {
    return Duration.ofSeconds(Math.max(1, seconds));
  }

  /** Tells an answer, and the exit code that goes with it. */
  int tell(Reply reply, PrintWriter out, PrintWriter err) {
    if (json) {
      out.println(reply.json());
    } else if (reply.status() == Reply.Status.OK) {
      out.println(reply.result().hasValue() ? reply.result().value() : reply.result().body());
    }
    String why = reply.error() == null ? "" : ": " + reply.error();
    return switch (reply.status()) {
      case OK -> 0;
      case REJECTED -> said(err, "refused" + why, REFUSED);
      case NOT_TAKEN, NOT_LEADER -> said(err, "not done" + why, UNREACHED);
      case UNKNOWN ->
          said(err, "unknown: it may or may not have happened; read to find out", UNKNOWN);
    };
  }

  private int said(PrintWriter err, String what, int code) {
    if (!json) {
      err.println(what);
    }
    return code;
  }
}
