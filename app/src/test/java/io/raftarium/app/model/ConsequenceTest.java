package io.raftarium.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus.State;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConsequenceTest {
  private static String stopping(Moment moment, Integer... nodes) {
    return Consequence.ofStopping(moment, List.of(nodes)).map(Consequence::text).orElse("");
  }

  private static String cutting(Moment moment, Integer... nodes) {
    return Consequence.ofCutting(moment, List.of(nodes)).map(Consequence::text).orElse("");
  }

  @Test
  void followersAreMissedOnlyWhenTooFewAreLeft() {
    Moment healthy = Frames.cluster(5).leader(1, 1).moment();
    assertThat(stopping(healthy, 4)).isEqualTo("4 of 5 left: commits go on");
    assertThat(stopping(healthy, 3, 4, 5)).isEqualTo("2 of 5 left: no commits");
    Moment few =
        Frames.cluster(5).leader(1, 1).process(4, State.DOWN).process(5, State.PAUSED).moment();
    assertThat(stopping(few, 3)).isEqualTo("2 of 5 left: no commits");
    Moment none =
        Frames.cluster(3).leader(1, 1).process(2, State.DOWN).process(3, State.DOWN).moment();
    assertThat(stopping(none, 1)).isEqualTo("0 of 3 left: still no commits");
  }

  @Test
  void aLeaderIsReplacedWhereTheOthersCanElect() {
    Moment healthy = Frames.cluster(5).leader(2, 1).moment();
    assertThat(stopping(healthy, 2)).isEqualTo("4 of 5 left: S2 leads, an election follows");
    assertThat(cutting(healthy, 2)).isEqualTo("4 of 5 left: S2 leads, an election follows");
    assertThat(cutting(healthy, 2, 3, 4)).isEqualTo("3 of 5 left: commits go on");
    assertThat(cutting(healthy, 1)).isEqualTo("4 of 5 left: commits go on");
    assertThat(
            Consequence.ofParting(healthy, List.of(Set.of(1, 2), Set.of(3, 4), Set.of(5)))
                .map(Consequence::text))
        .contains("2 of 5 left: no commits");
  }

  @Test
  void whileAConfigurationIsJointBothMajoritiesCount() {
    Moment joint =
        Frames.cluster(5).leader(1, 1).joint(List.of(1, 2, 3), List.of(3, 4, 5)).moment();
    assertThat(stopping(joint, 2)).isEqualTo("2 of 3 + 3 of 3 left: commits go on");
    assertThat(stopping(joint, 4, 5)).isEqualTo("3 of 3 + 1 of 3 left: no commits");
  }

  @Test
  void ofThePastNothingIsSaid() {
    assertThat(stopping(Frames.cluster(5).leader(1, 1).past().moment(), 1)).isEmpty();
  }
}
