package io.raftarium.view;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What the operator or the runtime did, as facts; whoever shows them finds the words. */
public sealed interface Deed {
  /**
   * A cluster was started.
   *
   * @param again whether it is the one that was kept last, as it was left
   */
  record Started(int nodes, boolean again) implements Deed {}

  /**
   * A laboratory was opened from a moment of another one.
   *
   * @param from what the other one is called
   * @param number of the moment there
   * @param at when it was
   */
  record Opened(String from, long number, Instant at) implements Deed {}

  /** The cluster was stopped; its rows stay. */
  record Stopped() implements Deed {}

  /** The laboratory's own server was started again after it had died. */
  record ServerStarted() implements Deed {}

  /** A process was killed. */
  record Killed(int node) implements Deed {}

  /** A process was started again on its rows. */
  record Restarted(int node) implements Deed {}

  /** The server of a node was killed. */
  record ServerKilled(int node) implements Deed {}

  /** The server of a node was started again. */
  record ServerRestarted(int node) implements Deed {}

  /** Every commit of a node's server waits so long from now on. */
  record DiskSlowed(int node, Duration more) implements Deed {}

  /** What the disk of a node held was thrown away. */
  record Wiped(int node) implements Deed {}

  /**
   * Another operator changed something at a node.
   *
   * @param who as the node knows it
   * @param what in the words of the node
   */
  record Acted(int node, String who, String what) implements Deed {}

  /** A process was frozen. */
  record Paused(int node) implements Deed {}

  /** A frozen process goes on. */
  record Resumed(int node) implements Deed {}

  /** Every link between these nodes and the others was cut. */
  record Isolated(SortedSet<Integer> nodes) implements Deed {}

  /** Every link between different groups was cut. */
  record Partitioned(SortedMap<String, SortedSet<Integer>> groups) implements Deed {}

  /** What every link takes is another time from now on. */
  record LinkDelayed(Duration delay) implements Deed {}

  /**
   * The rule of a directed link is another one.
   *
   * @param nowCut whether it was cut, and was not before
   */
  record LinkChanged(int from, int to, LinkRule rule, boolean nowCut) implements Deed {}

  /** Messages stop on their links from now on. */
  record Held(Hold hold) implements Deed {}

  /**
   * No message stops any longer.
   *
   * @param messages that were held
   * @param delivered whether they arrived; else they are lost
   */
  record Released(int messages, boolean delivered) implements Deed {}

  /**
   * Something was done with a message that was held.
   *
   * @param type of the message
   * @param by how much later it arrives, where that was done
   */
  record Steered(Steer act, long message, int from, int to, String type, Duration by)
      implements Deed {}

  /**
   * As many messages are held as can be; those that came next were lost.
   *
   * @param most that can be
   */
  record HeldTooMany(int most) implements Deed {}

  /** Every link is as good as new. */
  record Healed() implements Deed {}

  /**
   * Rules of links were set back to what they had been, and the partition with them.
   *
   * @param links how many rules
   */
  record LinksSet(int links) implements Deed {}

  /** A fault that was begun ends by itself. */
  record FaultTimed(TimedFault fault) implements Deed {}

  /** A fault that was to end by itself is over. */
  record FaultOver(TimedFault fault, TimedFault.End end) implements Deed {}

  /**
   * Every fault that there was is ended.
   *
   * @param links how many had a rule
   * @param partition whether there was one
   * @param held messages that arrived
   * @param resumed processes that were frozen
   * @param started processes that were down
   * @param servers that were down
   * @param disks that were slow
   * @param clocks that ran faster or slower
   * @param timed how many would have ended by themselves
   * @param left processes that are down still: they cannot be started from here
   */
  record FaultsEnded(
      int links,
      boolean partition,
      int held,
      SortedSet<Integer> resumed,
      SortedSet<Integer> started,
      SortedSet<Integer> servers,
      SortedSet<Integer> disks,
      SortedSet<Integer> clocks,
      int timed,
      SortedSet<Integer> left)
      implements Deed {}

  /** The laboratory's time passes so many times as fast as real time from now on. */
  record SpeedSet(double speed) implements Deed {}

  /** An election timer was made to fire. */
  record TimedOut(int node) implements Deed {}

  /**
   * The election timers of these nodes fire at one moment.
   *
   * @param in how long after it was asked, in laboratory time
   */
  record TimersAligned(SortedSet<Integer> nodes, Duration in) implements Deed {}

  /**
   * The election timers of these nodes fire one after the other.
   *
   * @param apart how long there is between two
   */
  record TimersSpread(SortedSet<Integer> nodes, Duration apart) implements Deed {}

  /** A node's clock runs so many times as fast as the laboratory's from now on. */
  record ClockRate(int node, double rate) implements Deed {}

  /** A node's clock jumped forward. */
  record ClockJumped(int node, Duration by) implements Deed {}

  /**
   * A node draws its election timeout from a range of its own from now on.
   *
   * @param range null where it is that of the cluster again
   */
  record ElectionRange(int node, OwnTime.@Nullable Range range) implements Deed {}

  /** Something was asked of the cluster. */
  record Submitted(Submission submission) implements Deed {}

  /** What became of something that was asked is known, or known better. */
  record Answered(Submission submission) implements Deed {}

  /** Clients began to ask. */
  record LoadStarted(LoadPlan plan) implements Deed {}

  /** The clients of a load ask no longer. */
  record LoadStopped(LoadPlan plan, LoadCount count) implements Deed {}

  /** A node took a snapshot. */
  record Snapshot(int node) implements Deed {}

  /**
   * An event was handed to a node by hand.
   *
   * @param type of the event
   */
  record Sent(int node, String type) implements Deed {}

  /** A node was created; it is in no configuration yet. */
  record Added(int node) implements Deed {}

  /** A node and its rows are gone. */
  record Removed(int node) implements Deed {}

  /**
   * A node lost its connection to the database and runs again on its rows.
   *
   * @param committed whether the step it was in had been committed
   */
  record Reconnected(int node, boolean committed) implements Deed {}

  /**
   * A node refused a message or a timeout: it changed nothing, and the node goes on.
   *
   * @param type of the event
   * @param why in the words of the database
   */
  record Refused(int node, String type, String why) implements Deed {}

  /**
   * A process ended by itself.
   *
   * @param why in the words of whoever found the fault
   */
  record Failed(int node, String why) implements Deed {}

  /**
   * The rows broke what Raft promises.
   *
   * @param promise its name in the list of promises
   * @param what it was, in words
   */
  record Broken(String promise, String what) implements Deed {}
}
