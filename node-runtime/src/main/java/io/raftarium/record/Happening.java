package io.raftarium.record;

import io.raftarium.time.Countdown;
import io.raftarium.time.LabTime;
import io.raftarium.view.ClusterView;
import io.raftarium.view.LabEvent;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.Served;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** One thing that happened in a laboratory. */
public sealed interface Happening {
  /** Its number and time. */
  Stamp stamp();

  /** Its number; they rise by one. */
  default long number() {
    return stamp().number();
  }

  /**
   * Which happening it is, and when it was.
   *
   * @param number from 1, rises by one with each
   * @param at the wall clock; never before that of the one before
   * @param labAt the laboratory's time
   * @param nanos real time, {@link System#nanoTime()}, for what fades
   */
  record Stamp(long number, Instant at, LabTime labAt, long nanos) {}

  /** A follower read rows that differ from those before: what every node's state is from now on. */
  record Read(Stamp stamp, ClusterView view) implements Happening {}

  /**
   * A node's process took an event, whether its state changed or not.
   *
   * @param process the process and its timers afterwards
   * @param event the type of the event
   * @param message the id of the message that it took; empty where it was none
   * @param version that of the node's row afterwards: the same as before where nothing changed
   */
  record Stepped(Stamp stamp, NodeStatus process, String event, String message, long version)
      implements Happening {}

  /** A message was sent. */
  record Sent(Stamp stamp, WireMessage message) implements Happening {}

  /**
   * A message arrived, was lost, or was refused.
   *
   * @param message its number
   */
  record Ended(Stamp stamp, long message, WireMessage.Fate fate) implements Happening {}

  /**
   * A message stopped on its link, where it waits for the operator, or goes on.
   *
   * @param message its number
   * @param on how it flies from now on; null where it stopped
   */
  record Held(Stamp stamp, long message, @Nullable Countdown on) implements Happening {}

  /** The operator or the runtime did something. */
  record Done(Stamp stamp, LabEvent event) implements Happening {}

  /** Something was asked of the cluster, or more became known of what becomes of it. */
  record Asked(Stamp stamp, Submission submission) implements Happening {}

  /** Operations of a load are over: all that ended in a short while. */
  record Load(Stamp stamp, List<Served> operations) implements Happening {}

  /** The rules of the links are others from now on. */
  record Linked(
      Stamp stamp, SortedMap<Link, LinkRule> links, SortedMap<String, SortedSet<Integer>> partition)
      implements Happening {}

  /** The processes are these from now on. */
  record Ran(Stamp stamp, SortedMap<Integer, NodeStatus> processes) implements Happening {}
}
