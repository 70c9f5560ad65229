package io.raftarium.app.tour;

import io.raftarium.view.Moment;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.function.Predicate;

/** Something that the tour does at the beginning of a step. */
public sealed interface Act {
  /** Lets time go on at a speed. */
  record Run(double speed) implements Act {}

  /** Moves the stopped time to a moment shortly before the next election timer fires. */
  record AdvanceToElection() implements Act {}

  /** Submits a command, as the submit bar takes it. */
  record Submit(Who to, String command) implements Act {}

  /** Delays what the leader sends to all followers but one. */
  record DelayAllButOne(Duration delay) implements Act {}

  /** Cuts every link between a node and the others. */
  record CutOff(Who node) implements Act {}

  /** Takes every cut and delay back. */
  record Heal() implements Act {}

  /** Kills a node's process. */
  record Kill(Who node) implements Act {}

  /** Starts a killed node again. */
  record Restart(Who node) implements Act {}

  /** Shows the newest moment of the past at which a message was sent and that fits. */
  record LookBack(Predicate<Moment> fits) implements Act {}

  /** Runs an action of the window, as its button or key would. */
  record Press(String action) implements Act {}

  /** Presses a button of the window. */
  record Click(String id) implements Act {}

  /** Selects a node in the window. */
  record Select(Who node) implements Act {}

  /** Picks the newest message under way that fits. */
  record PickMessage(Predicate<WireMessage> fits) implements Act {}
}
