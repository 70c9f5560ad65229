package io.raftarium.lab;

import io.raftarium.fault.LinkRules;
import io.raftarium.protocol.Command;
import io.raftarium.record.Capture;
import io.raftarium.record.Tape;
import io.raftarium.time.LabClock;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Invariant;
import io.raftarium.view.LabEvent;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/**
 * A cluster of real nodes and the operator's verbs; the window, the tour and tests all act through
 * it.
 *
 * <p>A verb returns when what it names has happened, within a few seconds at most, and throws
 * {@link LabException} with a sentence for a person where it cannot. Verbs may be called from any
 * thread, but block: not from the FX thread. Those on links, and to pause, resume and time out a
 * node, do not wait for others that take long, such as a kill. The readers ({@code view}, {@code
 * processes}, {@code wire}, …) never block.
 */
public interface Lab extends AutoCloseable {
  /** A short name, for example {@code lab-1}. */
  String name();

  /** The clusters of its data folder; empty where it has none but this one. */
  Optional<Clusters> clusters();

  /** Where the rows are, for example {@code embedded PostgreSQL 18}. */
  String database();

  /** The rules that a step may name, each with its text, as the database has them. */
  SortedMap<String, String> rules();

  /** How the running cluster was set up, and how the next will be. */
  LabOptions options();

  /** The newest view of the database. */
  ClusterView view();

  /** Everything that there is now. */
  Moment moment();

  /** Everything that happened, and what there was at each moment of it. */
  Tape tape();

  /** The nodes' processes by id. */
  SortedMap<Integer, NodeStatus> processes();

  /**
   * Messages under way and those whose fate was known in the last second of real time, by number.
   */
  List<WireMessage> wire();

  /** What was done, oldest first, a bounded number. */
  List<LabEvent> events();

  /** What was asked of the cluster, newest first, a bounded number. */
  List<Submission> submissions();

  /** The clock that drives everything here. */
  LabClock clock();

  /** The rules of the directed links, to read. */
  LinkRules links();

  /** The groups of the running partition, in order; empty while there is none. */
  SortedMap<String, SortedSet<Integer>> partition();

  /**
   * The promises of Raft as the database's rows keep them, evaluated in the background about once a
   * second while something changes; empty until the first evaluation.
   */
  List<Invariant> invariants();

  /** When the running cluster began; long ago before the first. */
  Instant made();

  /**
   * Goes on with the cluster that was kept last: its nodes, members, logs and link rules as they
   * were; processes that the operator had killed stay down. It is kept with every verb, so it
   * outlives this program and its server however they end.
   *
   * @return false where none was kept
   */
  boolean reopenCluster();

  /**
   * Starts this laboratory's own server again after it has died. Nodes that had failed with it
   * start again on their rows; those that the operator had killed stay down.
   */
  void startServerAgain();

  /** Drops the old cluster and starts one of 1 to 9 nodes, with ids from 1. */
  void startCluster(int nodes);

  /** The same with or without two rules; clusters started later without a word follow it. */
  void startCluster(int nodes, boolean preVote, boolean checkQuorum);

  /**
   * Creates and starts one node more, of an id that none had before, which is in no configuration
   * of its own: it waits until {@link #changeConfig} makes it a learner or a voter.
   *
   * @return its id
   */
  int addNode();

  /** Ends a node that is in no configuration any longer, and drops its rows. */
  void removeNode(int node);

  /** Stops the nodes; their rows stay until the next start. */
  void stopCluster();

  /** Kills a node: its connection dies in the middle of what it does. */
  void kill(int node);

  /** Starts a killed or failed node again on its rows. */
  void restart(int node);

  /** Freezes a node. */
  void pause(int node);

  /** Lets a frozen node go on. */
  void resume(int node);

  /** Cuts every link from and to these nodes, but not those among them. */
  void isolate(Set<Integer> nodes);

  /** Cuts every link between different groups; nodes in no group form one of their own. */
  void partition(SortedMap<String, SortedSet<Integer>> groups);

  /** What every link needs for a message, in laboratory time, before any rule. */
  Duration linkDelay();

  /** Changes what every link needs; messages under way keep their time. */
  void linkDelay(Duration delay);

  /** Sets the rule of one directed link. */
  void link(int from, int to, LinkRule rule);

  /** Takes back every cut, delay and loss, and the partition. */
  void heal();

  /** Makes a node's election timer fire now. */
  void timeOutNow(int node);

  /**
   * Sends a command to the leader of the highest term, or to the node chosen. The future always
   * completes, within the request's time limit; the newest state is also in {@link #submissions()}.
   */
  CompletableFuture<Submission> submit(OptionalInt node, Command command);

  /**
   * Reads a key from the leader of the highest term, or from the node chosen, linearizably: not
   * from its rows alone but after a round that proves that it leads. Its fate is told as that of a
   * command.
   */
  CompletableFuture<Submission> read(OptionalInt node, String key);

  /** Hands the leadership over to a node; its fate is told as that of a command. */
  CompletableFuture<Submission> transfer(int to);

  /**
   * Changes the configuration to these voters and learners, through a joint one; its fate is told
   * as that of a command, once the final configuration is committed.
   */
  CompletableFuture<Submission> changeConfig(Set<Integer> voters, Set<Integer> learners);

  /** Makes a node take a snapshot of what it has applied and compact its log. */
  void takeSnapshot(int node);

  /**
   * Hands any event to a node, which carries out the actions of the step.
   *
   * @param event an object with {@code type}; {@code at} is added where it is missing
   * @return the step's result
   * @throws LabException with the function's own words if it refused the event
   */
  JsonNode send(int node, JsonNode event);

  /** Everything that the screen shows, read in one database snapshot. */
  Capture capture();

  @Override
  void close();
}
