package io.raftarium.app.status;

import io.raftarium.app.parts.Steady;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.view.Feed;
import java.time.Duration;
import java.time.Instant;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** How fresh the picture is: a line of figures, and a banner while it is not fresh at all. */
public final class FeedStatus {
  private static final Duration STEADY = Duration.ofMillis(500);

  private final Label line = new Label();
  private final Label warning = new Label();
  private final Button startServer = new Button(Texts.of("Start the server again"));
  private final HBox banner = new HBox(new FontIcon(Feather.WIFI_OFF), warning, startServer);
  private final Steady steady = new Steady(STEADY);
  private Feed.@Nullable State lastState;

  /**
   * A line and a banner.
   *
   * @param startAgain starts the server that has died
   * @param ours whether there is one server, and it is ours to start
   */
  public FeedStatus(Runnable startAgain, boolean ours) {
    startServer.setVisible(ours);
    startServer.setManaged(ours);
    startServer.setId("start-server");
    startServer.setMinWidth(Region.USE_PREF_SIZE);
    startServer.setOnAction(ignored -> startAgain.run());
    line.setId("feed-status");
    line.getStyleClass().addAll("mono", "muted", "feed-status");
    line.setMinWidth(Label.USE_PREF_SIZE);
    banner.getStyleClass().addAll("banner", "lost");
    banner.setId("feed-banner");
    WrappedText.wrap(warning);
    HBox.setHgrow(warning, Priority.ALWAYS);
    hideBanner();
  }

  public Label line() {
    return line;
  }

  public HBox banner() {
    return banner;
  }

  /**
   * Figures change twice a second at most, so that they can be read; a change of state shows at
   * once.
   */
  public void show(Feed feed) {
    boolean changed = feed.state() != lastState;
    if (!(changed ? steady.now() : steady.due())) {
      return;
    }
    lastState = feed.state();
    Instant time = Instant.now();
    line.setText(FeedText.status(feed, time));
    String problem = FeedText.warning(feed, time);
    if (problem == null) {
      hideBanner();
    } else {
      warning.setText(problem);
      banner.setVisible(true);
      banner.setManaged(true);
    }
  }

  private void hideBanner() {
    banner.setVisible(false);
    banner.setManaged(false);
  }
}
