package io.raftarium.app.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TapeWindowTest {
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant END = START.plusSeconds(1_000);

  private final TapeWindow window = new TapeWindow();

  private TapeScale scale() {
    return window.scale(START, END, 1_000);
  }

  @Test
  void showsAllUntilItIsZoomed() {
    assertThat(scale()).isEqualTo(new TapeScale(START, END, 1_000));
    window.zoom(0.5, START.plusSeconds(500), START, END);
    window.zoom(2, START.plusSeconds(500), START, END);
    assertThat(window.zoomed()).isFalse();
    assertThat(scale()).isEqualTo(new TapeScale(START, END, 1_000));
  }

  @Test
  void aShortRunFillsTheTapeAndOneMomentDoesNotHarm() {
    Instant soon = START.plusMillis(300);
    assertThat(window.scale(START, soon, 600)).isEqualTo(new TapeScale(START, soon, 600));
    assertThat(window.scale(START, START, 600).to()).isEqualTo(START);
  }

  @Test
  void theMomentUnderThePointerStaysThere() {
    Instant pointed = START.plusSeconds(300);
    for (int notch = 0; notch < 60; notch++) {
      double before = scale().x(pointed);
      window.zoom(0.8, pointed, START, END);
      assertThat(scale().x(pointed)).isCloseTo(before, within(1.0));
    }
    assertThat(Duration.between(scale().from(), scale().to()))
        .as("it ends somewhere")
        .isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void doesNotLeaveWhatIsKept() {
    window.zoom(0.1, START.plusSeconds(500), START, END);
    window.pan(Duration.ofHours(-3), START, END);
    assertThat(scale().from()).isEqualTo(START);
    window.pan(Duration.ofHours(3), START, END);
    assertThat(scale().to()).isEqualTo(END);
  }

  @Test
  void theNewestPartGoesAlong() {
    window.newest(Duration.ofMinutes(1));
    assertThat(window.scale(START, END.plusSeconds(30), 10).to()).isEqualTo(END.plusSeconds(30));
    window.pan(Duration.ofSeconds(-100), START, END);
    TapeScale held = scale();
    assertThat(window.scale(START, END.plusSeconds(30), 1_000)).isEqualTo(held);
  }

  @Test
  void aMomentOutsideIsRevealed() {
    window.newest(Duration.ofMinutes(1));
    window.reveal(START.plusSeconds(400), START, END);
    assertThat(scale().x(START.plusSeconds(400))).isBetween(0.0, 1_000.0);
  }
}
