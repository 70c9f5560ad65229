package io.raftarium.record;

import io.raftarium.protocol.Rpc;
import io.raftarium.record.Happening.Asked;
import io.raftarium.record.Happening.Ended;
import io.raftarium.record.Happening.Sent;
import io.raftarium.record.Happening.Stamp;
import io.raftarium.record.Happening.Stepped;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of a committed write went, in real time, from what the tape holds: along the way
 * that committed it, which is that of the follower whose answer made the majority.
 *
 * @param request its id
 * @param stages in order; together they are the whole latency
 */
public record Waterfall(String request, List<Stage> stages) {
  /** Happenings that are looked through at a time, and in all. */
  private static final int PAGE = 1_000;

  private static final int MOST_PAGES = 50;

  /** A part of the way. */
  public enum Part {
    /** From the client until the leader's step begins. */
    QUEUE("waits for the leader"),
    /** The leader's step that appends the entry, its flush included. */
    APPEND("step of the leader: append"),
    /** From the end of that step until the follower has the message. */
    WIRE("message to the follower"),
    /** Until the follower's step begins. */
    FOLLOWER_QUEUE("waits for the follower"),
    /** The follower's step that appends the entry, its flush included. */
    FOLLOWER("step of the follower: append"),
    /** Until the leader has the follower's answer. */
    WIRE_BACK("answer to the leader"),
    /** Until the leader's next step begins. */
    COMMIT_QUEUE("waits for the leader again"),
    /** The leader's step that commits and applies the entry. */
    COMMIT("step of the leader: commit"),
    /** Until the client has its answer. */
    ANSWER("answer to the client");

    private final String words;

    Part(String words) {
      this.words = words;
    }

    /** In a few words. */
    public String words() {
      return words;
    }
  }

  /**
   * How long a part took.
   *
   * @param node where
   */
  public record Stage(Part part, int node, Duration took) {}

  /** From the request to its answer. */
  public Duration whole() {
    return stages.stream().map(Stage::took).reduce(Duration.ZERO, Duration::plus);
  }

  /** That of a write that was answered "ok", if the tape holds all of its way. */
  public static Optional<Waterfall> of(Tape tape, Submission submission) {
    if (submission.status() != Submission.Status.OK || submission.index() == 0) {
      return Optional.empty();
    }
    List<Happening> way = way(tape, submission);
    return way.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(new Finder(way, submission).found());
  }

  /** From when it was asked to when it was answered; nothing where that is not kept. */
  private static List<Happening> way(Tape tape, Submission submission) {
    List<Happening> way = new ArrayList<>();
    long next = tape.numberAt(submission.submittedAt());
    for (int page = 0; page < MOST_PAGES; page++) {
      List<Happening> more = tape.from(next, PAGE);
      for (Happening happening : more) {
        boolean own =
            happening instanceof Asked asked
                && asked.submission().request().equals(submission.request());
        if (own || !way.isEmpty()) {
          way.add(happening);
        }
        if (own && happening instanceof Asked asked && asked.submission().answered()) {
          return way.size() == 1 ? List.of() : way;
        }
      }
      if (more.isEmpty() || way.isEmpty()) {
        break;
      }
      next = more.getLast().number() + 1;
    }
    return List.of();
  }

  /** Goes back along the way, from the answer to the request. */
  private record Finder(List<Happening> way, Submission submission) {
    @Nullable Waterfall found() {
      int leader = submission.node();
      long index = submission.index();
      Stamp asked = way.getFirst().stamp();
      Stamp answered = way.getLast().stamp();
      Stepped commit = stepBefore(leader, answered.number(), null);
      Sent first =
          sent(message ->
              message.rpc() instanceof Rpc.AppendEntries entries
                  && message.from() == leader
                  && entries.firstIndex() <= index
                  && index <= entries.lastIndex());
      if (commit == null) {
        return null;
      }
      List<Stage> stages = new ArrayList<>();
      if (first == null || first.number() > commit.number()) {
        // A single voter commits with the step that appends.
        add(stages, Part.QUEUE, leader, begin(commit) - asked.nanos());
        add(stages, Part.APPEND, leader, took(commit));
        add(stages, Part.ANSWER, leader, answered.nanos() - commit.stamp().nanos());
        return new Waterfall(submission.request(), stages);
      }
      Stepped append = stepBefore(leader, first.number(), null);
      Sent reply = sent(message -> message.rpc().id().equals(commit.message()));
      Stepped follower =
          reply == null
              ? null
              : stepBefore(reply.message().from(), reply.number(), "AppendEntries");
      Sent entries =
          follower == null ? null : sent(message -> message.rpc().id().equals(follower.message()));
      Ended arrived = entries == null ? null : ended(entries.message().number());
      Ended returned = reply == null ? null : ended(reply.message().number());
      if (append == null || follower == null || arrived == null || returned == null) {
        return null;
      }
      int other = follower.process().id();
      add(stages, Part.QUEUE, leader, begin(append) - asked.nanos());
      add(stages, Part.APPEND, leader, took(append));
      add(stages, Part.WIRE, other, arrived.stamp().nanos() - append.stamp().nanos());
      add(stages, Part.FOLLOWER_QUEUE, other, begin(follower) - arrived.stamp().nanos());
      add(stages, Part.FOLLOWER, other, took(follower));
      add(stages, Part.WIRE_BACK, leader, returned.stamp().nanos() - follower.stamp().nanos());
      add(stages, Part.COMMIT_QUEUE, leader, begin(commit) - returned.stamp().nanos());
      add(stages, Part.COMMIT, leader, took(commit));
      add(stages, Part.ANSWER, leader, answered.nanos() - commit.stamp().nanos());
      return new Waterfall(submission.request(), List.copyOf(stages));
    }

    private static void add(List<Stage> stages, Part part, int node, long nanos) {
      stages.add(new Stage(part, node, Duration.ofNanos(Math.max(0, nanos))));
    }

    private static long took(Stepped step) {
      return step.process().lastStep().toNanos();
    }

    private static long begin(Stepped step) {
      return step.stamp().nanos() - took(step);
    }

    private @Nullable Stepped stepBefore(int node, long number, @Nullable String event) {
      for (Happening happening : way.reversed()) {
        if (happening.number() < number
            && happening instanceof Stepped step
            && step.process().id() == node
            && (event == null || step.event().equals(event))) {
          return step;
        }
      }
      return null;
    }

    private interface Which {
      boolean is(WireMessage message);
    }

    private @Nullable Sent sent(Which which) {
      for (Happening happening : way) {
        if (happening instanceof Sent sent && which.is(sent.message())) {
          return sent;
        }
      }
      return null;
    }

    private @Nullable Ended ended(long message) {
      for (Happening happening : way) {
        if (happening instanceof Ended ended && ended.message() == message) {
          return ended;
        }
      }
      return null;
    }
  }
}
