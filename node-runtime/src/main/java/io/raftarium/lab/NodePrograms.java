package io.raftarium.lab;

import java.time.Duration;
import java.util.Optional;

/**
 * The programs and servers of nodes that this program has started, and ends. What cannot be done
 * throws {@link LabException} with a sentence for a person.
 */
public interface NodePrograms extends AutoCloseable {
  /** Whether a node's program runs. */
  boolean runs(int node);

  /**
   * Why a node's program has ended by itself, in the last words of its log; empty while it runs,
   * and where somebody killed it.
   */
  Optional<String> failure(int node);

  /** Kills a node's program as a power cut would. */
  void kill(int node);

  /** Starts a node's program again. */
  void start(int node);

  /** Kills a node's server, all its processes at once. */
  void killServer(int node);

  /** Starts a node's server again; it recovers what its disk holds. */
  void startServer(int node);

  /** Lets every commit of a node's server wait so long before its flush; zero for not at all. */
  void slow(int node, Duration wait);

  /** Throws away what a node's disk holds, and starts its program and server on an empty one. */
  void wipe(int node);

  /** Ends all of them. */
  @Override
  void close();
}
