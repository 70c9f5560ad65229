package io.raftarium.app.model;

import io.raftarium.app.action.Actions;
import io.raftarium.app.words.Texts;
import java.util.Optional;

/**
 * The tape before an audience: a happening on or back; from the present of a laboratory whose time
 * stands still, on to what happens next.
 */
public final class TapeSteps implements Presenting {
  private static final String STEP = "clock.step";

  private final Source source;
  private final Playhead playhead;
  private final Actions commands;

  public TapeSteps(Source source, Playhead playhead, Actions commands) {
    this.source = source;
    this.playhead = playhead;
    this.commands = commands;
  }

  @Override
  public Optional<String> next() {
    if (playhead.past().get() != null) {
      playhead.happening(1);
      return Optional.empty();
    }
    if (!source.moment().paused() || commands.find(STEP).isEmpty()) {
      return Optional.of(
          source.lab().isEmpty()
              ? Texts.of("it is the end")
              : Texts.of("the newest is shown, and time runs"));
    }
    commands.run(STEP);
    return Optional.empty();
  }

  @Override
  public Optional<String> back() {
    if (source.moment().number() == 0) {
      return Optional.of(Texts.of("nothing has happened yet"));
    }
    playhead.happening(-1);
    return Optional.empty();
  }
}
