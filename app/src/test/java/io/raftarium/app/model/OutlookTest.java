package io.raftarium.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.view.NodeStatus.State;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutlookTest {
  @Test
  void fiveHealthyNodesBearTwoFailures() {
    Outlook outlook = Outlook.of(Frames.cluster(5).leader(1, 1).moment());
    assertThat(outlook.text()).isEqualTo("quorum 3 of 5 · reachable 5 · tolerates 2 failures");
    assertThat(outlook.level()).isEqualTo(Outlook.Level.CALM);
  }

  @Test
  void ofThePastOnlyTheQuorumIsKnown() {
    Outlook outlook = Outlook.of(Frames.cluster(5).leader(1, 1).past().moment());
    assertThat(outlook.text()).isEqualTo("quorum 3 of 5");
    assertThat(outlook.level()).isEqualTo(Outlook.Level.CALM);
  }

  @Test
  void threeOfFiveAreTheLastThatMayBe() {
    Outlook outlook =
        Outlook.of(
            Frames.cluster(5)
                .leader(1, 1)
                .process(4, State.DOWN)
                .process(5, State.FAILED)
                .moment());
    assertThat(outlook.text())
        .isEqualTo("quorum 3 of 5 · reachable 3 · one more failure stops commits");
    assertThat(outlook.critical()).containsExactly(1, 2, 3);
    assertThat(outlook.level()).isEqualTo(Outlook.Level.WARN);
  }

  @Test
  void aMinorityCannotCommit() {
    Outlook outlook =
        Outlook.of(
            Frames.cluster(3)
                .leader(1, 1)
                .process(2, State.DOWN)
                .process(3, State.PAUSED)
                .moment());
    assertThat(outlook.text()).isEqualTo("quorum 2 of 3 · reachable 1 · nothing can commit");
    assertThat(outlook.level()).isEqualTo(Outlook.Level.ALERT);
  }

  @Test
  void aLeaderThatIsCutOffDoesNotHinderTheMajority() {
    Outlook outlook =
        Outlook.of(Frames.cluster(5).leader(1, 1).leader(2, 2).split(Set.of(1)).moment());
    assertThat(outlook.reachable()).isEqualTo(4);
    assertThat(outlook.tolerated()).isEqualTo(1);
  }

  @Test
  void aLeaderOfTooFewIsToldBesideThoseWhoCanElectAnother() {
    Outlook outlook = Outlook.of(Frames.cluster(5).leader(1, 1).split(Set.of(1)).moment());
    assertThat(outlook.text())
        .isEqualTo(
            "quorum 3 of 5 · leader S1 reaches 1 and commits nothing · S2, S3, S4 and S5 can elect"
                + " another · tolerates one failure");
  }

  /** Whatever is cut off and down, fewer than a quorum are never said to bear a failure. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7})
  void whatIsSaidOfAClusterAgreesWithItself(int size) {
    for (int apart = 0; apart < (1 << size); apart++) {
      for (int down = 0; down <= size; down++) {
        Frames frames = Frames.cluster(size).leader(1, 1).split(nodes(apart, size));
        if (down > 0) {
          frames.process(down, State.DOWN);
        }
        Outlook outlook = Outlook.of(frames.moment());
        int quorum = size / 2 + 1;
        assertThat(outlook.text()).startsWith("quorum " + quorum + " of " + size);
        if (outlook.text().contains("· reachable ") && outlook.reachable() < quorum) {
          assertThat(outlook.text()).endsWith("nothing can commit");
        }
        if (outlook.text().contains("nothing can commit")) {
          assertThat(outlook.tolerated()).isEqualTo(-1);
        }
        if (outlook.text().contains("can elect another")) {
          assertThat(outlook.reachable()).isLessThan(quorum);
        }
      }
    }
  }

  private static Set<Integer> nodes(int bits, int size) {
    return IntStream.rangeClosed(1, size)
        .filter(node -> (bits & (1 << (node - 1))) != 0)
        .boxed()
        .collect(Collectors.toSet());
  }

  @Test
  void oneDirectionIsNotEnough() {
    Outlook outlook =
        Outlook.of(Frames.cluster(3).leader(1, 1).cut(2, 1).cut(3, 1).cut(2, 3).moment());
    assertThat(outlook.tolerated()).isEqualTo(-1);
  }

  @Test
  void namesTheOneNodeOnWhichAllDepends() {
    // A chain 2 - 1 - 3: only node 1 reaches a majority, and either end will do for it.
    Outlook outlook = Outlook.of(Frames.cluster(3).leader(1, 1).cut(2, 3).cut(3, 2).moment());
    assertThat(outlook.critical()).containsExactly(1);
    assertThat(outlook.text()).endsWith("commits stop if S1 fails");
  }

  @Test
  void aNodeWithAnOlderLogCannotBeTheNextLeader() {
    // Node 1 leads; if it fails, only node 2 sees both others, but node 3 has the longer log and
    // refuses it, and 3 and 4 do not see each other.
    Outlook outlook =
        Outlook.of(
            Frames.cluster(4)
                .leader(1, 1)
                .log(1, 5)
                .log(3, 5)
                .log(4, 5)
                .cut(3, 4)
                .cut(4, 3)
                .moment());
    assertThat(outlook.critical()).contains(1);
  }

  @Test
  void aJointConfigurationNeedsBothMajorities() {
    Frames frames = Frames.cluster(5).leader(1, 1).joint(List.of(1, 2, 3, 4, 5), List.of(1, 2, 3));
    assertThat(Outlook.of(frames.moment()).text()).startsWith("quorum 3 of 5 and 2 of 3");
    frames.process(2, State.DOWN).process(3, State.DOWN);
    assertThat(Outlook.of(frames.moment()).tolerated()).isEqualTo(-1);
  }

  @Test
  void aSingleNodeIsEverything() {
    assertThat(Outlook.of(Frames.cluster(1).leader(1, 1).moment()).text())
        .isEqualTo("quorum 1 of 1 · reachable 1 · one more failure stops commits");
  }

  @Test
  void noProcessesKnownMeansAllCount() {
    assertThat(Outlook.of(Frames.cluster(9).moment()).tolerated()).isEqualTo(4);
  }
}
