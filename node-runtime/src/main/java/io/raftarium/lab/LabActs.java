package io.raftarium.lab;

import io.raftarium.view.Deed;
import io.raftarium.view.NodeStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the operator did, newest last, and the way back: each act is undone by setting what was
 * there before, as far as nobody else has changed it since.
 */
final class LabActs implements Lab.Acts {
  private static final int MOST = 200;

  /** Where acts go that are parts of a greater one, or that nobody did by hand. */
  private static final ScopedValue<List<Act>> ASIDE = ScopedValue.newInstance();

  private final Supplier<Lab> lab;
  private final Deque<Act> done = new ArrayDeque<>();
  private final Deque<Act> undone = new ArrayDeque<>();
  private final TreeMap<Integer, Duration> disks = new TreeMap<>();
  private Wiring wiring = Wiring.WHOLE;

  /** Of a laboratory, which is asked for when something is undone. */
  LabActs(Supplier<Lab> lab) {
    this.lab = lab;
  }

  /** One of them. */
  private sealed interface Act {
    Deed deed();

    /** What cannot be undone. */
    record Fixed(Deed deed) implements Act {}

    /** A process or a server was stopped or started. */
    record Ran(Deed deed) implements Act {}

    /** The links were changed. */
    record Wired(Deed deed, Wiring before, Wiring after) implements Act {}

    /** A disk was slowed. */
    record Disk(Deed.DiskSlowed deed, Duration before) implements Act {}

    /** The time was made faster or slower. */
    record Speed(Deed.SpeedSet deed, double before) implements Act {}

    /** Several, with one word. */
    record Several(Deed deed, List<Act> acts) implements Act {}
  }

  /** Looks at the links before somebody changes them. */
  synchronized void look(Wiring now) {
    wiring = now;
  }

  /** Takes what was done. */
  void heard(Deed deed) {
    Act act;
    synchronized (this) {
      act = act(deed);
    }
    if (act != null) {
      did(act);
    }
  }

  private @Nullable Act act(Deed deed) {
    return switch (deed) {
      case Deed.Killed _,
          Deed.Restarted _,
          Deed.Paused _,
          Deed.Resumed _,
          Deed.ServerKilled _,
          Deed.ServerRestarted _ ->
          new Act.Ran(deed);
      case Deed.Isolated _,
          Deed.Partitioned _,
          Deed.LinkChanged _,
          Deed.Healed _,
          Deed.LinksSet _ -> {
        Wiring before = wiring;
        wiring = Wiring.of(lab.get().network());
        yield wiring.equals(before) ? null : new Act.Wired(deed, before, wiring);
      }
      case Deed.DiskSlowed slowed -> {
        Duration before = disks.put(slowed.node(), slowed.more());
        yield new Act.Disk(slowed, before == null ? Duration.ZERO : before);
      }
      case Deed.Started _, Deed.Opened _, Deed.Stopped _ -> {
        // Those are other nodes.
        done.clear();
        undone.clear();
        disks.clear();
        yield new Act.Fixed(deed);
      }
      case Deed.Wiped _,
          Deed.Added _,
          Deed.Removed _,
          Deed.Sent _,
          Deed.TimedOut _,
          Deed.TimersAligned _,
          Deed.TimersSpread _,
          Deed.ClockJumped _,
          Deed.ClockRate _,
          Deed.ElectionRange _,
          Deed.LinkDelayed _,
          Deed.Held _,
          Deed.Released _,
          Deed.Steered _,
          Deed.Snapshot _,
          Deed.ServerStarted _,
          Deed.Submitted _ ->
          new Act.Fixed(deed);
      default -> null;
    };
  }

  /** The time passes at another speed from now on. */
  void sped(double before, double after) {
    if (before == after) {
      return;
    }
    double first = before;
    synchronized (this) {
      // A slider goes through every step between.
      if (!ASIDE.isBound() && done.peekLast() instanceof Act.Speed(Deed.SpeedSet _, double then)) {
        first = then;
        Act _ = done.removeLast();
      }
    }
    did(new Act.Speed(new Deed.SpeedSet(after), first));
  }

  private void did(Act act) {
    if (ASIDE.isBound()) {
      boolean _ = ASIDE.get().add(act);
      return;
    }
    synchronized (this) {
      undone.clear();
      push(done, act);
    }
  }

  private static void push(Deque<Act> acts, Act act) {
    acts.addLast(act);
    if (acts.size() > MOST) {
      Act _ = acts.removeFirst();
    }
  }

  /** Does something that is no act of the operator. */
  void aside(Runnable verb) {
    ScopedValue.where(ASIDE, Collections.synchronizedList(new ArrayList<>())).run(verb);
  }

  /** Does several things that are one act. */
  <D extends Deed> D together(Supplier<D> verb) {
    List<Act> acts = Collections.synchronizedList(new ArrayList<>());
    D deed = ScopedValue.where(ASIDE, acts).call(verb::get);
    did(new Act.Several(deed, List.copyOf(acts)));
    return deed;
  }

