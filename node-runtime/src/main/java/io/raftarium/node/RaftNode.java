package io.raftarium.node;

import io.raftarium.node.Mailbox.Item;
import io.raftarium.node.Mailbox.Timer;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Session;
import io.raftarium.protocol.StepResult;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabTime;
import io.raftarium.view.OwnTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of one node: one mailbox, one thread, one connection. It takes an event, calls the
 * function and, after the commit, carries out the actions. It decides nothing about Raft.
 */
public final class RaftNode implements AutoCloseable {
  /** Whether the process runs. */
  public enum Life {
    RUNNING,
    PAUSED,
    /** Ended by {@link #kill()} or {@link #close()}. */
    ENDED,
    /** Ended by itself; see {@link NodeListener#failed}. */
    FAILED
  }

  private static final Logger LOG = LoggerFactory.getLogger(RaftNode.class);
  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  private final int id;
  private final NodeLife life = new NodeLife();
  private final Mailbox mailbox = new Mailbox();
  private final NodeLoop loop;

  private RaftNode(int id, Surroundings around, NodeSettings settings) {
    this.id = id;
    this.loop = new NodeLoop(id, around, settings, life, mailbox);
  }

  /** Starts the process of a node whose rows are there; its first event is {@code Start}. */
  public static RaftNode start(int id, Surroundings around, NodeSettings settings) {
    RaftNode node = new RaftNode(id, around, settings);
    Thread.ofVirtual().name("node-" + id).start(node.loop::run);
    return node;
  }

  /**
   * Starts a process that goes on where another one was: no {@code Start}, its rows and timers are
   * as they were.
   *
   * @param leads whether it is a leader, for where nobody knows its timers
   * @param election the election timer that ran; null where none did
   * @param heartbeat a leader's heartbeat timer; null where it did not run
   */
  public static RaftNode goOn(
      int id,
      Surroundings around,
      NodeSettings settings,
      boolean leads,
      @Nullable Countdown election,
      @Nullable Countdown heartbeat) {
    RaftNode node = new RaftNode(id, around, settings);
    NodeTimers timers = node.loop.timers();
    if (election != null || heartbeat != null) {
      timers.goOn(election, heartbeat);
    } else if (leads) {
      timers.startHeartbeat();
    } else {
      timers.resetElection();
    }
    Thread.ofVirtual().name("node-" + id).start(node.loop::goOn);
    return node;
  }

  /** A node whose rows are there and whose process is down. */
  public static RaftNode down(int id, Surroundings around, NodeSettings settings) {
    RaftNode node = new RaftNode(id, around, settings);
    boolean _ = node.life.end(Life.ENDED);
    node.loop.stop();
    return node;
  }

  /** The node's id. */
  public int id() {
    return id;
  }

  /** Whether the process runs. */
  public Life life() {
    return life.now();
  }

  /** The election timer that runs; null where none does. */
  public @Nullable Countdown election() {
    return loop.timers().election();
  }

  /** The heartbeat timer that runs; null where none does. */
  public @Nullable Countdown heartbeat() {
    return loop.timers().heartbeat();
  }

  /** How many items wait for a step. */
  public int waiting() {
    return mailbox.size();
  }

  /** Whether it has done everything that it was given; one that does not run does nothing. */
  public boolean idle() {
    return life.now() != Life.RUNNING || mailbox.idle();
  }

  /** How long the newest step took, commit included. */
  public Duration lastStep() {
    return loop.lastStep();
  }

  /** Waits until {@code Start} is committed, or the process ended; false if neither in time. */
  public boolean awaitStarted(Duration limit) throws InterruptedException {
    return loop.awaitStarted(limit);
  }

  /**
   * Hands over a client's command. Requests that wait together go into one step.
   *
   * @param request an id that no other request of this cluster has
   * @return completes with the answer, or when the process ends; the caller sets the time limit by
   *     completing it
   */
  public CompletableFuture<Reply> request(String request, Command command) {
    return request(request, command, Session.NONE);
  }

  /** The same within a client's session. */
  public CompletableFuture<Reply> request(String request, Command command, Session session) {
    CompletableFuture<Reply> answer = new CompletableFuture<>();
    if (!mailbox.add(new Item.Request(request, command, session, answer))) {
      answer.complete(Reply.notTaken(whyNotTaken()));
    }
    return answer;
  }

  /**
   * Hands over an event that carries one request: a read, a change of the configuration, a
   * transfer.
   *
   * @param request the id that the event gives its request; no other of this cluster has it
   * @return completes as that of {@link #request}
   */
  public CompletableFuture<Reply> ask(String request, Event event) {
    CompletableFuture<Reply> answer = new CompletableFuture<>();
    if (!mailbox.add(new Item.Ask(request, event, answer))) {
      answer.complete(Reply.notTaken(whyNotTaken()));
    }
    return answer;
  }

  /**
   * Hands over any event; {@code at} is added where it is missing, and the actions are carried out.
   *
   * @return completes with the step's result, or with {@link RefusedException}; the caller sets the
   *     time limit
   */
  public CompletableFuture<StepResult> send(Event event) {
    CompletableFuture<StepResult> result = new CompletableFuture<>();
    if (!mailbox.add(new Item.Any(event, result))) {
      result.completeExceptionally(new RefusedException(whyNotTaken()));
    }
    return result;
  }

  private String whyNotTaken() {
    return mailbox.closed()
        ? "node " + id + " is down"
        : "node " + id + " has no room for one more waiting request";
  }

  /** Makes the election timer fire now. */
  public void timeOutNow() {
    boolean _ = mailbox.add(new Item.Timeout(Timer.ELECTION, NodeTimers.FORCED));
  }

  /** Lets the election timer that runs fire at a moment; false where none runs. */
  public boolean electionAt(LabTime moment) {
    return loop.timers().electionAt(moment);
  }

  /** The same, whatever the node hears until then. */
  public boolean electionSurelyAt(LabTime moment) {
    return loop.timers().electionSurelyAt(moment);
  }

  /** Draws election timeouts from a range from now on; null for that of its settings. */
  public void electionRange(OwnTime.@Nullable Range range) {
    loop.timers().range(range);
  }

  /** Freezes the process after the step it is in; what arrives waits. */
  public boolean pause() {
    boolean done = life.change(Life.RUNNING, Life.PAUSED);
    mailbox.freeze(life.now() == Life.PAUSED);
    return done;
  }

  /** Lets a frozen process go on with what waits. */
  public boolean resume() {
    boolean done = life.change(Life.PAUSED, Life.RUNNING);
    mailbox.freeze(life.now() == Life.PAUSED);
    return done;
  }

  /**
   * Kills the process in the middle of what it does: its connection dies, what it did not commit is
   * undone, no action of the broken step is carried out.
   */
  public void kill() {
    end(true);
  }

  /** Ends the process after the step it is in. */
  @Override
  public void close() {
    end(false);
  }

  private void end(boolean atOnce) {
    if (!life.end(Life.ENDED)) {
      return;
    }
    loop.stop();
    try {
      if (atOnce || !loop.awaitEnded(END_LIMIT)) {
        loop.breakConnection();
        if (!loop.awaitEnded(END_LIMIT)) {
          LOG.warn("The thread of node {} does not end", id);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
