package io.raftarium.app.narration;

import static io.raftarium.app.Rows.at;
import static io.raftarium.app.Rows.frame;
import static io.raftarium.app.Rows.log;
import static io.raftarium.app.Rows.node;
import static io.raftarium.app.Rows.step;
import static io.raftarium.app.Rows.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Role;
import io.raftarium.view.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Steps of functions that break a rule must not be told as if they had kept it. */
class BrokenRunTest {
  private static final String NOTHING = "{\"send_rpc\":[]}";
  private static final String GRANTED =
      "{\"send_rpc\":[{\"type\":\"RequestVoteReply\",\"to\":2,\"vote_granted\":true}]}";

  private final Narrator narrator = new Narrator();
  private final List<JournalEntry> journal = new ArrayList<>();
  private long number;

  private void shown(NodeView... nodes) {
    narrator.take(frame(view(++number, List.copyOf(journal), nodes)));
  }

  /** A frame for the step and the nodes after it. */
  private String told(JournalEntry step, NodeView... nodes) {
    journal.add(step);
    shown(nodes);
    return narrator.sentences().getLast().text();
  }

  private static NodeView follower(long version, long term, long commit, long... terms) {
    return at(version, node(3, Role.FOLLOWER, term, commit, log(terms)));
  }

  private static JournalEntry asked(long version, long term, long lastIndex, long lastTerm) {
    return step(
        3,
        version,
        String.format(
            Locale.ROOT,
            "{\"type\":\"RequestVote\",\"from\":2,\"term\":%d,\"last_log_index\":%d,\"last_log_term\":%d}",
            term,
            lastIndex,
            lastTerm),
        GRANTED,
        String.format(Locale.ROOT, "{\"current_term\":%d,\"voted_for\":2}", term));
  }

  private static JournalEntry sent(long version, long prev, String entries, String changed) {
    return step(
        3,
        version,
        String.format(
            Locale.ROOT,
            "{\"type\":\"AppendEntries\",\"from\":2,\"term\":6,\"prev_log_index\":%d,\"entries\":[%s]}",
            prev,
            entries),
        NOTHING,
        changed);
  }

  /** Steps of the node up to here are told, so that its row is known. */
  private void follows(long commit, long... terms) {
    String event = "{\"type\":\"Start\"}";
    String changed =
        String.format(
            Locale.ROOT,
            "{\"current_term\":5,\"last_log_index\":%d,\"last_log_term\":%d}",
            terms.length,
            terms[terms.length - 1]);
    journal.add(step(3, 1, event, NOTHING, changed));
    shown(follower(1, 5, commit, terms));
  }

  @Test
  void aVoteForAWorseLogIsToldAsOne() {
    follows(0, 1, 4, 5);
    assertThat(told(asked(2, 6, 4, 4), follower(2, 6, 0, 1, 4, 5)))
        .isEqualTo(
            "S3 votes for S2 in term 6, although S2's log ends at 4 of term 4 and its own at 3 of"
                + " term 5.");
  }

  @Test
  void aVoteForAGoodLogIsToldByTheRule() {
    follows(0, 1, 4, 5);
    assertThat(told(asked(2, 6, 3, 5), follower(2, 6, 0, 1, 4, 5)))
        .isEqualTo(
            "S3 votes for S2 in term 6: it had given no other vote in that term, and S2's log is at"
                + " least as good as its own.");
  }

  @Test
  void aSecondVoteInATermIsToldAsOneEvenWhereTheRowForgotTheFirst() {
    follows(0, 1);
    JournalEntry first =
        step(
            3,
            2,
            "{\"type\":\"RequestVote\",\"from\":1,\"term\":6,\"last_log_index\":1,\"last_log_term\":1}",
            "{\"send_rpc\":[{\"type\":\"RequestVoteReply\",\"to\":1,\"vote_granted\":true}]}",
            "{\"current_term\":6}");
    assertThat(told(first, follower(2, 6, 0, 1))).contains("no other vote");
    assertThat(told(asked(3, 6, 1, 1), follower(3, 6, 0, 1)))
        .isEqualTo("S3 votes for S2 in term 6, although it had voted for S1 in that term.");
  }

