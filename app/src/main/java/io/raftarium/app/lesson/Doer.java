package io.raftarium.app.lesson;

import io.raftarium.app.lesson.Formula.Unanswered;
import io.raftarium.app.lesson.Lesson.Foresight;
import io.raftarium.app.submit.CommandParser;
import io.raftarium.app.submit.CommandParser.BadCommand;
import io.raftarium.lab.Lab;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Role;
import io.raftarium.record.Happening;
import io.raftarium.record.Tape;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabClock;
import io.raftarium.time.LabTime;
import io.raftarium.view.Hold;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Preview;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Carries out the acts of a lesson. */
final class Doer {
  /** What counts as an act of a learner. */
  static final Set<String> COUNTED =
      Set.of(
          "killed",
          "restarted",
          "wiped",
          "paused",
          "resumed",
          "isolated",
          "partitioned",
          "linkChanged",
          "healed",
          "timedOut",
          "timersAligned",
          "timersSpread",
          "clockRate",
          "clockJumped",
          "steered",
          "released",
          "submitted",
          "sent",
          "snapshot",
          "added",
          "removed");

  private static final Duration BEFORE_ELECTION = Duration.ofMillis(15);
  private static final Duration IN_THE_LOG = Duration.ofSeconds(3);
  private static final Duration AWAIT_LIMIT = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration QUIET = Duration.ofMillis(2);
  private static final Duration MOST_UNQUIET = Duration.ofSeconds(2);

  private final Lab lab;
  private final Lesson lesson;
  private final Hands hands;
  private final Supplier<Map<String, Object>> facts;
  private final BooleanSupplier closed;

  /** Whether time does not wait. */
  private boolean fast;

  /** Whether it goes on, where it does not wait. */
  private boolean runs;

  /**
   * On a laboratory.
   *
   * @param fast whether time does not wait
   */
  Doer(
      Lab lab,
      Lesson lesson,
      Hands hands,
      boolean fast,
      Supplier<Map<String, Object>> facts,
      BooleanSupplier closed) {
    this.lab = lab;
    this.lesson = lesson;
    this.hands = hands;
    this.fast = fast;
    this.facts = facts;
    this.closed = closed;
  }

  Lab lab() {
    return lab;
  }

  /** Whether time goes on. */
  boolean runs() {
    return fast ? runs : !lab.time().paused();
  }

  /** Lets time go on at a speed. */
  void go(double speed) {
    lab.time().speed(Math.clamp(speed, LabClock.SLOWEST, LabClock.FASTEST));
    runs = true;
    if (!fast) {
      lab.time().resume();
    }
  }

  /** Lets time wait no longer, or again, and leaves it going on where it did. */
  void hurry(boolean now) {
    runs = runs();
    fast = now;
    if (fast) {
      lab.time().pause();
    } else if (runs) {
      lab.time().resume();
    }
  }

  /** Stops it. */
  void stop() {
    runs = false;
    lab.time().pause();
  }

  /** Moves the time on to the next thing that happens, where it does not wait. */
  void move() {
    if (!fast || !runs) {
      return;
    }
    // A step that is under way may be about to send: its messages come before the next timer.
    if (!lab.time().settled()) {
      settle();
    }
    lab.time().step();
    settle();
  }

  /** Until the nodes have done what they were told, and what they did was read. */
  private void settle() {
    Tape tape = lab.tape();
    long last = tape.last();
    long began = System.nanoTime();
    long since = began;
    while (System.nanoTime() - began < MOST_UNQUIET.toNanos()) {
      LockSupport.parkNanos(500_000);
      if (tape.last() != last) {
        last = tape.last();
        since = System.nanoTime();
      } else if (System.nanoTime() - since > QUIET.toNanos() && lab.time().settled()) {
        return;
      }
    }
  }

