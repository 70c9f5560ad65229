package io.raftarium.lab;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Session;
import io.raftarium.time.Countdown;
import io.raftarium.view.Hold;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.Preview;
import io.raftarium.view.Steer;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Nodes in programs of their own, here or on other machines, as their operator sees and steers
 * them. What cannot be done throws {@link LabException} with a sentence for a person.
 */
public interface FarNodes extends AutoCloseable {
  /** The ids of all. */
  SortedSet<Integer> ids();

  /** Tells from now on what happens at each of them, for as long as this is open. */
  void follow(Facts facts);

  /** Asks a node; the answer comes in time, or it is known that nobody knows. */
  CompletableFuture<Reply> ask(int node, Submission submission, Session session);

  /** Freezes a node. */
  void pause(int node);

  /** Lets a frozen node go on. */
  void resume(int node);

  /** Ends a node's process in the middle of what it does. */
  void crash(int node);

  /** Makes a node's election timer fire now. */
  void timeOut(int node);

  /** Moves a node's clock forward. */
  void jump(int node, Duration by);

  /** Makes a node compact its log. */
  void snapshot(int node);

  /** Sets what happens to the messages of a node on their way to some peers. */
  void links(int from, SortedMap<Integer, LinkRule> rules);

  /** Takes every rule of a node's links back. */
  void heal(int node);

  /** Lets messages of a node stop on their links, and its time stand still. */
  void hold(int node, Hold hold);

  /**
   * Lets no message of a node stop any longer.
   *
   * @param deliver whether what is held arrives; else it is lost
   * @return how many messages were held
   */
  int release(int node, boolean deliver);

  /** Does something with a message that its sender holds; false where it does so no longer. */
  boolean steer(WireMessage message, Steer act, Duration by);

  /** What a step of a node would come to; nothing of it stays. */
  Preview preview(int node, Event event);

  @Override
  void close();

  /** Hears what happens at the nodes; called from any thread, in order for each node. */
  interface Facts {
    /**
     * How a node is.
     *
     * @param links the rules of its links, by peer
     * @param hold which of its messages stop on their links; empty where none does
     */
    void is(NodeStatus process, SortedMap<Integer, LinkRule> links, Optional<Hold> hold);

    /** How a node's process is; of its links nothing new is known. */
    void heard(NodeStatus process);

    /** A node took a step; the message is empty where the event was none. */
    void stepped(NodeStatus process, String event, String message, long version);

    /** A node sent a message. */
    void sent(WireMessage message);

    /**
     * A message has stopped on its link, or goes on.
     *
     * @param on how it flies from now on; null where it has stopped
     */
    void held(long message, @Nullable Countdown on);

    /** What became of a message is known. */
    void ended(long message, WireMessage.Fate fate);

    /** An operator changed something at a node. */
    void acted(int node, String who, String what);
  }
}
