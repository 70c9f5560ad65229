package io.raftarium.app.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the presenter's keys move on: what took the lectern last and has not left it, else the tape.
 * FX thread only.
 */
public final class Lectern implements Presenting {
  private final Presenting tape;
  private final List<Presenting> takers = new ArrayList<>();

  /** Nothing but a tape is shown yet. */
  public Lectern(Presenting tape) {
    this.tape = tape;
  }

  /** A lesson begins, for example; the keys are its own until it leaves. */
  public void take(Presenting taker) {
    takers.remove(taker);
    takers.addLast(taker);
  }

  /** It is over. */
  public void leave(Presenting taker) {
    takers.remove(taker);
  }

  /** Whether a lesson has it, for example: what it says is not to be covered by another panel. */
  public boolean taken() {
    return !takers.isEmpty();
  }

  @Override
  public Optional<String> next() {
    return shown().next();
  }

  @Override
  public Optional<String> back() {
    return shown().back();
  }

  private Presenting shown() {
    return takers.isEmpty() ? tape : takers.getLast();
  }
}
