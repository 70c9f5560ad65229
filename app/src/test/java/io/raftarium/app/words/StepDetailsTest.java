package io.raftarium.app.words;

import static io.raftarium.app.Rows.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.words.StepDetails.Change;
import io.raftarium.protocol.JournalEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepDetailsTest {
  private final JournalEntry earlier =
      step(3, 1, "{\"type\":\"Start\"}", "{}", "{\"last_log_index\":7,\"role\":\"follower\"}");
  private final JournalEntry other =
      step(4, 9, "{\"type\":\"Start\"}", "{}", "{\"last_log_index\":99}");
  private final JournalEntry step =
      step(
          3,
          2,
          "{\"type\":\"AppendEntries\",\"from\":2,\"note\":\"it's\"}",
          "{\"send_rpc\":[{\"type\":\"AppendEntriesReply\",\"to\":2,\"success\":true,\"match_index\":8}]}",
          "{\"commit_index\":8,\"last_log_index\":8}",
          "AppendEntries.4");

  private final StepDetails details = StepDetails.of(step, List.of(earlier, other, step));

  @Test
  void tellsWhatWasBeforeFromTheNodesOwnJournal() {
    assertThat(details.changes())
        .containsExactly(
            new Change("last_log_index", "7", "8"), new Change("commit_index", null, "8"));
  }

  @Test
  void namesTheEventAndWhatWasSent() {
    assertThat(details.title()).isEqualTo("AppendEntries from S2");
    assertThat(details.effects()).containsExactly("AppendEntriesReply → S2, match 8");
  }

  @Test
  void theCallCanBePastedIntoPsql() {
    assertThat(details.call(false))
        .isEqualTo(
            "SELECT raft.process_raft_event(3,"
                + " '{\"type\":\"AppendEntries\",\"from\":2,\"note\":\"it''s\"}')");
  }
}
