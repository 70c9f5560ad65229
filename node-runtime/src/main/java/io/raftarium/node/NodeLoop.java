package io.raftarium.node;

import io.raftarium.node.Mailbox.Item;
import io.raftarium.node.Mailbox.Timer;
import io.raftarium.node.RaftNode.Life;
import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Rpc;
import io.raftarium.protocol.StepResult;
import io.raftarium.transport.Transport;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's one thread: begins with {@code Start} and makes a step of each item that waits. */
final class NodeLoop {
  private static final Logger LOG = LoggerFactory.getLogger(NodeLoop.class);

  /** What a database says that takes no writes now: a standby, until it is promoted. */
  private static final String READ_ONLY = "25006";

  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  /** Events in one transaction at most. */
  private static final int MOST_TOGETHER = 32;

  private final int id;
  private final Surroundings around;
  private final NodeSettings settings;
  private final NodeLife life;
  private final Mailbox mailbox;
  private final NodeTimers timers;
  private final NodeConnection connection;
  private final NodeEffects effects;
  private final Transport.Inbox inbox;
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable OwnDisk disk;
  private volatile Duration lastStep = Duration.ZERO;
  private final Pledges pledges;
  private boolean ownLog = true;
  private long version;

  NodeLoop(int id, Surroundings around, NodeSettings settings, NodeLife life, Mailbox mailbox) {
    this.id = id;
    this.around = around;
    this.settings = settings;
    this.life = life;
    this.mailbox = mailbox;
    this.timers = new NodeTimers(around.clock(), mailbox, settings);
    this.connection =
        new NodeConnection(id, around.database(), life, mailbox, settings.reconnectLimit());
    this.effects = new NodeEffects(timers, around.transport());
    this.pledges = new Pledges(id);
    this.inbox =
        rpc -> {
          boolean _ = mailbox.add(new Item.Message(rpc));
        };
  }

  NodeTimers timers() {
    return timers;
  }

  /** Breaks the connection in the middle of what it does. */
  void breakConnection() {
    connection.kill();
  }

  /** How long the newest step took, commit included. */
  Duration lastStep() {
    return lastStep;
  }

