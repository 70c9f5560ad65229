package io.raftarium.app.submit;

import static io.raftarium.app.Rows.JSON;
import static io.raftarium.app.Rows.log;
import static io.raftarium.app.Rows.node;
import static io.raftarium.app.Rows.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.protocol.Command;
import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.Result;
import io.raftarium.protocol.Role;
import io.raftarium.view.Ask;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import io.raftarium.view.PeerView;
import io.raftarium.view.Submission;
import io.raftarium.view.Submission.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FateTest {
  private static NodeView leader(int id, long term, PeerView... peers) {
    return node(id, Role.LEADER, term, 1, log(1, term), Map.of("r7", 2L), peers);
  }

  private static Submission submission(Status status, String result, @Nullable String problem) {
    return new Submission(
        "r7",
        new Ask.Write(Command.cas("x", JSON.readTree("1"), JSON.readTree("8"))),
        2,
        Instant.EPOCH,
        new Submission.Outcome(status, 0, 0, new Result(JSON.readTree(result)), problem),
        Duration.ofNanos(1_900_000));
  }

  private static String line(Submission submission, ClusterView view) {
    return Fate.of(submission, view).line();
  }

  @Test
  void saysHowManyMoreMustStoreIt() {
    Submission waiting = submission(Status.WAITING, "null", null);
    ClusterView one =
        view(1, List.of(), leader(2, 5, new PeerView(3, 3, 2), new PeerView(4, 2, 1)));
    assertThat(line(waiting, one)).isEqualTo("cas x 1 8 → index 2, term 5 · waiting for 1 more");
    ClusterView none =
        view(1, List.of(), leader(2, 5, new PeerView(3, 3, 2), new PeerView(4, 3, 2)));
    assertThat(line(waiting, none))
        .isEqualTo("cas x 1 8 → index 2, term 5 · stored by a majority, about to commit");
  }

  @Test
  void saysThatAnOlderLeaderWaitsInVain() {
    ClusterView two = view(1, List.of(), leader(1, 4), node(2, Role.LEADER, 5, 2, log(1, 5)));
    assertThat(line(submission(Status.WAITING, "null", null), two))
        .isEqualTo("cas x 1 8 → index 2, term 4 · waiting for 2 more at S1, but S2 leads term 5");
  }

  @Test
  void tellsTheOutcome() {
    ClusterView any = view(1, List.of());
    assertThat(line(submission(Status.OK, "{\"swapped\":true,\"current\":8}", null), any))
        .isEqualTo("cas x 1 8 → committed in 1.9 ms, swapped");
    assertThat(line(submission(Status.OK, "{\"swapped\":false,\"current\":3}", null), any))
        .isEqualTo("cas x 1 8 → committed in 1.9 ms, not swapped: x is 3");
    assertThat(line(submission(Status.REJECTED, "null", "transfer in progress"), any))
        .isEqualTo("cas x 1 8 → rejected: transfer in progress");
    assertThat(line(submission(Status.NODE_DOWN, "null", null), any))
        .isEqualTo("cas x 1 8 → S2 is down: nothing was done");
    assertThat(Fate.of(submission(Status.UNKNOWN, "null", "S2 lost leadership"), any).tone())
        .isEqualTo(Fate.Tone.DOUBTFUL);
    assertThat(line(submission(Status.HAPPENED, "null", null), any))
        .contains("happened, though no answer came");
    assertThat(
            line(
                submission(
                    Status.DID_NOT_HAPPEN,
                    "null",
                    "another entry was committed at index 9, of term 6"),
                any))
        .isEqualTo("cas x 1 8 → did not happen: another entry was committed at index 9, of term 6");
  }

  private static Submission of(Ask ask, String result) {
    return new Submission(
        "r8",
        ask,
        2,
        Instant.EPOCH,
        new Submission.Outcome(Status.OK, 9, 5, new Result(JSON.readTree(result)), null),
        Duration.ofNanos(2_100_000));
  }

  @Test
  void aCommandThatMadeNoSenseIsToldWithItsKeyAndThatItIsCommitted() {
    Submission refused =
        new Submission(
            "r",
            new Ask.Write(Command.append("n", "x")),
            2,
            Instant.EPOCH,
            new Submission.Outcome(
                Status.REJECTED, 9, 5, Result.NONE, "bad command: the value of \"key\" is no text"),
            Duration.ofNanos(2_100_000));
    assertThat(line(refused, view(1, List.of())))
        .isEqualTo(
            "append n x → changed nothing: append needs a text, and n was none; its entry is"
                + " committed at index 9 all the same");
  }

  @Test
  void tellsReadsChangesAndTransfersInTheirOwnWords() {
    ClusterView any = view(1, List.of());
    assertThat(line(of(new Ask.Read("x"), "{\"value\":8}"), any))
        .isEqualTo("get x → 8, read at index 9 in 2.1 ms");
    assertThat(line(of(new Ask.Read("x"), "{\"value\":null}"), any))
        .isEqualTo("get x → no value, read at index 9 in 2.1 ms");
    assertThat(
            line(
                of(
                    new Ask.Change(new Configuration(List.of(1, 2, 3), List.of(), List.of(4))),
                    "{}"),
                any))
        .isEqualTo("change to configuration of S1, S2 and S3, learner S4 → committed in 2.1 ms");
    assertThat(line(of(new Ask.Transfer(3), "{\"leader\":3}"), any))
        .isEqualTo("transfer to S3 → S3 leads in 2.1 ms");
  }
}
