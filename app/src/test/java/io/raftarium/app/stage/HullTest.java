package io.raftarium.app.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HullTest {
  private final List<Point> square =
      List.of(new Point(0, 0), new Point(10, 0), new Point(10, 10), new Point(0, 10));

  @Test
  void aPolygonContainsItsMiddleOnly() {
    assertThat(Hull.contains(square, new Point(5, 5))).isTrue();
    assertThat(Hull.contains(square, new Point(15, 5))).isFalse();
    assertThat(Hull.contains(square, new Point(5, -1))).isFalse();
  }

  @Test
  void aHullHoldsTheCirclesAndNothingFarAway() {
    List<Point> hull = Hull.around(List.of(new Point(0, 0), new Point(100, 0)), 20);
    assertThat(Hull.contains(hull, new Point(50, 19))).isTrue();
    assertThat(Hull.contains(hull, new Point(-19, 0))).isTrue();
    assertThat(Hull.contains(hull, new Point(50, 22))).isFalse();
  }
}
