package io.raftarium.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.time.LabClock;
import org.junit.jupiter.api.Test;

class SpeedsTest {
  @Test
  void coverTheClocksRange() {
    assertThat(Speeds.at(0)).isEqualTo(LabClock.SLOWEST);
    assertThat(Speeds.at(Speeds.count() - 1)).isEqualTo(LabClock.FASTEST);
  }

  @Test
  void everyStepFindsItselfAgain() {
    for (int step = 0; step < Speeds.count(); step++) {
      assertThat(Speeds.step(Speeds.at(step))).isEqualTo(step);
    }
    assertThat(Speeds.text(0.02)).isEqualTo("1/50×");
    assertThat(Speeds.text(1)).isEqualTo("1×");
  }
}
