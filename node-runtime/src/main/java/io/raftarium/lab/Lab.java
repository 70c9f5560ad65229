package io.raftarium.lab;

import io.raftarium.fault.LinkRule;
import io.raftarium.fault.LinkRules;
import io.raftarium.fault.WireMessage;
import io.raftarium.observe.ClusterView;
import io.raftarium.observe.Snapshot;
import io.raftarium.time.LabClock;
import java.time.Duration;
import java.util.List;
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
 * thread, but block: not from the FX thread. The readers ({@code view}, {@code processes}, {@code
 * wire}, …) never block.
 */
public interface Lab extends AutoCloseable {
  /** A short name, for example {@code lab-1}. */
  String name();

  /** Where the rows are, for example {@code embedded PostgreSQL 18}. */
  String database();

  /** The rules that a step may name, each with its text, as the database has them. */
  SortedMap<String, String> rules();

  /** How it was set up. */
  LabOptions options();

  /** The newest view of the database. */
  ClusterView view();

  /** Earlier views, oldest first, a bounded number; the newest is the last. */
  List<ClusterView> history();

  /** The nodes' processes by id. */
  SortedMap<Integer, NodeProcess> processes();

  /**
   * Messages under way and those whose fate was known in the last second of real time, by number.
   */
  List<WireMessage> wire();

  /** What was done, oldest first, a bounded number. */
  List<LabEvent> events();

  /** Client requests, newest first, a bounded number. */
  List<Submission> submissions();

  /** The clock that drives everything here. */
  LabClock clock();

  /** The rules of the directed links, to read. */
  LinkRules links();

  /** The groups of the running partition, in order; empty while there is none. */
  SortedMap<String, SortedSet<Integer>> partition();

  /** Drops the old cluster and starts one of 1 to 9 nodes, with ids from 1. */
  void startCluster(int nodes);

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
  CompletableFuture<Submission> submit(OptionalInt node, JsonNode command);

  /** Everything that the screen shows, read in one database snapshot. */
  Snapshot snapshot();

  @Override
  void close();
}
