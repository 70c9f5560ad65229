package io.raftarium.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.Until;
import io.raftarium.lab.FarLab;
import io.raftarium.lab.LabException;
import io.raftarium.promise.Promise;
import io.raftarium.view.Deed;
import io.raftarium.view.LoadPlan;
import io.raftarium.view.NodeView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load on nodes in programs of their own, and what can be done to their time. */
@Tag("thorough")
class FarLoadTest {
  private static final OwnPlan PLAN = new OwnPlan("load", 3, false, true, true, false);

  @TempDir private Path folder;

  @Test
  void asksChecksAndOutlivesALeader() throws Exception {
    try (FarLab lab =
        OwnCluster.make(
            folder.resolve("home"), Path.of("target", "programs"), PLAN, (text, done) -> {})) {
      Until.holds("one leads", () -> leader(lab) != 0);
      lab.load().start(new LoadPlan(4, new LoadPlan.Mix(30, 40, 15, 15), 0, 3));
      Until.holds("it asks", () -> lab.load().count().writes() > 30);
      int old = leader(lab);
      lab.cluster().kill(old);
      long then = lab.load().count().writes();
      Until.holds("it goes on", () -> lab.load().count().writes() > then + 30);
      lab.load().stop();
      assertThat(lab.promises())
          .anySatisfy(kept -> {
            assertThat(kept.promise()).isEqualTo(Promise.LINEARIZABILITY);
            assertThat(kept.checked()).isGreaterThan(60);
          })
          .allSatisfy(kept -> assertThat(kept.breach()).as("%s", kept.promise()).isNull());

      int other = old % 3 + 1;
      lab.timers().jump(other, Duration.ofMillis(50));
      lab.timers().align(Set.of(1, 2, 3));
      assertThat(lab.events())
          .extracting(event -> event.deed())
          .contains(new Deed.ClockJumped(other, Duration.ofMillis(50)))
          .anySatisfy(deed -> assertThat(deed).isInstanceOf(Deed.TimersAligned.class));
      assertThatThrownBy(() -> lab.timers().clockRate(other, 2))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("programs of their own");
    }
  }

  private static int leader(FarLab lab) {
    NodeView leader = lab.cluster().view().leader();
    return leader == null ? 0 : leader.id();
  }
}
