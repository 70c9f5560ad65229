package io.raftarium.view;

import java.time.Duration;

/**
 * What happens to the messages of one directed link.
 *
 * @param cut nothing passes
 * @param delay added to each message, in laboratory time
 * @param jitter at most this much more, drawn for each message
 * @param lossPercent chance that a message is lost, 0 to 100
 * @param duplicatePercent chance that a message arrives twice, 0 to 100
 */
public record LinkRule(
    boolean cut, Duration delay, Duration jitter, int lossPercent, int duplicatePercent) {
  /** A link on which nothing is wrong. */
  public static final LinkRule OK = new LinkRule(false, Duration.ZERO, Duration.ZERO, 0, 0);

  /** Checks the ranges. */
  public LinkRule {
    if (delay.isNegative() || jitter.isNegative()) {
      throw new IllegalArgumentException(
          "delay and jitter must not be negative, but are " + delay + ", " + jitter);
    }
    if (lossPercent < 0 || lossPercent > 100 || duplicatePercent < 0 || duplicatePercent > 100) {
      throw new IllegalArgumentException(
          "loss and duplicate are percentages from 0 to 100, but are "
              + lossPercent
              + ", "
              + duplicatePercent);
    }
  }

  /** The same rule, cut or not. */
  public LinkRule withCut(boolean newCut) {
    return new LinkRule(newCut, delay, jitter, lossPercent, duplicatePercent);
  }

  /** The same rule with another delay. */
  public LinkRule withDelay(Duration newDelay) {
    return new LinkRule(cut, newDelay, jitter, lossPercent, duplicatePercent);
  }

  /** The same rule with another jitter. */
  public LinkRule withJitter(Duration newJitter) {
    return new LinkRule(cut, delay, newJitter, lossPercent, duplicatePercent);
  }

  /** The same rule with another loss. */
  public LinkRule withLossPercent(int newLossPercent) {
    return new LinkRule(cut, delay, jitter, newLossPercent, duplicatePercent);
  }

  /** The same rule with another share of duplicates. */
  public LinkRule withDuplicatePercent(int newDuplicatePercent) {
    return new LinkRule(cut, delay, jitter, lossPercent, newDuplicatePercent);
  }

  /** The same without what a change of a rule made of it, and with what it took away. */
  public LinkRule withoutChange(LinkRule before, LinkRule after) {
    return new LinkRule(
        cut == after.cut ? before.cut : cut,
        delay.equals(after.delay) ? before.delay : delay,
        jitter.equals(after.jitter) ? before.jitter : jitter,
        lossPercent == after.lossPercent ? before.lossPercent : lossPercent,
        duplicatePercent == after.duplicatePercent ? before.duplicatePercent : duplicatePercent);
  }
}
