package io.raftarium.app.narration;

import java.time.Instant;

/**
 * What happened, told to a person.
 *
 * @param at when it began
 * @param term whose colour it has; 0 where it belongs to no term
 * @param head who did what
 * @param rest how, why and what follows; continues the head
 * @param telling whether it is what a person must not miss: the roles have changed, or the log
 */
public record Sentence(Instant at, long term, String head, String rest, boolean telling) {
  /** One of many. */
  public Sentence(Instant at, long term, String head, String rest) {
    this(at, term, head, rest, false);
  }

  /** The same, not to be missed. */
  Sentence asTelling() {
    return new Sentence(at, term, head, rest, true);
  }

  /** All of it. */
  public String text() {
    return head + rest;
  }
}
