package io.raftarium.lab;

import io.raftarium.node.RaftNode;
import io.raftarium.observe.Observer;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Result;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.Session;
import io.raftarium.time.LabClock;
import io.raftarium.view.Ask;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import io.raftarium.view.Submission.Outcome;
import io.raftarium.view.Submission.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The client of a laboratory: carries requests to the leader and keeps their fates. */
final class Submissions {
  /** Laboratory time after which the outcome of an operator's request counts as unknown. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  private static final Duration SHORT_LIMIT = Duration.ofSeconds(3);
  private static final int MOST = 500;
  private static final int MAX_HOPS = 5;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final String prefix;
  private final Duration limit;
  private final LabClock clock;
  private final Observer observer;
  private final IntFunction<@Nullable Asked> running;
  private final Consumer<Submission> told;
  private final Consumer<Submission> changed;
  private final AtomicLong lastRequest = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Open> byRequest = new LinkedHashMap<>();
  private volatile boolean closed;

  /** A node that can be asked. */
  @FunctionalInterface
  interface Asked {
    /** Hands it over; the answer comes, or it is known that nobody knows. */
    CompletableFuture<Reply> ask(Submission submission, Session session);

    /** A node of this process. */
    static Asked of(RaftNode process) {
      return (submission, session) -> {
        String request = submission.request();
        return switch (submission.ask()) {
          case Ask.Write(Command command) -> process.request(request, command, session);
          case Ask.Read(String key) ->
              process.ask(request, Event.ClientRead.of(request, Command.get(key)));
          case Ask.Change(Configuration wanted) ->
              process.ask(
                  request, Event.ChangeConfig.of(request, wanted.voters(), wanted.learners()));
          case Ask.Transfer(int to) ->
              process.ask(request, Event.TransferLeadership.of(request, to));
        };
      };
    }
  }

  private record Open(Submission newest, Session session, long submittedAt) {
    Open now(Submission newer) {
      return new Open(newer, session, submittedAt);
    }
  }

  /**
   * A client of the nodes.
   *
   * @param running the process of a node, or null where none runs
   * @param told hears of each submission when it begins and when it is answered
   * @param changed hears of everything that becomes known of it
   * @param prefix of the ids of its requests: those of two clients of a cluster differ
   * @param limit laboratory time after which a request's outcome counts as unknown
   */
  Submissions(
      String prefix,
      Duration limit,
      LabClock clock,
      Observer observer,
      IntFunction<@Nullable Asked> running,
      Consumer<Submission> told,
      Consumer<Submission> changed) {
    this.prefix = prefix;
    this.limit = limit;
    this.clock = clock;
    this.observer = observer;
    this.running = running;
    this.told = told;
    this.changed = changed;
  }

  /**
   * The client behind a load, which keeps its own book of what it asks. It gives up soon what is
   * not answered, and asks again.
   */
  static Submissions ofLoad(
      String prefix, LabClock clock, Observer observer, IntFunction<@Nullable Asked> running) {
    return new Submissions(prefix, SHORT_LIMIT, clock, observer, running, _ -> {}, _ -> {});
  }

  /** Newest first; one that waits carries the log index that its leader's rows give it. */
  List<Submission> list() {
    ClusterView view = observer.view();
    List<Submission> newestFirst = new ArrayList<>();
    List<Submission> proven = new ArrayList<>();
    lock.lock();
    try {
      byRequest.replaceAll((request, open) -> {
        Submission now = open.newest.proven(view);
        if (now.status() != open.newest.status()) {
          proven.add(now);
        }
        return now.status() == open.newest.status() ? open : open.now(now);
      });
      for (Open open : byRequest.values()) {
        newestFirst.add(open.newest.answered() ? open.newest : soFar(open, view));
      }
    } finally {
      lock.unlock();
    }
    proven.forEach(changed);
    proven.forEach(told);
    return List.copyOf(newestFirst.reversed());
  }

  CompletableFuture<Submission> submit(Ask ask, OptionalInt node) {
    return submit(ask, node, Session.NONE);
  }

