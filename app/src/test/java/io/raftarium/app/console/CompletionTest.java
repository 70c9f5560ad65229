package io.raftarium.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class CompletionTest {
  private final SequencedMap<String, List<String>> tables = new LinkedHashMap<>();

  {
    tables.put("raft.raft_state", List.of("node_id", "role", "current_term"));
    tables.put("raft.raft_log", List.of("node_id", "log_index", "term"));
  }

  private final Completion completion = new Completion(tables);

  @Test
  void columnsOfTheTablesThatAreAskedComeFirst() {
    assertThat(at("select lo| from raft.raft_log")).first().isEqualTo("log_index");
    assertThat(at("select r| from raft.raft_state")).startsWith("role", "raft.raft_state");
    assertThat(at("select l.| from raft.raft_log l"))
        .containsExactly("l.node_id", "l.log_index", "l.term");
    assertThat(at("select raft_log.te| from raft_log")).containsExactly("raft_log.term");
  }

  @Test
  void aTableIsFoundByItsBareName() {
    assertThat(at("select * from raft_s|")).containsExactly("raft.raft_state");
    assertThat(at("select * from raft.|")).containsExactly("raft.raft_state", "raft.raft_log");
  }

  @Test
  void keywordsAreProposedForWhatIsBegun() {
    assertThat(at("sel|")).containsExactly("select");
    assertThat(at("select 1 |")).doesNotContain("select");
    assertThat(completion.at("sel", 3).start()).isZero();
  }

  private List<String> at(String text) {
    int caret = text.indexOf('|');
    return completion.at(text.replace("|", ""), caret).words();
  }
}
