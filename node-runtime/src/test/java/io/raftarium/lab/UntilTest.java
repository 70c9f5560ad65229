package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.protocol.Command;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeView;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** Time is moved on until something happens, and stands still there. */
final class UntilTest extends RunningLab {
  @Test
  void aCommitIsReachedHoweverSlowTheClock() throws Exception {
    int leader = start(3);
    // A follower that learns of the leader's own first entry is a commit as well.
    await(view ->
        view.nodes().values().stream()
            .allMatch(node -> node.commitIndex() > 0 && node.commitIndex() == node.lastLogIndex()));
    lab.time().speed(0.001);
    lab.time().pause();
    lab.network().link(leader, leader % 3 + 1, LinkRule.OK.withDelay(Duration.ofSeconds(5)));
    long before = leader().commitIndex();
    var _ =
        lab.client()
            .submit(OptionalInt.empty(), Command.put("k", JsonNodeFactory.instance.numberNode(1)));
    assertThat(lab.time().until(Until.COMMIT, 0, () -> true)).isTrue();
    assertThat(lab.time().paused()).isTrue();
    assertThat(leader().commitIndex()).isEqualTo(before + 1);
  }

  @Test
  void theNextElectionIsReachedAndAnInterruptionEndsIt() throws Exception {
    int leader = start(3);
    long term = leader().currentTerm();
    lab.time().pause();
    lab.cluster().kill(leader);
    assertThat(lab.time().until(Until.ELECTION, 0, () -> false)).as("asked to stop").isFalse();
    assertThat(lab.cluster().view().highestTerm()).isEqualTo(term);
    assertThat(lab.time().until(Until.ELECTION, 0, () -> true)).isTrue();
    assertThat(lab.cluster().view().highestTerm()).isEqualTo(term + 1);
  }

  @Test
  void theNextMessageAndTheNextStepOfANode() throws Exception {
    int leader = start(3);
    lab.time().pause();
    long sent = lab.network().wire().stream().mapToLong(WireMessage::number).max().orElse(0);
    assertThat(lab.time().until(Until.MESSAGE, 0, () -> true)).isTrue();
    assertThat(lab.network().wire().stream().mapToLong(WireMessage::number).max().orElse(0))
        .isGreaterThan(sent);
    int other = leader % 3 + 1;
    lab.cluster().kill(leader);
    long version = node(other).version();
    assertThat(lab.time().until(Until.STEP, other, () -> true)).isTrue();
    NodeView after = node(other);
    assertThat(after.version()).isGreaterThan(version);
  }
}
