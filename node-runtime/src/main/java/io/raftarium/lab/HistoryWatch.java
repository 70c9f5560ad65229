package io.raftarium.lab;

import io.raftarium.check.LiveHistory;
import io.raftarium.check.LiveHistory.Did;
import io.raftarium.check.LiveHistory.Misplaced;
import io.raftarium.check.Operation.Kind;
import io.raftarium.check.Value;
import io.raftarium.promise.Kept;
import io.raftarium.promise.Promise;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Result;
import io.raftarium.view.Ask;
import io.raftarium.view.Deed;
import io.raftarium.view.Newest;
import io.raftarium.view.Served;
import io.raftarium.view.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears every operation of the operator and of a load's clients, and checks on a thread of its own
 * whether they could have come from one copy of the data.
 */
final class HistoryWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryWatch.class);
  private static final Duration END_LIMIT = Duration.ofSeconds(2);
  private static final int MOST_WAITING = 100_000;
  private static final int REMEMBERED = 2_000;

  /** What it hears, in the order of real time. */
  private sealed interface News {
    record Called(int client, Submission submission) implements News {}

    record Ended(Served served) implements News {}

    /** Another cluster begins, whose data are empty or not known. */
    record Began(boolean empty) implements News {}

    /** Something was done of which nobody knows what it did to the data. */
    record Doubted() implements News {}
  }

  private final LinkedBlockingQueue<News> news = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Predicate<String> own;
  private final Consumer<Deed> told;
  private final Thread thread;
  private final Map<String, Served> newest = new Newest<>(REMEMBERED);
  private volatile @Nullable Kept kept;
  private LiveHistory history = LiveHistory.ofAnything();
  private boolean doubted;

  /**
   * Watches.
   *
   * @param own whether nobody else writes a key
   * @param told of the first operation that is wrong
   */
  @SuppressWarnings("this-escape") // final, and the thread starts last
  HistoryWatch(Predicate<String> own, Consumer<Deed> told) {
    this.own = own;
    this.told = told;
    this.thread = Thread.ofVirtual().name("history").start(this::run);
  }

  /** Those of the rows, and what was found of the history. */
  List<Kept> with(List<Kept> ofRows) {
    Kept found = kept;
    if (found == null || ofRows.isEmpty()) {
      return ofRows;
    }
    List<Kept> all = new ArrayList<>(ofRows);
    all.removeIf(each -> each.promise() == found.promise());
    all.add(found);
    return List.copyOf(all);
  }

  /** A cluster begins; its data are empty, or what another program left. */
  void began(boolean empty) {
    tell(new News.Began(empty));
  }

  /** Somebody wrote to the nodes past the clients: what follows cannot be decided. */
  void doubted() {
    tell(new News.Doubted());
  }

  /** The operator's own request begins, or ends, or is known better. */
  void told(Submission submission) {
    if (submission.answered()) {
      tell(new News.Ended(new Served(0, submission, Instant.now())));
    } else {
      tell(new News.Called(0, submission));
    }
  }

  /** A client of a load begins an operation. */
  void called(Submission submission) {
    tell(new News.Called(1, submission));
  }

  /** It knows what became of it. */
  void ended(Served served) {
    tell(new News.Ended(served));
  }

  private void tell(News one) {
    if (!news.offer(one)) {
      // It cannot keep up: what it missed it does not know.
      news.clear();
      boolean _ = news.offer(new News.Doubted());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(END_LIMIT)) {
        LOG.warn("The thread that watches the history does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        take(news.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(News one) {
    switch (one) {
      case News.Began began -> {
        history = began.empty() ? LiveHistory.ofNothing() : LiveHistory.ofAnything();
        doubted = false;
        kept = null;
        newest.values().removeIf(served -> served.submission().answered());
        // What nobody has answered yet may find the new one.
        newest.values().forEach(this::call);
      }
      case News.Doubted _ -> {
        doubted = true;
        show();
      }
      case News.Called called when !doubted -> {
        Submission submission = called.submission();
        String key = key(submission.ask());
        if (key != null && own.test(key)) {
          Served served = new Served(called.client(), submission, submission.submittedAt());
          newest.put(submission.request(), served);
          call(served);
        }
      }
      case News.Ended ended when !doubted -> {
        Submission submission = ended.served().submission();
        if (newest.replace(submission.request(), ended.served()) != null) {
          end(submission);
          show();
        }
      }
      case News.Called _, News.Ended _ -> {}
    }
  }

  private void call(Served served) {
    Ask ask = served.submission().ask();
    String key = key(ask);
    if (key != null) {
      history.called(served.submission().request(), key, asked(ask));
    }
  }

  private void end(Submission submission) {
    String request = submission.request();
    switch (submission.status()) {
      case OK -> history.happened(request, done(submission));
      case NOT_LEADER, REJECTED, NODE_DOWN, DID_NOT_HAPPEN -> history.failed(request);
      case UNKNOWN, HAPPENED, WAITING -> history.lost(request);
    }
  }

  private static @Nullable String key(Ask ask) {
    return switch (ask) {
      case Ask.Read(String key) -> key;
      case Ask.Write(Command command) ->
          switch (command.op()) {
            case PUT, DELETE, CAS, APPEND -> command.key().asString("");
            case GET, REGISTER, UNKNOWN -> null;
          };
      case Ask.Change _, Ask.Transfer _ -> null;
    };
  }

  private static Did asked(Ask ask) {
    if (!(ask instanceof Ask.Write(Command command))) {
      return new Did(Kind.GET, Value.ABSENT, Value.ABSENT, null);
    }
    return switch (command.op()) {
      case CAS -> new Did(Kind.CAS, Value.of(command.value()), Value.of(command.expect()), null);
      case APPEND -> new Did(Kind.APPEND, Value.of(command.value()), Value.ABSENT, null);
      case DELETE -> new Did(Kind.DELETE, Value.ABSENT, Value.ABSENT, null);
      default -> new Did(Kind.PUT, Value.of(command.value()), Value.ABSENT, null);
    };
  }

  /** With what its answer tells. */
  private static Did done(Submission submission) {
    Did asked = asked(submission.ask());
    Result result = submission.result();
    return switch (asked.kind()) {
      case GET -> new Did(Kind.GET, Value.of(result.value()), Value.ABSENT, null);
      case CAS ->
          result.swapped()
              ? asked
              : new Did(Kind.GET, Value.of(result.current()), Value.ABSENT, null);
      case PUT, APPEND ->
          result.hasPrevious()
              ? new Did(asked.kind(), asked.value(), Value.ABSENT, Value.of(result.previous()))
              : asked;
      case DELETE ->
          result.deleted() ? asked : new Did(Kind.DELETE, Value.ABSENT, Value.ABSENT, Value.ABSENT);
    };
  }

  private void show() {
    Optional<Misplaced> misplaced = history.misplaced();
    Kept before = kept;
    Kept now =
        new Kept(
            Promise.LINEARIZABILITY,
            history.settled(),
            misplaced.map(HistoryWatch::words).orElse(null),
            0,
            misplaced.map(this::named).orElse(List.of()),
            history.undecided() > 0 || doubted);
    kept = now;
    if (now.breach() != null && (before == null || before.holds())) {
      told.accept(new Deed.Broken(Promise.LINEARIZABILITY.name(), now.breach()));
    }
  }

  private List<Served> named(Misplaced misplaced) {
    List<Served> all = new ArrayList<>();
    Served wrong = newest.get(misplaced.operation());
    if (wrong != null) {
      all.add(wrong);
    }
    for (String beside : misplaced.beside()) {
      Served served = newest.get(beside);
      if (served != null && !served.equals(wrong)) {
        all.add(served);
      }
    }
    return List.copyOf(all);
  }

  private static String words(Misplaced misplaced) {
    String could =
        misplaced.possible().isEmpty()
            ? ""
            : "; by then "
                + misplaced.key()
                + " could be "
                + String.join(" or ", misplaced.possible().stream().map(Value::json).toList());
    return "what request "
        + misplaced.operation()
        + " was answered fits no order of the operations on "
        + misplaced.key()
        + could
        + ".";
  }
}
