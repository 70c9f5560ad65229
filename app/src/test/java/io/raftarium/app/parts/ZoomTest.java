package io.raftarium.app.parts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ZoomTest {
  private final Zoom zoom = new Zoom();

  @Test
  void goesInStepsFrom80To300Percent() {
    assertThat(zoom.text()).isEqualTo("100 %");
    zoom.step(1);
    assertThat(zoom.text()).isEqualTo("110 %");
    zoom.step(100);
    assertThat(zoom.text()).isEqualTo("300 %");
    assertThat(zoom.can(1)).isFalse();
    assertThat(zoom.can(-1)).isTrue();
    zoom.step(-100);
    assertThat(zoom.text()).isEqualTo("80 %");
    assertThat(zoom.can(-1)).isFalse();
  }

  @Test
  void takesTheNearestSizeOfAnyNumber() {
    zoom.set(1.26);
    assertThat(zoom.text()).isEqualTo("125 %");
    zoom.set(0);
    assertThat(zoom.text()).isEqualTo("80 %");
    zoom.set(1e9);
    assertThat(zoom.text()).isEqualTo("300 %");
    zoom.set(Double.NaN);
    assertThat(zoom.text()).isEqualTo("80 %");
  }
}