  /** Waits until {@code Start} is committed, or the thread ended. */
  boolean awaitStarted(Duration limit) throws InterruptedException {
    return started.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  boolean awaitEnded(Duration limit) throws InterruptedException {
    return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** From here on nothing comes in and nothing fires; the thread ends after the step it is in. */
  void stop() {
    around.transport().disconnect(id, inbox);
    timers.stopAll();
    String down = "node " + id + " is down";
    for (Item left : mailbox.close()) {
      switch (left) {
        case Item.Request request -> request.answer().complete(Reply.notTaken(down));
        case Item.Ask ask -> ask.answer().complete(Reply.notTaken(down));
        case Item.Any any -> any.result().completeExceptionally(new RefusedException(down));
        case Item.Message _, Item.Timeout _, Item.Stored _ -> {}
      }
    }
  }

  /** The thread's whole life. */
  void run() {
    live(() -> step(new Event.Start(), this::mustNotBeRefused));
  }

  /** The same of a process that goes on where another one was. */
  void goOn() {
    live(() -> {
      StepConnection current = connection.current();
      version = current == null ? 0 : current.row().version();
    });
  }

  /** How it begins. */
  @FunctionalInterface
  private interface Beginning {
    void run() throws SQLException, InterruptedException;
  }

  private void live(Beginning beginning) {
    try {
      connection.open();
      if (!life.over()) {
        around.transport().connect(id, inbox);
        watchDisk();
        beginning.run();
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
      connection.close();
      OwnDisk watched = disk;
      if (watched != null) {
        watched.close();
      }
      effects.forgetWaiting();
      started.countDown();
      ended.countDown();
    }
  }

  private void watchDisk() throws SQLException {
    StepConnection current = connection.current();
    if (current != null && current.parallelAppend()) {
      ownLog = false;
      disk =
          OwnDisk.watch(
              id,
              around.database(),
              () -> {
                boolean _ = mailbox.add(new Item.Stored());
              });
    }
  }

  private void fail(Exception e) {
    if (life.end(Life.FAILED)) {
      LOG.warn("Node {} failed: {}", id, e.getMessage());
      LOG.debug("Node {} failed", id, e);
      around
          .listener()
          .failed(
              id, e instanceof SQLException sql ? firstLine(sql) : String.valueOf(e.getMessage()));
    }
  }

  private void handle(Item item) throws SQLException, InterruptedException {
    switch (item) {
      case Item.Message first -> {
        List<Event> events = new ArrayList<>();
        events.add(first.rpc());
        together(events, mailbox.takeRequests(settings.maxBatch()), false);
      }
      case Item.Timeout timeout when timers.counts(timeout) -> timeoutStep(timeout);
      case Item.Timeout _ -> {}
      case Item.Stored _ -> storedStep();
      case Item.Request first -> {
        List<Item.Request> requests = new ArrayList<>();
        requests.add(first);
        requests.addAll(mailbox.takeRequests(settings.maxBatch() - 1));
        together(new ArrayList<>(), requests, true);
      }
      case Item.Ask ask when ask.event() instanceof Event.ClientRead -> readStep(ask);
      case Item.Ask ask -> askStep(ask);
      case Item.Any any -> anyStep(any);
    }
  }

  private void timeoutStep(Item.Timeout timeout) throws SQLException, InterruptedException {
    boolean election = timeout.timer() == Timer.ELECTION;
    Event event = election ? new Event.ElectionTimeout() : new Event.HeartbeatTimeout();
    StepResult result = step(event, e -> refused(event, e));
    // A node that may not campaign leaves the fired timer as it is; it has to fire again.
    if (election
        && !life.over()
        && (result == null || (!result.actions().touchesElection() && !result.leads()))) {
      timers.resetElection();
    }
  }

  private void storedStep() throws SQLException, InterruptedException {
    OwnDisk watched = disk;
    Event.Stored stored = watched == null ? null : watched.take(false);
    if (stored != null) {
      step(stored, e -> refused(stored, e));
    }
  }

  private void anyStep(Item.Any any) throws SQLException, InterruptedException {
    StepResult result =
        step(
            any.event(),
            e -> any.result().completeExceptionally(new RefusedException(firstLine(e))));
    if (result != null) {
      any.result().complete(result);
    } else {
      any.result()
          .completeExceptionally(
              new RefusedException(
                  "node " + id + " ended or lost its connection in this step; look at its rows"));
    }
    if (any.event() instanceof Event.Start) {
      // The rows that remembered them are gone.
      effects.forgetWaiting();
    }
  }

  /**
   * The steps of what waits, in one call: the messages at hand and those behind them, and a
   * client's requests as one event, before or after them.
   */
  private void together(List<Event> messages, List<Item.Request> requests, boolean requestsFirst)
      throws SQLException, InterruptedException {
    mailbox.takeMessages(MOST_TOGETHER - messages.size()).forEach(more -> messages.add(more.rpc()));
    List<Event> events = new ArrayList<>(messages);
    if (!requests.isEmpty()) {
      events.add(requestsFirst ? 0 : events.size(), asked(requests));
    }
    boolean taken = events.size() > 1 && steps(events, Refusal.OF_ONE_OF_MANY) != null;
    if (taken || life.over()) {
      return;
    }
    // A single one; or one of them was refused, and all were undone: each gets what it deserves.
    if (requestsFirst) {
      requestStep(requests);
    }
    for (Event message : messages) {
      step(message, e -> refused(message, e));
    }
    if (!requestsFirst) {
      requestStep(requests);
    }
  }

  /** The reads that wait together are answered after one round. */
  private void readStep(Item.Ask first) throws SQLException, InterruptedException {
    List<Item.Ask> reads = new ArrayList<>();
    reads.add(first);
    reads.addAll(mailbox.takeReads(settings.maxBatch() - 1));
    Event.ClientRead all = (Event.ClientRead) first.event();
    for (Item.Ask more : reads.subList(1, reads.size())) {
      all = all.and((Event.ClientRead) more.event());
    }
    reads.forEach(read -> effects.expect(read.id(), read.answer()));
    step(
        all,
        e -> {
          if (reads.size() == 1) {
            first.answer().complete(Reply.rejected(firstLine(e)));
          } else {
            for (Item.Ask read : reads) {
              askStep(read);
            }
          }
        });
  }

  private void askStep(Item.Ask ask) throws SQLException, InterruptedException {
    effects.expect(ask.id(), ask.answer());
    step(ask.event(), e -> ask.answer().complete(Reply.rejected(firstLine(e))));
  }

  private Event asked(List<Item.Request> batch) {
    List<Event.ClientRequest.Request> requests = new ArrayList<>();
    for (Item.Request request : batch) {
      requests.add(
          new Event.ClientRequest.Request(
              request.id(),
              request.command(),
              request.session().client(),
              request.session().serial()));
      effects.expect(request.id(), request.answer());
    }
    return Event.ClientRequest.of(requests);
  }

  private void requestStep(List<Item.Request> batch) throws SQLException, InterruptedException {
    if (!batch.isEmpty()) {
      step(asked(batch), e -> refused(batch, e));
    }
  }

  /** What becomes of an event that the function refused, which changed nothing. */
  @FunctionalInterface
  private interface Refusal {
    /** The others go with it; they are tried again one by one. */
    Refusal OF_ONE_OF_MANY = _ -> {};

    void told(SQLException e) throws SQLException, InterruptedException;
  }

  /** One step and its actions; its result; null where it did not come to one. */
  private @Nullable StepResult step(Event event, Refusal refusal)
      throws SQLException, InterruptedException {
    List<StepResult> results = steps(List.of(event), refusal);
    return results == null ? null : results.getFirst();
  }

  /** Steps in one transaction, and their actions; their results; null where they came to none. */
  private @Nullable List<StepResult> steps(List<Event> events, Refusal refusal)
      throws SQLException, InterruptedException {
    StepConnection current = connection.current();
    if (current == null) {
      return null;
    }
    long begin = System.nanoTime();
    long at = at();
    List<Event> timed = new ArrayList<>(events.stream().map(event -> event.at(at)).toList());
    OwnDisk watched = disk;
    Event.Stored stored =
        watched == null || events.getFirst() instanceof Event.Stored
            ? null
            : watched.take(events.stream().anyMatch(Rpc.AppendEntriesReply.class::isInstance));
    if (stored != null) {
      timed.set(0, timed.getFirst().with(stored));
    }
    List<StepResult> results;
    try {
      results = current.steps(timed);
    } catch (SQLException e) {
      if (watched != null && stored != null) {
        watched.giveBack(stored);
      }
      if (life.over()) {
        return null;
      }
      if (current.lostBy(e)) {
        recover(e);
        // Nobody knows what became of them: they are not taken again.
        return events.size() > 1 ? List.of() : null;
      }
      refusal.told(e);
      return null;
    }
    lastStep = Duration.ofNanos(System.nanoTime() - begin);
    around.listener().committed(id, results.size(), lastStep);
    if (watched != null && grew(events, results)) {
      watched.grown();
    }
    for (int i = 0; i < results.size() && !life.over(); i++) {
      carryOut(timed.get(i), results.get(i));
    }
    return results;
  }

  /** A step is committed: what follows from it. */
  private void carryOut(Event event, StepResult result) {
    version = result.version();
    pledges.told(result, ownLog);
    Actions asked = result.actions();
    asked.setTimers(effects);
    // Before anything follows from it.
    around.listener().stepped(id, event, result);
    asked.tell(effects);
  }

  /** Whether a leader may have appended something that is not on its disk yet. */
  private static boolean grew(List<Event> events, List<StepResult> results) {
    for (int i = 0; i < events.size(); i++) {
      StepResult result = results.get(i);
      if (result.leads()
          && (events.get(i) instanceof Event.ClientRequest
              || result.actions().sent().stream()
                  .anyMatch(rpc -> rpc instanceof Rpc.AppendEntries sent && sent.count() > 0))) {
        return true;
      }
    }
    return false;
  }

  private void mustNotBeRefused(SQLException e) throws SQLException {
    throw e;
  }

  private void refused(Event event, SQLException e) {
    String type = event.type();
    LOG.warn("Node {} refused {}: {}", id, type, firstLine(e));
    around.listener().refused(id, type, firstLine(e));
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

  /**
   * The connection broke. Whether the step it was in committed is not known, so that step is never
   * repeated: the node begins again from its rows, as after a crash. It tries for as long as its
   * settings say.
   */
  private void recover(SQLException cause) throws SQLException, InterruptedException {
    timers.stopAll();
    effects.forgetWaiting();
    long deadline = System.nanoTime() + settings.reconnectLimit().toNanos();
    long before = version;
    StepResult started = null;
    Event start = new Event.Start();
    while (started == null && !life.over()) {
      if (System.nanoTime() - deadline > 0) {
        throw cause;
      }
      connection.open();
      StepConnection current = connection.current();
      if (current != null) {
        start = new Event.Start().at(at());
        started = begunAgain(current, start, before);
      }
    }
    if (started != null && !life.over()) {
      carryOut(start, started);
    }
  }

  /** The node's own time, as an event has it. */
  private long at() {
    return TimeUnit.NANOSECONDS.toMillis(around.clock().now());
  }

  /** The first step on a new connection; null if that one is of no use either. */
  private @Nullable StepResult begunAgain(StepConnection current, Event start, long before)
      throws SQLException, InterruptedException {
    try {
      Pledges.Row row = current.row();
      Optional<String> missing = pledges.missingIn(row);
      if (missing.isPresent()) {
        throw new IllegalStateException(missing.get());
      }
      StepResult result = current.steps(List.of(start)).getFirst();
      around.listener().reconnected(id, row.version() > before);
      return result;
    } catch (SQLException e) {
      if (!current.lostBy(e) && !READ_ONLY.equals(e.getSQLState())) {
        throw e;
      }
      mailbox.pause(LOOK_AGAIN);
      return null;
    }
  }

  private static String firstLine(SQLException e) {
    if (DiskFull.is(e)) {
      return DiskFull.clause();
    }
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse(message);
  }
}