  /** Waits until something is so. */
  void await(Formula what) {
    long deadline = System.nanoTime() + AWAIT_LIMIT.toNanos();
    while (!what.holds(facts.get())) {
      if (closed.getAsBoolean()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "Waited " + AWAIT_LIMIT.toSeconds() + " s in vain for " + what.source());
      }
      move();
      LockSupport.parkNanos(5_000_000);
    }
  }

  void carryOut(Act act) {
    try {
      act(act);
    } catch (Unanswered e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    if (fast) {
      // Else time would be moved on before the nodes have done it.
      settle();
    }
  }

  private void act(Act act) throws Unanswered {
    Map<String, Object> now = facts.get();
    switch (act) {
      case Act.Run run -> go(run.speed() == 0 ? lesson.lab().speed() : run.speed());
      case Act.Pause _ -> stop();
      case Act.Advance advance -> lab.time().advance(advance.by());
      case Act.ToElection _ -> toElection();
      case Act.TimeOut out -> each(out.node(), now, lab.cluster()::timeOutNow);
      case Act.With with -> with(with, now);
      case Act.Cluster cluster ->
          lab.cluster().start(cluster.nodes(), cluster.preVote(), cluster.checkQuorum());
      case Act.AddNode _ -> {
        int _ = lab.cluster().addNode();
      }
      case Act.Submit submit -> submit(submit, now);
      case Act.Send send -> send(send, now);
      case Act.CutOff cut -> lab.network().isolate(new TreeSet<>(cut.nodes().nodes(now)));
      case Act.Partition partition -> {
        SortedMap<String, SortedSet<Integer>> groups = new TreeMap<>();
        for (Formula group : partition.groups()) {
          groups.put(String.valueOf((char) ('A' + groups.size())), new TreeSet<>(group.nodes(now)));
        }
        lab.network().partition(groups);
      }
      case Act.Link link -> link(link, now);
      case Act.Heal _ -> lab.network().heal();
      case Act.Hold hold ->
          lab.network().hold(hold.kinds().isEmpty() ? Hold.ALL : Hold.of(hold.kinds(), List.of()));
      case Act.Release release -> lab.network().release(release.deliver());
      case Act.Steering steering -> steer(steering);
      case Act.Members members -> {
        var _ =
            lab.client()
                .changeConfig(
                    new TreeSet<>(members.voters().nodes(now)),
                    members.learners() == null
                        ? Set.of()
                        : new TreeSet<>(members.learners().nodes(now)));
      }
      case Act.Transfer transfer -> {
        var _ = lab.client().transfer(transfer.to().node(now));
      }
      case Act.Align align -> lab.timers().align(new TreeSet<>(align.nodes().nodes(now)));
      case Act.ClockRate clock -> lab.timers().clockRate(clock.node().node(now), clock.rate());
      case Act.Await await -> await(await.what());
      case Act.Select select -> hands.select(select.node().node(now));
      case Act.Press press -> hands.press(press.action());
      case Act.Click click -> hands.click(click.id());
      case Act.LookBack back -> hands.look(newest(back.when()));
      case Act.Pick pick -> hands.pick(message(pick.which(), false).number());
    }
  }

  /** What is done with a node. */
  @FunctionalInterface
  private interface ToNode {
    void act(int node);
  }

  private static void each(Formula nodes, Map<String, Object> now, ToNode act) throws Unanswered {
    for (int node : nodes.nodes(now)) {
      act.act(node);
    }
  }

  private void with(Act.With with, Map<String, Object> now) throws Unanswered {
    Lab.Cluster cluster = lab.cluster();
    each(
        with.nodes(),
        now,
        switch (with.what()) {
          case KILL -> cluster::kill;
          case RESTART -> cluster::restart;
          case FREEZE -> cluster::pause;
          case RESUME -> cluster::resume;
          case WIPE -> cluster::wipe;
          case SNAPSHOT -> cluster::takeSnapshot;
          case REMOVE -> cluster::removeNode;
        });
  }

  private void submit(Act.Submit submit, Map<String, Object> now) throws Unanswered {
    int node =
        submit.to() == null
            ? ((Number) Objects.requireNonNull(now.get("leader"))).intValue()
            : submit.to().node(now);
    String text = submit.command().of(now);
    long before = lastLogIndex(node);
    Command command;
    try {
      command = CommandParser.parse(text);
    } catch (BadCommand e) {
      throw new IllegalStateException("The lesson has a bad command: " + e.getMessage(), e);
    }
    if (command.op() == Command.Op.GET) {
      var _ = lab.client().read(OptionalInt.of(node), command.key().asString(""));
      return;
    }
    var _ = lab.client().submit(OptionalInt.of(node), command);
    long deadline = System.nanoTime() + IN_THE_LOG.toNanos();
    while (submit.awaited() && lastLogIndex(node) == before && System.nanoTime() < deadline) {
      LockSupport.parkNanos(2_000_000);
    }
  }

  private long lastLogIndex(int node) {
    NodeView view = lab.cluster().view().nodes().get(node);
    return view == null ? 0 : view.lastLogIndex();
  }

  private void send(Act.Send send, Map<String, Object> now) throws Unanswered {
    try {
      var _ =
          lab.cluster()
              .send(send.node().node(now), ExactJson.MAPPER.readTree(send.event().of(now)));
    } catch (JacksonException e) {
      throw new IllegalStateException("The lesson has an event that is no JSON", e);
    }
  }

  private void link(Act.Link link, Map<String, Object> now) throws Unanswered {
    for (int from : link.from().nodes(now)) {
      for (int to : link.to().nodes(now)) {
        if (from != to) {
          lab.network()
              .link(
                  from,
                  to,
                  LinkRule.OK
                      .withCut(link.cut())
                      .withDelay(link.delay())
                      .withLossPercent(link.lossPercent()));
        }
      }
    }
  }

  private void steer(Act.Steering steering) {
    if (!steering.all()) {
      lab.network().steer(message(steering.which(), true).number(), steering.act(), Duration.ZERO);
      return;
    }
    for (WireMessage message : fitting(steering.which(), true)) {
      lab.network().steer(message.number(), steering.act(), Duration.ZERO);
    }
  }

  private WireMessage message(Formula which, boolean held) {
    WireMessage found = awaited(which, held, AWAIT_LIMIT);
    if (found == null) {
      throw new IllegalStateException(
          "No message is "
              + (held ? "held" : "under way")
              + " of which this is true: "
              + which.source());
    }
    return found;
  }

  /** The first that is held, or the newest that is under way; null where none comes in time. */
  private @Nullable WireMessage awaited(Formula which, boolean held, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    WireMessage found = found(which, held);
    while (found == null && !closed.getAsBoolean() && System.nanoTime() < deadline) {
      move();
      LockSupport.parkNanos(5_000_000);
      found = found(which, held);
    }
    return found;
  }

  private @Nullable WireMessage found(Formula which, boolean held) {
    List<WireMessage> fitting = fitting(which, held);
    return fitting.isEmpty() ? null : held ? fitting.getFirst() : fitting.getLast();
  }

  private List<WireMessage> fitting(Formula which, boolean held) {
    Map<String, Object> now = new HashMap<>(facts.get());
    return lab.network().wire().stream()
        .filter(message -> held ? message.fate() == WireMessage.Fate.HELD : message.underWay())
        .filter(message -> {
          now.put("m", Facts.message(message, lab.time().now()));
          return which.holds(now);
        })
        .toList();
  }

  /** Whether the message of a step that is asked about is under way, or will be soon. */
  boolean isThere(Foresight step) {
    return step.message() == null || isFound(step.message(), false);
  }

  /**
   * Whether there is still something to do. Messages that a learner has delivered are held no
   * longer, and who campaigns needs no timeout.
   */
  boolean isLeft(Act act) {
    return switch (act) {
      case Act.Steering steering -> steering.all() || isFound(steering.which(), true);
      case Act.TimeOut out -> {
        try {
          yield !campaigns(out.node().nodes(facts.get()));
        } catch (Unanswered e) {
          yield true;
        }
      }
      default -> true;
    };
  }

  private boolean campaigns(List<Integer> nodes) {
    return nodes.stream()
        .allMatch(node -> {
          NodeView view = lab.cluster().view().nodes().get(node);
          return view != null && view.role() == Role.CANDIDATE;
        });
  }

  private boolean isFound(Formula which, boolean held) {
    return awaited(which, held, fast ? AWAIT_LIMIT : SOON) != null;
  }

  /** What a step would come to that is taken and undone. */
  Preview preview(Foresight step) {
    Map<String, Object> now = facts.get();
    try {
      if (step.message() != null) {
        WireMessage message = message(step.message(), false);
        return lab.cluster().preview(message.to(), message.rpc().body());
      }
      if (step.node() == null || step.event() == null) {
        throw new IllegalStateException("A step needs a message, or a node and an event");
      }
      return lab.cluster()
          .preview(step.node().node(now), ExactJson.MAPPER.readTree(step.event().of(now)));
    } catch (Unanswered | JacksonException e) {
      throw new IllegalStateException("What a step would come to cannot be asked", e);
    }
  }

  private void toElection() {
    LabTime now = lab.time().now();
    LabTime first =
        lab.cluster().processes().values().stream()
            .map(NodeStatus::election)
            .filter(Objects::nonNull)
            .map(Countdown::end)
            .min(Comparator.naturalOrder())
            .orElse(now);
    long by = first.since(now) - BEFORE_ELECTION.toNanos();
    if (by > 0) {
      lab.time().advance(Duration.ofNanos(by));
    }
  }

  private long newest(Formula when) {
    Tape tape = lab.tape();
    for (long number = tape.last(); number >= tape.first(); number--) {
      if (tape.happening(number).orElse(null) instanceof Happening.Sent
          && when.holds(Facts.of(tape.at(number, "", "")))) {
        return number;
      }
    }
    throw new IllegalStateException("There was no moment at which this was so: " + when.source());
  }
}
