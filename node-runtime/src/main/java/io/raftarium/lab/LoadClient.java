package io.raftarium.lab;

import io.raftarium.protocol.Command;
import io.raftarium.protocol.Session;
import io.raftarium.time.LabClock;
import io.raftarium.view.Ask;
import io.raftarium.view.LoadPlan;
import io.raftarium.view.Served;
import io.raftarium.view.Submission;
import io.raftarium.view.Submission.Outcome;
import io.raftarium.view.Submission.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One client of a load. It has a session, and asks again with the same serial number until it knows
 * what became of an operation, so that the operation happens once (section 8).
 */
final class LoadClient {
  private static final Duration ASK_AGAIN = Duration.ofMillis(100);

  /** A text that was appended to so often begins anew: it travels with every answer. */
  private static final int LONG_TEXT = 200;

  /** What becomes of its operations. */
  interface Book {
    /** Called before anybody is asked. */
    void called(Submission submission);

    /** Called when the client knows. */
    void ended(Served served);
  }

  private final int run;
  private final int number;
  private final LoadPlan plan;
  private final String prefix;
  private final Submissions submissions;
  private final LabClock clock;
  private final LoadPace pace;
  private final Book book;
  private final Random random;

  /** What each key held when this client heard of it last: what a cas expects. */
  private final Map<String, JsonNode> heard = new HashMap<>();

  private Session session = Session.NONE;
  private long asked;
  private volatile boolean stopping;

  /** Whether an operation is under way, or none begins any longer. */
  private final AtomicBoolean asking = new AtomicBoolean();

  /**
   * A client.
   *
   * @param run counts the loads of a laboratory
   * @param number from 1
   * @param prefix of its keys
   */
  LoadClient(
      int run,
      int number,
      LoadPlan plan,
      String prefix,
      Submissions submissions,
      LabClock clock,
      Book book,
      long seed) {
    this.run = run;
    this.number = number;
    this.plan = plan;
    this.prefix = prefix;
    this.submissions = submissions;
    this.clock = clock;
    this.book = book;
    this.random = new Random(seed + number);
    long interval = plan.perSecond() == 0 ? 0 : (long) (1e9 * plan.clients() / plan.perSecond());
    this.pace = new LoadPace(clock, interval, interval * (number - 1) / plan.clients());
  }

  /** Asks until it is interrupted. */
  void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (session.client() == 0) {
          session = new Session(opened(), 0);
        }
        pace.await();
        if (!begins()) {
          return;
        }
        serve(next());
        asking.set(false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** No operation begins any longer; the one that is under way may go on. */
  void stop(Thread thread) {
    stopping = true;
    if (asking.compareAndSet(false, true)) {
      thread.interrupt();
    }
  }

  private boolean begins() {
    return asking.compareAndSet(false, true) && !stopping;
  }

  /** A new session. */
  private long opened() throws InterruptedException {
    while (true) {
      Submission answer = answer(new Ask.Write(Command.register()), Session.NONE);
      if (answer.status() == Status.OK) {
        return answer.result().client();
      }
      pace.rest(ASK_AGAIN);
    }
  }

  private Ask next() {
    String key = prefix + (1 + random.nextInt(plan.keys()));
    JsonNode held = heard.getOrDefault(key, JsonNodeFactory.instance.nullNode());
    String text = name(++asked);
    LoadPlan.Mix mix = plan.mix();
    int die = random.nextInt(100);
    if (die < mix.get()) {
      return new Ask.Read(key);
    }
    if (die < mix.get() + mix.cas()) {
      return new Ask.Write(Command.cas(key, held, JsonNodeFactory.instance.stringNode(text)));
    }
    boolean append = die < mix.get() + mix.cas() + mix.append();
    return new Ask.Write(
        append && held.asString("").length() < LONG_TEXT
            ? Command.append(key, " " + text)
            : Command.put(key, text));
  }

  private String name(long operation) {
    return run + "." + number + "." + operation;
  }

  /** One operation, from its call to its answer. */
  private void serve(Ask ask) throws InterruptedException {
    boolean write = ask instanceof Ask.Write;
    Session once = write ? new Session(session.client(), session.serial() + 1) : Session.NONE;
    String request = LoadPlan.KEYS + name(asked);
    Instant at = Instant.now();
    long began = clock.now();
    Submission call = new Submission(request, ask, 0, at, Outcome.WAITING, Duration.ZERO);
    book.called(call);
    boolean perhaps = false;
    Submission last = call;
    try {
      while (true) {
        last = answer(ask, once);
        perhaps |= write && last.status() == Status.UNKNOWN;
        if (last.status() == Status.OK || inVain(last)) {
          break;
        }
        pace.rest(ASK_AGAIN);
      }
    } catch (InterruptedException e) {
      perhaps |= write;
      Thread.currentThread().interrupt();
    }
    Outcome outcome = last.outcome();
    if (last.status() != Status.OK) {
      outcome =
          new Outcome(
              perhaps ? Status.UNKNOWN : Status.REJECTED,
              0,
              0,
              outcome.result(),
              outcome.problem());
      // A session that is gone, or a serial number of which nobody knows whether it was used.
      session = Session.NONE;
    } else if (write) {
      session = once;
      hear(ask, last);
    } else {
      hear(ask, last);
    }
    Duration latency = Duration.ofNanos(clock.now() - began);
    book.ended(
        new Served(
            number,
            new Submission(request, ask, last.node(), at, outcome, latency),
            Instant.now()));
  }

  /** Whether it comes to nothing however often it is asked again. */
  private static boolean inVain(Submission answer) {
    String problem = answer.problem();
    return answer.status() == Status.REJECTED
        && problem != null
        && (problem.equals("unknown session") || problem.startsWith("bad command"));
  }

  private Submission answer(Ask ask, Session once) throws InterruptedException {
    try {
      return submissions.submit(ask, OptionalInt.empty(), once).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void hear(Ask ask, Submission answer) {
    @Nullable JsonNode now =
        switch (ask) {
          case Ask.Read _ -> answer.result().value();
          case Ask.Write(Command command) ->
              switch (command.op()) {
                case CAS -> answer.result().swapped() ? command.value() : answer.result().current();
                case APPEND ->
                    JsonNodeFactory.instance.stringNode(
                        answer.result().previous().asString("") + command.value().asString(""));
                default -> command.value();
              };
          case Ask.Change _, Ask.Transfer _ -> null;
        };
    if (now != null) {
      heard.put(ask instanceof Ask.Read(String key) ? key : key(ask), now);
    }
  }

  private static String key(Ask ask) {
    return ask instanceof Ask.Write(Command command) ? command.key().asString("") : "";
  }
}
