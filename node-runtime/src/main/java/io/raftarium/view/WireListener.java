package io.raftarium.view;

import io.raftarium.time.Countdown;
import org.jspecify.annotations.Nullable;

/** Told of each message between nodes when it is sent and when it ends. */
public interface WireListener {
  /** Nobody wants to know. */
  WireListener NONE =
      new WireListener() {
        @Override
        public boolean listens() {
          return false;
        }

        @Override
        public void sent(WireMessage message) {}

        @Override
        public void held(long message, @Nullable Countdown on) {}

        @Override
        public void ended(long message, WireMessage.Fate fate) {}

        @Override
        public void forgetEnded() {}
      };

  /** Whether it wants to know now. */
  default boolean listens() {
    return true;
  }

  /** A message is under way. */
  void sent(WireMessage message);

  /**
   * A message has stopped on its link, or goes on.
   *
   * @param on how it flies from now on; null where it has stopped
   */
  void held(long message, @Nullable Countdown on);

  /**
   * More messages stop than can be held: those that come next are lost.
   *
   * @param most that can be
   */
  default void overflowed(int most) {}

  /** A message's fate is known. */
  void ended(long message, WireMessage.Fate fate);

  /** What ended lately belongs to a cluster that is gone. */
  void forgetEnded();
}
