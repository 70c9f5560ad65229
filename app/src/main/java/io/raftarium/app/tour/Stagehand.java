package io.raftarium.app.tour;

import io.raftarium.app.submit.CommandParser;
import io.raftarium.app.submit.CommandParser.BadCommand;
import io.raftarium.lab.Lab;
import io.raftarium.record.Happening;
import io.raftarium.record.Tape;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabTime;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Carries out the acts of a tour. */
final class Stagehand {
  private static final Duration BEFORE_ELECTION = Duration.ofMillis(15);
  private static final Duration IN_THE_LOG = Duration.ofSeconds(2);

  private final Play play;
  private final Lab lab;
  private final Hands hands;

  /**
   * Acts on the laboratory of a play.
   *
   * @param hands what the acts do in the window
   */
  Stagehand(Play play, Hands hands) {
    this.play = play;
    this.lab = play.lab();
    this.hands = hands;
  }

  /** What an act does in the window: soon, and one after the other. */
  interface Hands {
    /** Shows the moment of a happening. */
    void look(long number);

    /** Runs an action. */
    void press(String action);

    /** Presses a button. */
    void click(String id);

    /** Selects a node. */
    void select(int node);

    /** Picks a message by its number. */
    void pick(long message);
  }

  void carryOut(Act act) {
    switch (act) {
      case Act.Run run -> {
        lab.time().speed(run.speed());
        lab.time().resume();
      }
      case Act.AdvanceToElection _ -> advance();
      case Act.Submit submit -> submit(submit);
      case Act.DelayAllButOne slow -> delayAllButOne(slow.delay());
      case Act.CutOff cut -> {
        int node = play.id(cut.node());
        play.cast(Who.OLD_LEADER, node);
        lab.network().partition(new TreeMap<>(Map.of("A", new TreeSet<>(Set.of(node)))));
      }
      case Act.Heal _ -> lab.network().heal();
      case Act.Kill kill -> {
        if (kill.node() == Who.VICTIM) {
          play.cast(Who.VICTIM, anyFollower());
        }
        lab.cluster().kill(play.id(kill.node()));
      }
      case Act.LookBack back -> hands.look(newest(back.fits()));
      case Act.Press press -> hands.press(press.action());
      case Act.Click click -> hands.click(click.id());
      case Act.Select select -> hands.select(play.id(select.node()));
      case Act.PickMessage message ->
          hands.pick(
              lab.network().wire().stream()
                  .filter(message.fits())
                  .reduce((ignored, later) -> later)
                  .orElseThrow(() -> new IllegalStateException("no such message is under way"))
                  .number());
      case Act.Restart restart -> lab.cluster().restart(play.id(restart.node()));
    }
  }

  private long newest(Predicate<Moment> fits) {
    Tape tape = lab.tape();
    for (long number = tape.last(); number >= tape.first(); number--) {
      if (tape.happening(number).orElse(null) instanceof Happening.Sent
          && fits.test(tape.at(number, "", ""))) {
        return number;
      }
    }
    throw new IllegalStateException("the tape has no such moment");
  }

  private void advance() {
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

  private void submit(Act.Submit submit) {
    int node = play.id(submit.to());
    long before = lastLogIndex(node);
    try {
      // What becomes of it is part of the goals.
      var _ = lab.client().submit(OptionalInt.of(node), CommandParser.parse(submit.command()));
    } catch (BadCommand e) {
      throw new IllegalArgumentException("the tour has a bad command", e);
    }
    // One after the other, so that the log has the order in which the tour tells it.
    long deadline = System.nanoTime() + IN_THE_LOG.toNanos();
    while (lastLogIndex(node) == before && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  private long lastLogIndex(int node) {
    NodeView view = lab.cluster().view().nodes().get(node);
    return view == null ? 0 : view.lastLogIndex();
  }

  private void delayAllButOne(Duration delay) {
    int leader = play.id(Who.LEADER);
    int spared = anyFollower();
    for (int node : play.nodes().keySet()) {
      if (node != leader && node != spared) {
        lab.network().link(leader, node, LinkRule.OK.withDelay(delay));
      }
    }
  }

  private int anyFollower() {
    return play.nodes().values().stream()
        .map(NodeView::id)
        .filter(id -> id != play.id(Who.LEADER) && id != play.id(Who.OLD_LEADER))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no follower"));
  }
}
