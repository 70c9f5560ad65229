package io.raftarium.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.view.Feed;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FeedTextTest {
  private final Instant read = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aLiveFeedShowsItsFigures() {
    Feed feed = new Feed(Feed.State.LIVE, read, Duration.ofNanos(3_140_000), 214.4, null);
    assertThat(FeedText.status(feed, read)).isEqualTo("notify 3.1 ms · 214 ev/s");
    assertThat(FeedText.warning(feed, read)).isNull();
  }

  @Test
  void aLostFeedTellsItsAgeAndWhy() {
    Feed feed =
        new Feed(Feed.State.LOST, read, Duration.ZERO, 0, "the server closed the connection");
    Instant now = read.plusSeconds(75);
    assertThat(FeedText.status(feed, now)).isEqualTo("lost · 1 min 15 s old");
    assertThat(FeedText.warning(feed, now))
        .contains("1 min 15 s old")
        .contains("start it again")
        .contains("the server closed the connection");
    assertThat(FeedText.warning(feed, read.plusSeconds(2))).contains("goes on by itself");
  }
}
