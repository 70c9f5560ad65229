package io.raftarium.app.lesson;

import io.raftarium.view.Steer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that a lesson does to its laboratory or in the window; nodes are formulas. */
public sealed interface Act {
  /** Lets time go on at a speed; 0 for that of the lesson. */
  record Run(double speed) implements Act {}

  /** Stops the time. */
  record Pause() implements Act {}

  /** Moves the time forward. */
  record Advance(Duration by) implements Act {}

  /** Moves the time to shortly before the next election timer fires. */
  record ToElection() implements Act {}

  /** Lets nodes' election timers fire now. */
  record TimeOut(Formula node) implements Act {}

  /** What can be done with a process. */
  enum Verb {
    KILL,
    RESTART,
    FREEZE,
    RESUME,
    WIPE,
    SNAPSHOT,
    REMOVE
  }

  /** Does something with the processes of nodes. */
  record With(Verb what, Formula nodes) implements Act {}

  /**
   * Starts anew, with other nodes or other rules.
   *
   * @param nodes how many
   */
  record Cluster(int nodes, boolean preVote, boolean checkQuorum) implements Act {}

  /** Creates a node that is in no configuration yet. */
  record AddNode() implements Act {}

  /**
   * Asks for something, as the submit bar takes it.
   *
   * @param to whom; null for the leader
   * @param awaited whether the next act waits until it is in that node's log
   */
  record Submit(@Nullable Formula to, Template command, boolean awaited) implements Act {}

  /** Hands a node an event. */
  record Send(Formula node, Template event) implements Act {}

  /** Cuts every link between nodes and all others. */
  record CutOff(Formula nodes) implements Act {}

  /** Cuts every link between groups. */
  record Partition(List<Formula> groups) implements Act {}

  /** Gives the links from nodes to nodes a rule. */
  record Link(Formula from, Formula to, boolean cut, Duration delay, int lossPercent)
      implements Act {}

  /** Takes back every cut, delay and loss. */
  record Heal() implements Act {}

  /** Lets messages stop on their links: those of these types, or all. */
  record Hold(Set<String> kinds) implements Act {}

  /** Lets no message stop any longer. */
  record Release(boolean deliver) implements Act {}

  /**
   * Does something with messages that are held: with the first that fits, or all.
   *
   * @param which a formula over the message {@code m}
   */
  record Steering(Steer act, Formula which, boolean all) implements Act {}

  /** Changes the configuration. */
  record Members(Formula voters, @Nullable Formula learners) implements Act {}

  /** Hands the leadership over. */
  record Transfer(Formula to) implements Act {}

  /** Lets the election timers of nodes fire at one moment. */
  record Align(Formula nodes) implements Act {}

  /** Lets a node's clock run so many times as fast as the laboratory's. */
  record ClockRate(Formula node, double rate) implements Act {}

  /** Waits until something is so, within a limit. */
  record Await(Formula what) implements Act {}

  /** Selects a node in the window. */
  record Select(Formula node) implements Act {}

  /** Runs an action of the window, as its button or key would. */
  record Press(String action) implements Act {}

  /** Presses a button of the window. */
  record Click(String id) implements Act {}

  /** Shows the newest moment of the past at which something was so. */
  record LookBack(Formula when) implements Act {}

  /** Picks the newest message under way that fits. */
  record Pick(Formula which) implements Act {}
}