  @Test
  void nothingIsSaidOfALogThatNobodySaw() {
    // The first step that is seen of a node, and its row is newer.
    assertThat(told(asked(7, 6, 4, 4), follower(9, 8, 0, 1, 4, 7)))
        .isEqualTo("S3 votes for S2 in term 6.");
  }

  private static final String RECORDED = "{\"role\":\"leader\"}";

  private String elected(String winner, int... voters) {
    journal.add(
        step(
            3,
            1,
            "{\"type\":\"ElectionTimeout\"}",
            NOTHING,
            "{\"role\":\"candidate\",\"current_term\":1,\"voted_for\":3}"));
    NodeView candidate = at(1, node(3, Role.CANDIDATE, 1, 0, log()));
    shown(candidate);
    long version = 1;
    for (int voter : voters) {
      boolean last = voter == voters[voters.length - 1];
      journal.add(
          step(
              3,
              ++version,
              String.format(
                  Locale.ROOT,
                  "{\"type\":\"RequestVoteReply\",\"from\":%d,\"term\":1,\"vote_term\":1,\"vote_granted\":true}",
                  voter),
              NOTHING,
              last ? winner : "{}"));
      shown(at(version, node(3, last ? Role.LEADER : Role.CANDIDATE, 1, 0, log())));
    }
    return narrator.sentences().getLast().text();
  }

  @Test
  void theVotesOfALeaderAreThoseThatCame() {
    assertThat(elected(RECORDED, 2, 4))
        .isEqualTo("S3 won the election of term 1 with the votes of S2, S3 and S4, 3 of 5.");
  }

  @Test
  void theVotesAreThoseThatCameEvenAsTheRowForgetsThem() {
    assertThat(elected("{\"role\":\"leader\",\"votes_granted\":[]}", 2, 4))
        .isEqualTo("S3 won the election of term 1 with the votes of S2, S3 and S4, 3 of 5.");
  }

  @Test
  void aLeaderWithoutAMajorityIsToldAsOne() {
    assertThat(elected(RECORDED, 2))
        .isEqualTo(
            "S3 won the election of term 1 with the votes of S2 and S3, 2 of 5, which is no"
                + " majority.");
  }

  @Test
  void aCutIsSeenFromTheLogsWithoutTheRules() {
    follows(1, 1, 4, 4, 5);
    String told =
        told(
            sent(
                2,
                2,
                "{\"term\":6}",
                "{\"current_term\":6,\"last_log_index\":3,\"last_log_term\":6}"),
            follower(2, 6, 1, 1, 4, 6));
    assertThat(told)
        .isEqualTo(
            "S3 cut its log from index 3 on: S2, the leader of term 6, has another entry there. The"
                + " entries 3 to 4 are gone; S3 had not committed them. The log now ends at index"
                + " 3.");
  }

  @Test
  void aCutOfWhatIsCommittedIsToldAsOne() {
    NodeView other = at(9, node(4, Role.FOLLOWER, 5, 3, log(1, 4, 4)));
    follows(1, 1, 4, 4, 5);
    String told =
        told(
            sent(
                2,
                2,
                "{\"term\":6}",
                "{\"current_term\":6,\"last_log_index\":3,\"last_log_term\":6}"),
            follower(2, 6, 1, 1, 4, 6),
            other);
    assertThat(told).contains("The entries 3 to 4 are gone, although S4 has committed entry 3.");
  }

  @Test
  void aCutWithoutAConflictClaimsNone() {
    follows(1, 1, 4, 4);
    String told =
        told(
            sent(
                2,
                1,
                "{\"term\":4}",
                "{\"current_term\":6,\"last_log_index\":2,\"last_log_term\":4}"),
            follower(2, 6, 1, 1, 4));
    assertThat(told)
        .startsWith("S3 cut its log from index 3 on: it took what S2, the leader of term 6, sent.");
  }

  @Test
  void aHandOverIsKnownByItsEvent() {
    JournalEntry told =
        step(
            3,
            1,
            "{\"type\":\"TimeoutNow\",\"from\":2,\"term\":1}",
            NOTHING,
            "{\"role\":\"candidate\",\"current_term\":2,\"voted_for\":3}");
    assertThat(told(told, node(3, Role.CANDIDATE, 2, 0, log())))
        .isEqualTo(
            "S3 stands for election in term 2: S2 hands the leadership over to it. It votes for"
                + " itself.");
  }
}
