package io.raftarium.app.status;

import io.raftarium.app.words.LabText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.view.Feed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The status of the feed in words. */
public final class FeedText {
  /** What to do when the server does not come back. */
  private static final String SERVER_GONE =
      Texts.mark("if the server has died, start it again: everything that was committed is there.");

  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private FeedText() {}

  /** A few words for the status line. */
  public static String status(Feed feed, Instant now) {
    return switch (feed.state()) {
      case LIVE ->
          Texts.of(
              "notify {0} · {1} ev/s",
              milliseconds(feed.lag()), String.format(Locale.ROOT, "%.0f", feed.eventsPerSecond()));
      case CONNECTING -> Texts.of("connecting …");
      case LOST ->
          feed.lastRead().equals(Instant.EPOCH)
              ? Texts.of("nothing read yet")
              : Texts.of("lost · {0} old", age(feed, now));
    };
  }

  /** What a person must know while the picture is not live; null while it is. */
  public static @Nullable String warning(Feed feed, Instant now) {
    if (!feed.away().isEmpty()) {
      return feed.state() == Feed.State.CONNECTING ? null : away(feed);
    }
    if (feed.state() != Feed.State.LOST) {
      return null;
    }
    boolean brief = Duration.between(feed.lastRead(), now).compareTo(PATIENCE) < 0;
    return Texts.of(
        "The connection to the database is lost. This picture is {0} old; {1}{2}",
        age(feed, now),
        brief ? Texts.of("the window keeps trying and goes on by itself.") : Texts.of(SERVER_GONE),
        reason(feed));
  }

  /** Of some nodes the picture is not live. */
  private static String away(Feed feed) {
    List<String> nodes = new ArrayList<>();
    feed.away()
        .forEach((node, read) ->
            nodes.add(
                read.equals(Instant.EPOCH)
                    ? Texts.of("{0} (never read)", NodeNames.of(node))
                    : Texts.of("{0} (as of {1})", NodeNames.of(node), TimeText.second(read))));
    String shown = String.join(", ", nodes);
    return nodes.size() == 1
        ? Texts.of(
            "What is shown of {0} is not live: its database cannot be read now. The"
                + " window keeps trying and goes on by itself.{1}",
            shown, reason(feed))
        : Texts.of(
            "What is shown of {0} is not live: their databases cannot be read now. The"
                + " window keeps trying and goes on by itself.{1}",
            shown, reason(feed));
  }

  private static String reason(Feed feed) {
    return feed.problem() == null ? "" : Texts.of(" Reason: {0}", LabText.of(feed.problem()));
  }

  private static String age(Feed feed, Instant now) {
    long seconds = Math.max(0, Duration.between(feed.lastRead(), now).toSeconds());
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }

  private static String milliseconds(Duration lag) {
    double ms = lag.toNanos() / 1e6;
    return String.format(Locale.ROOT, ms < 10 ? "%.1f ms" : "%.0f ms", ms);
  }
}
