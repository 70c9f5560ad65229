package io.raftarium.app.narration;

import static io.raftarium.app.Rows.frame;
import static io.raftarium.app.Rows.log;
import static io.raftarium.app.Rows.node;
import static io.raftarium.app.Rows.step;
import static io.raftarium.app.Rows.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Role;
import io.raftarium.view.Deed;
import io.raftarium.view.LabEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NarratorTest {
  private static final String NOTHING = "{\"send_rpc\":[],\"replies\":[]}";

  private final Narrator narrator = new Narrator();
  private final List<JournalEntry> journal = new ArrayList<>();
  private long number;

  private void happens(JournalEntry... steps) {
    journal.addAll(List.of(steps));
    narrator.take(
        frame(
            view(
                ++number,
                List.copyOf(journal),
                node(1, Role.FOLLOWER, 5, 0, log()),
                node(2, Role.LEADER, 5, 1, log(5, 5)),
                node(3, Role.FOLLOWER, 5, 0, log()),
                node(4, Role.FOLLOWER, 5, 0, log()),
                node(5, Role.FOLLOWER, 5, 0, log()))));
  }

  private List<String> told() {
    return narrator.sentences().stream().map(Sentence::text).toList();
  }

  private String newest() {
    return Objects.requireNonNull(narrator.newest()).head();
  }

  private static String sends(String type, String more, int... to) {
    StringBuilder rpcs = new StringBuilder();
    for (int node : to) {
      rpcs.append(rpcs.isEmpty() ? "" : ",")
          .append("{\"type\":\"")
          .append(type)
          .append("\",\"to\":")
          .append(node)
          .append(more)
          .append('}');
    }
    return "{\"send_rpc\":[" + rpcs + "],\"replies\":[]}";
  }

  private void elect() {
    happens(
        step(
            2,
            1,
            "{\"type\":\"ElectionTimeout\"}",
            sends("RequestVote", "", 1, 3, 4, 5),
            "{\"role\":\"candidate\",\"current_term\":5,\"voted_for\":2,\"votes_granted\":[2]}"),
        step(
            3,
            1,
            "{\"type\":\"RequestVote\",\"from\":2,\"term\":5}",
            sends("RequestVoteReply", ",\"vote_granted\":true", 2),
            "{\"current_term\":5,\"voted_for\":2}"),
        step(
            2,
            2,
            "{\"type\":\"RequestVoteReply\",\"from\":3,\"vote_granted\":true,\"term\":5}",
            NOTHING,
            "{\"votes_granted\":[2,3]}"),
        step(
            2,
            3,
            "{\"type\":\"RequestVoteReply\",\"from\":4,\"vote_granted\":true,\"term\":5}",
            sends("AppendEntries", ",\"entries\":[{\"term\":5,\"kind\":\"noop\"}]", 3, 4),
            "{\"role\":\"leader\",\"last_log_index\":1,\"last_log_term\":5}"));
  }

  @Test
  void tellsAnElectionFromTheTimerToTheLeader() {
    elect();
    assertThat(told())
        .containsExactly(
            "S2 stands for election in term 5: it heard from no leader in time. It votes for itself"
                + " and asks S1, S3, S4 and S5 for their votes.",
            "S3 votes for S2 in term 5: it had given no other vote in that term, and S2's log is at"
                + " least as good as its own.",
            "S2 won the election of term 5 with the votes of S2, S3 and S4, 3 of 5. It leads and"
                + " says so to S3 and S4 at once.",
            "S2 appended index 1 in term 5 (no-op) and sent it to S3 and S4. Only S2 has stored it:"
                + " 1 of 5, so it is not committed yet.");
  }

  @Test
  void whatHappensInOneInstantIsToldByItsBestSentence() {
    elect();
    assertThat(newest()).isEqualTo("S2 won the election of term 5");
    happens();
    assertThat(newest()).isEqualTo("S2 won the election of term 5");
    happens(
        step(
            4,
            1,
            "{\"type\":\"RequestVote\",\"from\":2,\"term\":5}",
            sends("RequestVoteReply", ",\"vote_granted\":true", 2),
            "{\"current_term\":5,\"voted_for\":2}"));
    assertThat(newest()).startsWith("S4 votes for S2");
  }

  @Test
  void theStoryOfAnEntryGoesOnAsItIsStoredAndCommitted() {
    elect();
    String entry =
        "{\"type\":\"AppendEntries\",\"from\":2,\"term\":5,\"prev_log_index\":0,"
            + "\"entries\":[{\"term\":5,\"kind\":\"noop\"}]}";
    String stored = sends("AppendEntriesReply", ",\"success\":true,\"match_index\":1", 2);
    String appended = "{\"last_log_index\":1,\"last_log_term\":5}";
    happens(step(4, 1, entry, stored, appended, "AppendEntries.4"));
    assertThat(told()).hasSize(4);
    assertThat(told().getLast())
        .endsWith("S4 has stored it: with S2 that is 2 of 5, so it is not committed yet.");
    happens(
        step(3, 2, entry, stored, appended, "AppendEntries.4"),
        step(
            2,
            4,
            "{\"type\":\"AppendEntriesReply\",\"from\":4,\"term\":5}",
            NOTHING,
            "{\"commit_index\":1}",
            "Leader.commit"));
    assertThat(told()).hasSize(4);
    assertThat(told().getLast())
        .endsWith("S3 and S4 have stored it: with S2 that is 3 of 5, and S2 committed it.");
  }

  @Test
  void tellsThatALeaderStepsDownAndCutsItsLog() {
    elect();
    happens(
        step(
            2,
            4,
            "{\"type\":\"AppendEntries\",\"from\":3,\"term\":6,\"prev_log_index\":0,"
                + "\"entries\":[{\"term\":6,\"kind\":\"noop\"}]}",
            sends("AppendEntriesReply", ",\"success\":true,\"match_index\":1", 3),
            "{\"role\":\"follower\",\"current_term\":6,\"last_log_index\":1,\"last_log_term\":6}",
            "AllServers.2",
            "AppendEntries.3",
            "AppendEntries.4"));
    assertThat(told())
        .contains(
            "S2 stepped down as leader of term 5: S3 leads the newer term 6.",
            "S2 cut its log from index 1 on: S3, the leader of term 6, has another entry there. Its"
                + " entry is gone; S2 had not committed it. The log now ends at index 1.");
    assertThat(told().get(3))
        .endsWith("S2 has cut it from its log again and had not committed it.");
  }

  @Test
  void tellsEachStepOnceHoweverOftenItIsSeen() {
    elect();
    List<String> before = told();
    happens();
    happens();
    assertThat(told()).isEqualTo(before);
  }

  @Test
  void namesTheNodesOfADeedAsTheWindowDoes() {
    LabEvent killed = new LabEvent(1, Instant.EPOCH, new Deed.Killed(5));
    narrator.take(frame(view(1, List.of(), node(5, Role.FOLLOWER, 1, 0, log())), killed));
    assertThat(told()).containsExactly("Killed S5.");
  }

  @Test
  void tellsAPreVoteAndTheElectionAfterIt() {
    happens(
        step(
            2,
            1,
            "{\"type\":\"ElectionTimeout\"}",
            sends("RequestVote", "", 1, 3),
            "{\"role\":\"pre_candidate\"}",
            "PreVote.1"),
        step(
            2,
            2,
            "{\"type\":\"RequestVoteReply\",\"from\":3,\"vote_granted\":true,\"pre_vote\":true}",
            sends("RequestVote", "", 1, 3),
            "{\"role\":\"candidate\",\"current_term\":5,\"voted_for\":2}",
            "PreVote.3"));
    assertThat(told())
        .containsExactly(
            "S2 asks who would vote for it in term 1, before it raises its own: S1 and S3.",
            "S2 stands for election in term 5: S3 would vote for it. It votes for itself"
                + " and asks S1 and S3 for their votes.");
  }

  @Test
  void tellsWhatTheLaterRulesDid() {
    happens(
        step(
            1,
            1,
            "{\"type\":\"ChangeConfig\"}",
            NOTHING,
            "{\"role\":\"leader\",\"voters\":[1,2],\"outgoing\":[1,2,3]}",
            "Config.8"),
        step(1, 2, "{\"type\":\"TransferLeadership\",\"to\":3}", NOTHING, "{}", "Transfer.1"),
        step(1, 3, "{\"type\":\"TakeSnapshot\"}", NOTHING, "{\"snapshot_index\":7}", "Snapshot.1"),
        step(
            1,
            4,
            "{\"type\":\"HeartbeatTimeout\"}",
            NOTHING,
            "{\"role\":\"follower\"}",
            "CheckQuorum.1",
            "Leader.stepdown"));
    assertThat(told())
        .contains(
            "S1 begins a change of the configuration: as long as it is joint, a majority on each"
                + " side of S1, S2, S3 → S1, S2 is needed.",
            "S1 hands the leadership over to S3: it takes no more writes and brings S3's log up to"
                + " date.",
            "S1 took a snapshot up to index 7: what it holds can be left out of the log.",
            "S1 stepped down as leader of term 0: it heard from no majority for an election"
                + " timeout.");
  }
}
