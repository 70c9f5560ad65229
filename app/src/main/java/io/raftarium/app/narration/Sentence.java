package io.raftarium.app.narration;

import java.time.Instant;

/**
 * What happened, told to a person.
 *
 * @param at when it began
 * @param term whose colour it has; 0 where it belongs to no term
 * @param head who did what
 * @param rest how, why and what follows; continues the head
 */
public record Sentence(Instant at, long term, String head, String rest) {
  /** All of it. */
  public String text() {
    return head + rest;
  }
}
