package io.raftarium.app.window;

import io.raftarium.app.model.Source;
import io.raftarium.time.LabTime;
import io.raftarium.view.Feed;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.WireMessage;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/**
 * The window's one animation timer: takes the newest frame with every pulse while something moves,
 * and rests while nothing does; a background look at the source wakes it again.
 */
final class Pulse implements AutoCloseable {
  private static final long STAY_AWAKE = 1_500_000_000L;
  private static final long LOOK_MILLIS = 40;

  private final Source source;
  private final Consumer<Moment> show;
  private final FrameTimes times = new FrameTimes(4096);
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("frame-watcher").factory());
  private final AnimationTimer timer =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          beat(now);
        }
      };

  private long lastPulse;
  private long awakeUntil;
  private boolean awake;
  private boolean closed;
  private volatile boolean resting;
  private volatile Sight lastSight = new Sight(List.of());

  Pulse(Source source, Consumer<Moment> show) {
    this.source = source;
    this.show = show;
  }

  void start() {
    wake();
    var _ =
        watcher.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Draws again, for a while at least. FX thread only. */
  void wake() {
    awakeUntil = System.nanoTime() + STAY_AWAKE;
    if (!awake && !closed) {
      awake = true;
      resting = false;
      lastPulse = 0;
      timer.start();
    }
  }

  /** Whether it rests. */
  boolean resting() {
    return resting;
  }

  FrameTimes times() {
    return times;
  }

  @Override
  public void close() {
    closed = true;
    timer.stop();
    watcher.shutdownNow();
  }

  private void beat(long now) {
    long began = System.nanoTime();
    Moment moment = source.moment();
    show.accept(moment);
    long ended = System.nanoTime();
    if (lastPulse != 0) {
      times.add((now - lastPulse) / 1e6, (ended - began) / 1e6);
    }
    lastPulse = now;
    if (moves(moment)) {
      awakeUntil = ended + STAY_AWAKE;
    } else if (ended > awakeUntil) {
      lastSight = Sight.of(moment);
      timer.stop();
      awake = false;
      resting = true;
    }
  }

  private void look() {
    if (resting && !Sight.of(source.moment()).equals(lastSight)) {
      resting = false;
      Platform.runLater(this::wake);
    }
  }

  private static boolean moves(Moment moment) {
    if (moment.view().feed().state() != Feed.State.LIVE) {
      return true;
    }
    boolean flying = moment.wire().stream().anyMatch(m -> m.fate() == WireMessage.Fate.FLYING);
    boolean timers =
        moment.processes().values().stream()
            .anyMatch(p -> p.state() == NodeStatus.State.RUNNING && p.election() != null);
    return !moment.paused() && (flying || timers);
  }

  /** What must change before a resting window draws again. */
  private record Sight(List<Object> parts) {
    static Sight of(Moment moment) {
      return new Sight(
          List.of(
              moment.view().number(),
              moment.view().feed().state(),
              moment.processes(),
              moment.links(),
              moment.partition(),
              moment.wire().size(),
              moment.events().isEmpty() ? 0L : moment.events().getLast().number(),
              moment.submissions(),
              moment.speed(),
              moment.paused(),
              moment.paused() ? moment.labNow() : LabTime.START));
    }
  }
}
