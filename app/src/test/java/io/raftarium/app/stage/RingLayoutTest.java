package io.raftarium.app.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RingLayoutTest {
  @ParameterizedTest
  @CsvSource({"640,360", "750,560", "1050,520", "2600,1500", "320,200"})
  void nodesStayInsideAndApart(double width, double height) {
    for (int count = 1; count <= 9; count++) {
      RingLayout ring =
          RingLayout.of(IntStream.rangeClosed(1, count).boxed().toList(), width, height);
      List<Point> places = new ArrayList<>(ring.places().values());
      assertThat(places).hasSize(count);
      for (Point place : places) {
        assertThat(place.x()).isBetween(ring.nodeRadius(), width - ring.nodeRadius());
        assertThat(place.y()).isBetween(ring.nodeRadius(), height - ring.nodeRadius());
        for (Point other : places) {
          if (!other.equals(place)) {
            assertThat(place.distance(other)).isGreaterThan(2.2 * ring.nodeRadius());
          }
        }
      }
    }
  }
}
