package io.raftarium.record;

import io.raftarium.protocol.Command;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Result;
import io.raftarium.view.Ask;
import io.raftarium.view.Served;
import io.raftarium.view.Submission;
import io.raftarium.view.Submission.Outcome;
import io.raftarium.view.Submission.Status;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** An operation of a load as bytes. */
final class PackedOperation {
  private PackedOperation() {}

  static void write(DataOutputStream out, Served served) throws IOException {
    Submission submission = served.submission();
    out.writeInt(served.client());
    Packed.text(out, submission.request());
    boolean read = submission.ask() instanceof Ask.Read;
    out.writeBoolean(read);
    Packed.text(
        out,
        switch (submission.ask()) {
          case Ask.Read(String key) -> key;
          case Ask.Write(Command command) -> command.body().toString();
          case Ask.Change _, Ask.Transfer _ ->
              throw new IllegalArgumentException("no load asks " + submission.ask());
        });
    out.writeInt(submission.node());
    instant(out, submission.submittedAt());
    out.writeLong(submission.latency().toNanos());
    instant(out, served.endedAt());
    Packed.text(out, submission.status().name());
    out.writeLong(submission.index());
    out.writeLong(submission.term());
    Packed.text(out, submission.result().body().toString());
    String problem = submission.problem();
    out.writeBoolean(problem != null);
    if (problem != null) {
      Packed.text(out, problem);
    }
  }

  static Served read(DataInputStream in) throws IOException {
    int client = in.readInt();
    String request = Packed.text(in);
    boolean read = in.readBoolean();
    String asked = Packed.text(in);
    Ask ask =
        read ? new Ask.Read(asked) : new Ask.Write(new Command(ExactJson.MAPPER.readTree(asked)));
    int node = in.readInt();
    Instant submittedAt = instant(in);
    Duration latency = Duration.ofNanos(in.readLong());
    Instant endedAt = instant(in);
    Outcome outcome =
        new Outcome(
            Status.valueOf(Packed.text(in)),
            in.readLong(),
            in.readLong(),
            new Result(ExactJson.MAPPER.readTree(Packed.text(in))),
            in.readBoolean() ? Packed.text(in) : null);
    return new Served(
        client, new Submission(request, ask, node, submittedAt, outcome, latency), endedAt);
  }

  private static void instant(DataOutputStream out, Instant instant) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  private static Instant instant(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }
}