  CompletableFuture<Submission> submit(Ask ask, OptionalInt node, Session session) {
    String request = prefix + lastRequest.incrementAndGet();
    Submission first =
        new Submission(request, ask, node.orElse(0), Instant.now(), Outcome.WAITING, Duration.ZERO);
    Open open = new Open(first, session, clock.now());
    keep(open);
    told.accept(first);
    CompletableFuture<Submission> fate = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("client-" + request)
        .start(() -> {
          Submission last;
          try {
            last = carry(open, node);
          } catch (RuntimeException e) {
            last = ended(open, first.node(), Status.UNKNOWN, Reply.unknown(), e.getMessage());
          }
          keep(open.now(last));
          told.accept(last);
          fate.complete(last);
        });
    return fate;
  }

  /** Outcomes of a cluster that is gone say nothing about the next one. */
  void forget() {
    lock.lock();
    try {
      byRequest.values().removeIf(open -> open.newest.answered());
    } finally {
      lock.unlock();
    }
  }

  /** No request waits for a leader any longer. */
  void close() {
    closed = true;
  }

  private Submission carry(Open open, OptionalInt chosen) {
    long deadline = open.submittedAt + limit.toNanos();
    Integer target = chosen.isPresent() ? Integer.valueOf(chosen.getAsInt()) : leader(deadline);
    for (int hop = 1; ; hop++) {
      if (target == null) {
        return ended(
            open,
            0,
            Status.REJECTED,
            Reply.unknown(),
            "There was no leader within " + limit.toSeconds() + " s, so it was sent to no node.");
      }
      int node = target;
      long seen = observer.view().number();
      long seenTerm = term(observer.view());
      keep(open.now(open.newest.with(node, Outcome.WAITING, open.newest.latency())));
      Reply reply = ask(node, open, deadline);
      boolean again = chosen.isEmpty() && hop < MAX_HOPS && clock.now() < deadline && !closed;
      switch (reply.status()) {
        case OK -> {
          return ended(open, node, Status.OK, reply, null);
        }
        case UNKNOWN -> {
          if (open.newest.ask() instanceof Ask.Transfer transfer
              && ledByTarget(transfer, seenTerm, deadline)) {
            Result leader = Result.ledBy(transfer.to());
            Reply seenToLead =
                new Reply(reply.request(), Reply.Status.OK, null, 0, 0, leader, null);
            return ended(open, node, Status.OK, seenToLead, null);
          }
          return ended(open, node, Status.UNKNOWN, reply, null);
        }
        case REJECTED -> {
          return ended(open, node, Status.REJECTED, reply, reply.error());
        }
        case NOT_LEADER -> {
          if (!again) {
            return ended(open, node, Status.NOT_LEADER, reply, notLeader(node, reply.leader()));
          }
          Integer hint = reply.leader();
          target = hint != null && running.apply(hint) != null ? hint : leaderAfter(seen, deadline);
        }
        case NOT_TAKEN -> {
          if (!again) {
            return ended(open, node, Status.NODE_DOWN, reply, reply.error());
          }
          target = leaderAfter(seen, deadline);
        }
      }
    }
  }

