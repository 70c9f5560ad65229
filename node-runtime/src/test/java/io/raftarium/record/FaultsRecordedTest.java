package io.raftarium.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.time.Countdown;
import io.raftarium.time.LabTime;
import io.raftarium.view.Deed;
import io.raftarium.view.Fault;
import io.raftarium.view.LinkRule;
import io.raftarium.view.TimedFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A fault that ends by itself is in a recording what it was. */
class FaultsRecordedTest {
  private static final List<Fault> FAULTS =
      List.of(
          new Fault.Down(1),
          new Fault.Frozen(2),
          new Fault.CutOff(new TreeSet<>(List.of(1, 2))),
          new Fault.Parted(
              new TreeMap<>(
                  Map.of("A", new TreeSet<>(List.of(1)), "B", new TreeSet<>(List.of(2, 3))))),
          new Fault.Ruled(1, 2, LinkRule.OK.withLossPercent(50)),
          new Fault.SlowDisk(3, Duration.ofMillis(100)));

  @Test
  void itIsReadAsItWasWritten() {
    assertThat(FAULTS).hasSize(Fault.class.getPermittedSubclasses().length);
    for (Fault fault : FAULTS) {
      TimedFault timed =
          new TimedFault(7, fault, Countdown.from(LabTime.START.plus(5), 5_000_000_000L));
      for (Deed deed :
          List.of(new Deed.FaultTimed(timed), new Deed.FaultOver(timed, TimedFault.End.MENDED))) {
        String written = RecordedJson.MAPPER.writeValueAsString(deed);
        assertThat(RecordedJson.MAPPER.readValue(written, Deed.class)).isEqualTo(deed);
      }
    }
  }
}