  @Override
  public synchronized Optional<Deed> undoable() {
    return newest(done);
  }

  @Override
  public synchronized Optional<Deed> redoable() {
    return newest(undone);
  }

  private static Optional<Deed> newest(Deque<Act> acts) {
    for (var newest = acts.descendingIterator(); newest.hasNext(); ) {
      Act act = newest.next();
      if (!(act instanceof Act.Fixed)) {
        return Optional.of(act.deed());
      }
    }
    return Optional.empty();
  }

  @Override
  public Undone undo() {
    return move(done, undone, true);
  }

  @Override
  public Undone redo() {
    return move(undone, done, false);
  }

  private Undone move(Deque<Act> from, Deque<Act> to, boolean back) {
    List<Deed> skipped = new ArrayList<>();
    while (true) {
      Act act;
      synchronized (this) {
        act = from.pollLast();
      }
      if (act == null) {
        return new Undone(Optional.empty(), List.copyOf(skipped));
      }
      if (act instanceof Act.Fixed || !possible(act, back)) {
        skipped.add(act.deed());
        continue;
      }
      aside(() -> set(act, back));
      synchronized (this) {
        push(to, act);
      }
      return new Undone(Optional.of(act.deed()), List.copyOf(skipped));
    }
  }

  /** Whether there is anything of it that can be set. */
  private boolean possible(Act act, boolean back) {
    return switch (act) {
      case Act.Fixed _ -> false;
      case Act.Ran(Deed deed) ->
          switch (deed) {
            case Deed.Killed(int node) -> back ? isDown(node) && restarts() : isUp(node);
            case Deed.Restarted(int node) -> back ? isUp(node) : isDown(node) && restarts();
            case Deed.Paused(int node) ->
                is(node, back ? NodeStatus.State.PAUSED : NodeStatus.State.RUNNING);
            case Deed.Resumed(int node) ->
                is(node, back ? NodeStatus.State.RUNNING : NodeStatus.State.PAUSED);
            default -> true;
          };
      case Act.Wired wired -> {
        Wiring now = Wiring.of(lab.get().network());
        yield back
            ? now.has(wired.before(), wired.after())
            : now.has(wired.after(), wired.before());
      }
      case Act.Disk _, Act.Speed _ -> true;
      case Act.Several(Deed _, List<Act> acts) ->
          acts.stream().anyMatch(each -> possible(each, back));
    };
  }

  private boolean is(int node, NodeStatus.State wanted) {
    NodeStatus process = lab.get().cluster().processes().get(node);
    return process != null && process.state() == wanted;
  }

  private boolean isUp(int node) {
    return is(node, NodeStatus.State.RUNNING) || is(node, NodeStatus.State.PAUSED);
  }

  private boolean isDown(int node) {
    return is(node, NodeStatus.State.DOWN) || is(node, NodeStatus.State.FAILED);
  }

  private boolean restarts() {
    return lab.get().abilities().contains(Lab.Ability.RESTART);
  }

  private void set(Act act, boolean back) {
    Lab.Cluster cluster = lab.get().cluster();
    switch (act) {
      case Act.Fixed _ -> {}
      case Act.Ran(Deed deed) -> {
        switch (deed) {
          case Deed.Killed(int node) -> starts(node, back);
          case Deed.Restarted(int node) -> starts(node, !back);
          case Deed.Paused(int node) -> freezes(node, !back);
          case Deed.Resumed(int node) -> freezes(node, back);
          case Deed.ServerKilled(int node) -> serves(node, back);
          case Deed.ServerRestarted(int node) -> serves(node, !back);
          default -> throw new IllegalStateException("no act of a process: " + deed);
        }
      }
      case Act.Wired(Deed _, Wiring before, Wiring after) -> {
        Wiring now = Wiring.of(lab.get().network());
        Wiring next = back ? now.without(before, after) : now.without(after, before);
        lab.get().network().set(next.links(), next.partition());
      }
      case Act.Disk(Deed.DiskSlowed slowed, Duration before) ->
          cluster.slowDisk(slowed.node(), back ? before : slowed.more());
      case Act.Speed(Deed.SpeedSet set, double before) ->
          lab.get().time().speed(back ? before : set.speed());
      case Act.Several(Deed _, List<Act> acts) ->
          (back ? acts.reversed() : acts)
              .stream().filter(each -> possible(each, back)).forEach(each -> set(each, back));
    }
  }

  private void starts(int node, boolean up) {
    if (up) {
      lab.get().cluster().restart(node);
    } else {
      lab.get().cluster().kill(node);
    }
  }

  private void freezes(int node, boolean frozen) {
    if (frozen) {
      lab.get().cluster().pause(node);
    } else {
      lab.get().cluster().resume(node);
    }
  }

  private void serves(int node, boolean up) {
    if (up) {
      lab.get().cluster().startServer(node);
    } else {
      lab.get().cluster().killServer(node);
    }
  }
}