  /** The leader of a view newer than the one that named a node which does not lead. */
  private @Nullable Integer leaderAfter(long seen, long deadline) {
    try {
      boolean newer = false;
      while (!newer && !closed && clock.now() < deadline) {
        newer = observer.await(LOOK_AGAIN, view -> view.number() > seen);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    return leader(deadline);
  }

  /**
   * A leader that steps down for its target cannot say whether the target wins; the rows tell.
   *
   * @param term the highest term when the transfer was asked for
   */
  private boolean ledByTarget(Ask.Transfer transfer, long term, long deadline) {
    try {
      while (!closed && clock.now() < deadline) {
        if (observer.await(LOOK_AGAIN, view -> term(view) > term && view.leader() != null)) {
          NodeView leader = observer.view().leader();
          return leader != null && leader.id() == transfer.to() && leader.currentTerm() > term;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static long term(ClusterView view) {
    NodeView leader = view.leader();
    return leader == null ? 0 : leader.currentTerm();
  }

  private Reply ask(int node, Open open, long deadline) {
    Asked process = running.apply(node);
    if (process == null) {
      return Reply.notTaken("Node " + node + " is down; nothing was done.");
    }
    CompletableFuture<Reply> answer = process.ask(open.newest, open.session);
    LabClock.Alarm limit =
        clock.schedule(deadline - clock.now(), () -> answer.complete(Reply.unknown()));
    try {
      while (!answer.isDone()) {
        awaitAWhile(answer);
        rememberPlace(node, open.newest.request());
      }
      return answer.join();
    } finally {
      limit.cancel();
    }
  }

  private static void awaitAWhile(CompletableFuture<Reply> answer) {
    try {
      Reply _ = answer.get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // The caller looks whether it is done.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.complete(Reply.unknown());
    }
  }

  /** Where its leader put a request: only its rows tell, and only while it leads. */
  private void rememberPlace(int node, String request) {
    NodeView rows = observer.view().nodes().get(node);
    Long index = rows == null ? null : rows.pending().get(request);
    LogEntry entry = rows == null || index == null ? null : rows.entry(index);
    lock.lock();
    try {
      Open open = byRequest.get(request);
      if (entry != null
          && open != null
          && !open.newest.answered()
          && (open.newest.index() != entry.index() || open.newest.term() != entry.term())) {
        Submission placed = open.newest.at(entry.index(), entry.term());
        byRequest.put(request, open.now(placed));
        changed.accept(placed);
      }
    } finally {
      lock.unlock();
    }
  }

  private Submission newest(Submission submission) {
    lock.lock();
    try {
      Open open = byRequest.get(submission.request());
      return open == null ? submission : open.newest;
    } finally {
      lock.unlock();
    }
  }

  private static String notLeader(int node, @Nullable Integer leader) {
    return "Node "
        + node
        + " is not the leader"
        + (leader == null ? "." : "; by its row, node " + leader + " is.");
  }

  /** The running node that its row calls leader, of the highest term; null if none came in time. */
  private @Nullable Integer leader(long deadline) {
    try {
      while (!closed && clock.now() < deadline) {
        Integer leader = leader(observer.view());
        if (leader != null) {
          return leader;
        }
        boolean _ = observer.await(LOOK_AGAIN, view -> leader(view) != null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  private @Nullable Integer leader(ClusterView view) {
    return view.nodes().values().stream()
        .filter(node -> node.role() == Role.LEADER && running.apply(node.id()) != null)
        .max(Comparator.comparingLong(NodeView::currentTerm))
        .map(NodeView::id)
        .orElse(null);
  }

  private void keep(Open open) {
    lock.lock();
    try {
      byRequest.put(open.newest.request(), open);
      changed.accept(open.newest);
      Iterator<Open> oldestFirst = byRequest.values().iterator();
      while (byRequest.size() > MOST && oldestFirst.hasNext()) {
        oldestFirst.next();
        oldestFirst.remove();
      }
    } finally {
      lock.unlock();
    }
  }

  private Submission soFar(Open open, ClusterView view) {
    Submission waiting = open.newest;
    return waiting.with(
        waiting.node(),
        Outcome.WAITING.at(pendingIndex(view, waiting.node(), waiting.request()), 0),
        since(open));
  }

  private Duration since(Open open) {
    return Duration.ofNanos(clock.now() - open.submittedAt);
  }

  private static long pendingIndex(ClusterView view, int node, String request) {
    NodeView rows = view.nodes().get(node);
    return rows == null ? 0 : rows.pending().getOrDefault(request, 0L);
  }

  private Submission ended(
      Open open, int node, Status status, Reply reply, @Nullable String problem) {
    Submission first = open.newest;
    boolean unknown = status == Status.UNKNOWN;
    if (unknown) {
      rememberPlace(node, first.request());
    }
    Submission placed = newest(first);
    long index = unknown ? placed.index() : reply.index();
    long term = unknown ? placed.term() : reply.term();
    return first.with(node, new Outcome(status, index, term, reply.result(), problem), since(open));
  }
}
