package io.raftarium.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.view.ClusterView;
import io.raftarium.view.Feed;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bounds of the history. */
class ViewHistoryTest {
  @Test
  void keepsTheNewestUpToANumber() {
    ViewHistory history = new ViewHistory(3, Long.MAX_VALUE);
    for (int i = 1; i <= 5; i++) {
      history.add(view(i));
    }
    assertThat(history.list()).extracting(ClusterView::number).containsExactly(3L, 4L, 5L);
    history.clear();
    assertThat(history.list()).isEmpty();
  }

  @Test
  void keepsLessWhereTheViewsAreLargeButAlwaysTheNewest() {
    ViewHistory history = new ViewHistory(1_000, 2_000);
    for (int i = 1; i <= 100; i++) {
      history.add(view(i));
    }
    assertThat(history.list()).hasSizeBetween(1, 4);
    assertThat(history.list().getLast().number()).isEqualTo(100);
  }

  private static ClusterView view(long number) {
    return new ClusterView(
        number,
        Instant.EPOCH,
        Collections.emptySortedMap(),
        List.of(),
        new Feed(Feed.State.LIVE, Instant.EPOCH, Duration.ZERO, 0, null));
  }
}
