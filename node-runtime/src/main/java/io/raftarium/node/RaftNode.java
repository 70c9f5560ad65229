package io.raftarium.node;

import io.raftarium.node.Mailbox.Item;
import io.raftarium.node.Mailbox.Timer;
import io.raftarium.time.LabClock;
import io.raftarium.transport.Transport;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

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
  private static final int MAX_RECOVERIES = 5;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final int id;
  private final ConnectionSource source;
  private final Transport transport;
  private final LabClock clock;
  private final NodeSettings settings;
  private final NodeListener listener;
  private final Mailbox mailbox = new Mailbox();
  private final NodeTimers timers;
  private final Transport.Inbox inbox = rpc -> add(new Item.Message(rpc));
  private final Map<String, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
  private final ReentrantLock lifeLock = new ReentrantLock();
  private final AtomicReference<@Nullable StepConnection> connection = new AtomicReference<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Life life = Life.RUNNING;
  private volatile Duration lastStep = Duration.ZERO;
  private long version;
  private int recoveries;

  private RaftNode(
      int id,
      ConnectionSource source,
      Transport transport,
      LabClock clock,
      NodeSettings settings,
      NodeListener listener) {
    this.id = id;
    this.source = source;
    this.transport = transport;
    this.clock = clock;
    this.settings = settings;
    this.listener = listener;
    this.timers =
        new NodeTimers(
            clock,
            mailbox,
            settings.electionTimeout(),
            settings.heartbeatInterval(),
            new Random(settings.seed()));
  }

  /** Starts the process of a node whose rows are there; its first event is {@code Start}. */
  public static RaftNode start(
      int id,
      ConnectionSource source,
      Transport transport,
      LabClock clock,
      NodeSettings settings,
      NodeListener listener) {
    RaftNode node = new RaftNode(id, source, transport, clock, settings, listener);
    Thread.ofVirtual().name("node-" + id).start(node::run);
    return node;
  }

  /** The node's id. */
  public int id() {
    return id;
  }

  /** Whether the process runs. */
  public Life life() {
    return life;
  }

  /** When the running election timer was armed, laboratory time, ns. */
  public long electionStart() {
    return timers.electionStart();
  }

  /** When the running election timer fires, laboratory time, ns; 0 where none runs. */
  public long electionDeadline() {
    return timers.electionDeadline();
  }

  /** How long the newest step took, commit included. */
  public Duration lastStep() {
    return lastStep;
  }

  /** Waits until {@code Start} is committed, or the process ended; false if neither in time. */
  public boolean awaitStarted(Duration limit) throws InterruptedException {
    return started.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Hands over a client's command. Requests that wait together go into one step.
   *
   * @param request an id that no other request of this cluster has
   * @return completes with the answer, or when the process ends; the caller sets the time limit by
   *     completing it
   */
  public CompletableFuture<Reply> request(String request, JsonNode command) {
    CompletableFuture<Reply> answer = new CompletableFuture<>();
    if (!mailbox.add(new Item.Request(request, command, answer))) {
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
  public CompletableFuture<Reply> ask(String request, ObjectNode event) {
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
  public CompletableFuture<JsonNode> send(ObjectNode event) {
    CompletableFuture<JsonNode> result = new CompletableFuture<>();
    if (!mailbox.add(new Item.Event(event, result))) {
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
    add(new Item.Timeout(Timer.ELECTION, NodeTimers.FORCED));
  }

  /** Freezes the process after the step it is in; what arrives waits. */
  public boolean pause() {
    boolean done = live(Life.RUNNING, Life.PAUSED);
    mailbox.freeze(life == Life.PAUSED);
    return done;
  }

  /** Lets a frozen process go on with what waits. */
  public boolean resume() {
    boolean done = live(Life.PAUSED, Life.RUNNING);
    mailbox.freeze(life == Life.PAUSED);
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
    if (!live(Life.RUNNING, Life.ENDED) && !live(Life.PAUSED, Life.ENDED)) {
      return;
    }
    stop();
    try {
      if (atOnce || !ended.await(END_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
        StepConnection current = connection.get();
        if (current != null) {
          current.kill();
        }
        if (!ended.await(END_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
          LOG.warn("The thread of node {} does not end", id);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From here on nothing comes in and nothing fires. */
  private void stop() {
    transport.disconnect(id, inbox);
    timers.stopAll();
    String down = "node " + id + " is down";
    for (Item left : mailbox.close()) {
      switch (left) {
        case Item.Request request -> request.answer().complete(Reply.notTaken(down));
        case Item.Ask ask -> ask.answer().complete(Reply.notTaken(down));
        case Item.Event event -> event.result().completeExceptionally(new RefusedException(down));
        case Item.Message _, Item.Timeout _ -> {}
      }
    }
  }

  private boolean over() {
    return life == Life.ENDED;
  }

  private boolean live(Life from, Life to) {
    lifeLock.lock();
    try {
      boolean change = life == from;
      if (change) {
        life = to;
      }
      return change;
    } finally {
      lifeLock.unlock();
    }
  }

  private void run() {
    try {
      reconnect();
      if (!over()) {
        transport.connect(id, inbox);
        step(event("Start"), this::mustNotBeRefused);
        started.countDown();
        for (Item item = mailbox.take(); item != null; item = mailbox.take()) {
          handle(item);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException | RuntimeException e) {
      fail(e);
    } finally {
      stop();
      StepConnection last = connection.getAndSet(null);
      if (last != null) {
        last.close();
      }
      forgetWaiting();
      started.countDown();
      ended.countDown();
    }
  }

  private void fail(Exception e) {
    if (live(Life.RUNNING, Life.FAILED) || live(Life.PAUSED, Life.FAILED)) {
      LOG.warn("Node {} failed: {}", id, e.getMessage());
      LOG.debug("Node {} failed", id, e);
      listener.failed(id, "Node " + id + " failed: " + e.getMessage());
    }
  }

  private void handle(Item item) throws SQLException, InterruptedException {
    switch (item) {
      case Item.Message message -> {
        ObjectNode event = timed(message.rpc());
        step(event, e -> refused(event, e));
      }
      case Item.Timeout timeout when timers.counts(timeout) -> {
        boolean election = timeout.timer() == Timer.ELECTION;
        ObjectNode event = event(election ? "ElectionTimeout" : "HeartbeatTimeout");
        JsonNode result = step(event, e -> refused(event, e));
        // A node that may not campaign leaves the fired timer as it is; it has to fire again.
        if (election
            && !over()
            && !result.path("timers").has("election")
            && !result.path("role").asString("").equals("leader")) {
          timers.resetElection();
        }
      }
      case Item.Timeout _ -> {}
      case Item.Request first -> {
        List<Item.Request> batch = new ArrayList<>();
        batch.add(first);
        batch.addAll(mailbox.takeRequests(settings.maxBatch() - 1));
        requestStep(batch);
      }
      case Item.Ask ask -> {
        waitFor(ask.id(), ask.answer());
        step(timed(ask.event()), e -> ask.answer().complete(Reply.rejected(firstLine(e))));
      }
      case Item.Event sent -> eventStep(sent);
    }
  }

  private void eventStep(Item.Event sent) throws SQLException, InterruptedException {
    ObjectNode event = timed(sent.event());
    JsonNode result =
        step(event, e -> sent.result().completeExceptionally(new RefusedException(firstLine(e))));
    if (result.isObject()) {
      sent.result().complete(result);
    } else {
      sent.result()
          .completeExceptionally(
              new RefusedException(
                  "node " + id + " ended or lost its connection in this step; look at its rows"));
    }
    if (event.path("type").asString("").equals("Start")) {
      // The rows that remembered them are gone.
      forgetWaiting();
    }
  }

  private void waitFor(String request, CompletableFuture<Reply> answer) {
    waiting.put(request, answer);
    CompletableFuture<Reply> _ = answer.whenComplete((reply, problem) -> waiting.remove(request));
  }

  /** What becomes of an event that the function refused, which changed nothing. */
  @FunctionalInterface
  private interface Refusal {
    void told(SQLException e) throws SQLException, InterruptedException;
  }

  private void requestStep(List<Item.Request> batch) throws SQLException, InterruptedException {
    ObjectNode event = event("ClientRequest");
    ArrayNode requests = event.putArray("requests");
    for (Item.Request request : batch) {
      requests.addObject().put("request", request.id()).set("command", request.command());
      waitFor(request.id(), request.answer());
    }
    step(event, e -> refused(batch, e));
  }

  /** One step and its actions; its result, or a missing node where it did not come to one. */
  private JsonNode step(ObjectNode event, Refusal refusal)
      throws SQLException, InterruptedException {
    StepConnection current = connection.get();
    if (current == null) {
      return NODES.missingNode();
    }
    long begin = System.nanoTime();
    JsonNode result;
    try {
      result = current.step(event);
    } catch (SQLException e) {
      if (over()) {
        return NODES.missingNode();
      }
      if (current.lostBy(e)) {
        recover(e);
      } else {
        refusal.told(e);
      }
      return NODES.missingNode();
    }
    lastStep = Duration.ofNanos(System.nanoTime() - begin);
    recoveries = 0;
    if (!over()) {
      carryOut(result);
    }
    return result;
  }

  private void mustNotBeRefused(SQLException e) throws SQLException {
    throw e;
  }

  private void refused(ObjectNode event, SQLException e) {
    String type = event.path("type").asString("");
    LOG.warn("Node {} refused {}: {}", id, type, firstLine(e));
    listener.refused(id, "Node " + id + " refused " + type + ": " + firstLine(e));
  }

  private void refused(List<Item.Request> batch, SQLException e)
      throws SQLException, InterruptedException {
    if (batch.size() == 1) {
      batch.getFirst().answer().complete(Reply.rejected(firstLine(e)));
      return;
    }
    // One bad command refuses the whole step; alone, each gets the answer that it deserves.
    for (Item.Request request : batch) {
      requestStep(List.of(request));
    }
  }

  private void carryOut(JsonNode result) {
    version = result.path("version").asLong(version);
    JsonNode wanted = result.path("timers");
    switch (wanted.path("election").asString("")) {
      case "reset" -> timers.resetElection();
      case "stop" -> timers.stopElection();
      default -> {}
    }
    switch (wanted.path("heartbeat").asString("")) {
      case "start" -> timers.startHeartbeat();
      case "stop" -> timers.stopHeartbeat();
      default -> {}
    }
    for (JsonNode rpc : result.path("send_rpc")) {
      if (rpc instanceof ObjectNode message) {
        boolean _ = transport.send(message);
      }
    }
    for (JsonNode reply : result.path("replies")) {
      CompletableFuture<Reply> answer = waiting.get(reply.path("request").asString(""));
      if (answer != null) {
        answer.complete(Reply.of(reply));
      }
    }
  }

  /**
   * The connection broke. Whether the step it was in committed is not known, so that step is never
   * repeated: the node begins again from its rows, as after a crash.
   */
  private void recover(SQLException cause) throws SQLException, InterruptedException {
    if (++recoveries > MAX_RECOVERIES) {
      throw cause;
    }
    timers.stopAll();
    forgetWaiting();
    long before = version;
    reconnect();
    StepConnection current = connection.get();
    if (current == null) {
      return;
    }
    long now = current.version();
    listener.reconnected(
        id,
        "Node "
            + id
            + " lost its connection to the database and starts again on its rows; the step it was in "
            + (now > before ? "had been committed." : "was not committed."));
    step(event("Start"), this::mustNotBeRefused);
  }

  private void forgetWaiting() {
    for (CompletableFuture<Reply> answer : List.copyOf(waiting.values())) {
      answer.complete(Reply.unknown());
    }
  }

  private void reconnect() throws SQLException, InterruptedException {
    StepConnection old = connection.getAndSet(null);
    if (old != null) {
      old.close();
    }
    long deadline = System.nanoTime() + settings.reconnectLimit().toNanos();
    Duration wait = Duration.ofMillis(50);
    while (!over()) {
      try {
        StepConnection fresh = StepConnection.open(id, source);
        connection.set(fresh);
        if (over()) {
          fresh.kill();
        }
        return;
      } catch (SQLException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
        mailbox.pause(wait);
        wait =
            wait.multipliedBy(2).compareTo(Duration.ofSeconds(1)) > 0 ? wait : wait.multipliedBy(2);
      }
    }
  }

  private void add(Item item) {
    boolean _ = mailbox.add(item);
  }

  private ObjectNode event(String type) {
    return NODES.objectNode().put("type", type).put("at", at());
  }

  /** A copy with the time of now; one that names a time keeps it. */
  private ObjectNode timed(ObjectNode event) {
    ObjectNode timed = event.deepCopy();
    if (!timed.has("at")) {
      timed.put("at", at());
    }
    return timed;
  }

  private long at() {
    return TimeUnit.NANOSECONDS.toMillis(clock.now());
  }

  private static String firstLine(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse(message);
  }
}
