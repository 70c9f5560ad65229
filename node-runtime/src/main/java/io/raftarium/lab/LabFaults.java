package io.raftarium.lab;

import io.raftarium.lab.Lab.Ability;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabClock;
import io.raftarium.view.Deed;
import io.raftarium.view.Fault;
import io.raftarium.view.Fault.CutOff;
import io.raftarium.view.Fault.Down;
import io.raftarium.view.Fault.Frozen;
import io.raftarium.view.Fault.Parted;
import io.raftarium.view.Fault.Ruled;
import io.raftarium.view.Fault.SlowDisk;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.TimedFault;
import io.raftarium.view.TimedFault.End;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults that end by themselves, by the laboratory's clock, and the end of all faults. It breaks
 * and mends by the same verbs as an operator, and hears what else is done: what has been mended
 * already is not mended again.
 */
final class LabFaults implements Lab.Faults {
  private static final Logger LOG = LoggerFactory.getLogger(LabFaults.class);
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** What it acts through. */
  record Parts(
      LabClock clock,
      Lab.Cluster cluster,
      Lab.Network network,
      Lab.Timers timers,
      Set<Ability> abilities,
      Verbs quick,
      LabActs acts,
      Consumer<Deed> telling) {}

  private final Parts parts;
  private final SortedMap<Long, Running> running = new TreeMap<>();
  private final SortedSet<Integer> slowDisks = new TreeSet<>();
  private final SortedSet<Integer> deadServers = new TreeSet<>();
  private long last;

  LabFaults(Parts parts) {
    this.parts = parts;
  }

  /**
   * One of them.
   *
   * @param before the links before it; null where it is none of links
   * @param alarm at its end; null until it has begun
   */
  private record Running(
      TimedFault fault,
      @Nullable Wiring before,
      @Nullable Wiring after,
      LabClock.@Nullable Alarm alarm) {
    void cancel() {
      if (alarm != null) {
        alarm.cancel();
      }
    }

    boolean mendedBy(Deed deed, Wiring now) {
      return fault.fault().endedBy(deed)
          || (before != null && after != null && !now.has(before, after));
    }
  }

  @Override
  public synchronized List<TimedFault> timed() {
    return running.values().stream().map(Running::fault).toList();
  }

  @Override
  public void begin(Fault fault, Duration lasting) {
    if (lasting.compareTo(SHORTEST) < 0 || lasting.compareTo(LONGEST) > 0) {
      throw new LabException("A fault lasts from 10 ms to an hour.");
    }
    if (fault instanceof Down && !parts.abilities().contains(Ability.RESTART)) {
      throw new LabException(
          "A node that this program has not started cannot be started again from here: kill it"
              + " without a duration, and start it where it was.");
    }
    long number = next();
    if (fault instanceof CutOff || fault instanceof Parted || fault instanceof Ruled) {
      parts
          .quick()
          .run(() -> {
            Wiring before = Wiring.of(parts.network());
            act(fault);
            Wiring after = Wiring.of(parts.network());
            begun(number, fault, lasting, before, after);
          });
    } else {
      act(fault);
      begun(number, fault, lasting, null, null);
    }
  }

  private synchronized long next() {
    return ++last;
  }

  @Override
  public void begin(Fault fault) {
    act(fault);
  }

  private void act(Fault fault) {
    switch (fault) {
      case Down(int node) -> parts.cluster().kill(node);
      case Frozen(int node) -> parts.cluster().pause(node);
      case CutOff(SortedSet<Integer> nodes) -> parts.network().isolate(nodes);
      case Parted(SortedMap<String, SortedSet<Integer>> groups) ->
          parts.network().partition(groups);
      case Ruled(int from, int to, LinkRule rule) -> parts.network().link(from, to, rule);
      case SlowDisk(int node, Duration more) -> parts.cluster().slowDisk(node, more);
    }
  }

  private void begun(
      long number, Fault fault, Duration lasting, @Nullable Wiring before, @Nullable Wiring after) {
    TimedFault timed =
        new TimedFault(number, fault, Countdown.from(parts.clock().time(), lasting.toNanos()));
    // The fact first: an end never stands before its begin.
    parts.telling().accept(new Deed.FaultTimed(timed));
    synchronized (this) {
      LabClock.Alarm alarm =
          parts
              .clock()
              .schedule(
                  timed.time().end().since(parts.clock().time()),
                  () -> Thread.ofVirtual().name("end of a fault").start(() -> due(number)));
      running.put(number, new Running(timed, before, after, alarm));
    }
  }

  private void due(long number) {
    try {
      taken(number).ifPresent(fault -> end(fault, End.TIME));
    } catch (LabException e) {
      LOG.info("A fault whose time is over could not be taken back: {}", e.getMessage());
    }
  }

  /** Takes it away, so that nobody else ends it too. */
  private synchronized Optional<Running> taken(long number) {
    Optional<Running> found = Optional.ofNullable(running.remove(number));
    found.ifPresent(Running::cancel);
    return found;
  }

  @Override
  public void end(long number) {
    end(taken(number).orElseThrow(() -> new LabException("That fault is over already.")), End.HAND);
  }

  private void end(Running ending, End how) {
    try {
      parts.acts().aside(() -> takeBack(ending));
    } finally {
      parts.telling().accept(new Deed.FaultOver(ending.fault(), how));
    }
  }

  private void takeBack(Running ending) {
    switch (ending.fault().fault()) {
      case Down(int node) -> {
        NodeStatus.State now = state(node);
        if (now == NodeStatus.State.DOWN || now == NodeStatus.State.FAILED) {
          parts.cluster().restart(node);
        }
      }
      case Frozen(int node) -> {
        if (state(node) == NodeStatus.State.PAUSED) {
          parts.cluster().resume(node);
        }
      }
      case SlowDisk(int node, Duration _) -> parts.cluster().slowDisk(node, Duration.ZERO);
      case CutOff _, Parted _, Ruled _ -> {
        Wiring before = ending.before();
        Wiring after = ending.after();
        if (before != null && after != null) {
          parts
              .quick()
              .run(() -> {
                Wiring back = Wiring.of(parts.network()).without(before, after);
                parts.network().set(back.links(), back.partition());
              });
        }
      }
    }
  }

  private NodeStatus.@Nullable State state(int node) {
    NodeStatus process = parts.cluster().processes().get(node);
    return process == null ? null : process.state();
  }

  /** Something was done: what it has mended is over. */
  void heard(Deed deed) {
    List<Running> over = new ArrayList<>();
    synchronized (this) {
      switch (deed) {
        case Deed.DiskSlowed(int node, Duration more) -> {
          boolean _ = more.isZero() ? slowDisks.remove(node) : slowDisks.add(node);
        }
        case Deed.Wiped(int node) -> {
          slowDisks.remove(node);
          deadServers.remove(node);
        }
        case Deed.ServerKilled(int node) -> deadServers.add(node);
        case Deed.ServerRestarted(int node) -> deadServers.remove(node);
        default -> {}
      }
      if (running.isEmpty()) {
        return;
      }
      Wiring now = Wiring.of(parts.network());
      for (Running each : List.copyOf(running.values())) {
        if (each.mendedBy(deed, now)) {
          taken(each.fault().number()).ifPresent(over::add);
        }
      }
    }
    over.forEach(each -> parts.telling().accept(new Deed.FaultOver(each.fault(), End.MENDED)));
  }

  @Override
  public Deed.FaultsEnded endAll() {
    return parts.acts().together(this::endEach);
  }

  private Deed.FaultsEnded endEach() {
    List<String> failed = new ArrayList<>();
    int timed = 0;
    for (TimedFault each : timed()) {
      Optional<Running> ending = taken(each.number());
      if (ending.isPresent()) {
        timed++;
        // What it broke is mended below with all the rest.
        parts.telling().accept(new Deed.FaultOver(each, End.HAND));
      }
    }
    int held =
        (int)
            parts.network().wire().stream()
                .filter(message -> message.fate() == WireMessage.Fate.HELD)
                .count();
    int links = parts.network().links().size();
    boolean parted = !parts.network().partition().isEmpty();
    if (links > 0 || parted) {
      attempt(failed, () -> parts.network().heal());
    }
    if (parts.network().hold().isPresent()) {
      attempt(failed, () -> parts.network().release(true));
    }
    SortedSet<Integer> servers =
        each(failed, copy(deadServers), node -> parts.cluster().startServer(node));
    SortedSet<Integer> disks =
        each(failed, copy(slowDisks), node -> parts.cluster().slowDisk(node, Duration.ZERO));
    TreeSet<Integer> frozen = new TreeSet<>();
    TreeSet<Integer> down = new TreeSet<>();
    TreeSet<Integer> odd = new TreeSet<>();
    parts
        .cluster()
        .processes()
        .forEach((node, process) -> {
          switch (process.state()) {
            case PAUSED -> frozen.add(node);
            case DOWN, FAILED -> down.add(node);
            case RUNNING, UNKNOWN -> {}
          }
          if (process.own().clockRate() != 1) {
            odd.add(node);
          }
        });
    boolean starts = parts.abilities().contains(Ability.RESTART);
    SortedSet<Integer> resumed = each(failed, frozen, node -> parts.cluster().resume(node));
    SortedSet<Integer> started =
        starts ? each(failed, down, node -> parts.cluster().restart(node)) : new TreeSet<>();
    SortedSet<Integer> clocks = each(failed, odd, node -> parts.timers().clockRate(node, 1));
    Deed.FaultsEnded ended =
        new Deed.FaultsEnded(
            links,
            parted,
            held,
            resumed,
            started,
            servers,
            disks,
            clocks,
            timed,
            starts ? new TreeSet<>() : down);
    parts.telling().accept(ended);
    if (!failed.isEmpty()) {
      throw new LabException(String.join(" ", failed) + " Every other fault is ended.");
    }
    return ended;
  }

  private synchronized SortedSet<Integer> copy(SortedSet<Integer> nodes) {
    return new TreeSet<>(nodes);
  }

  /** For which of them it was done. */
  private static SortedSet<Integer> each(
      List<String> failed, SortedSet<Integer> nodes, Consumer<Integer> verb) {
    TreeSet<Integer> done = new TreeSet<>();
    for (int node : nodes) {
      if (attempt(failed, () -> verb.accept(node))) {
        done.add(node);
      }
    }
    return done;
  }

  private static boolean attempt(List<String> failed, Runnable verb) {
    try {
      verb.run();
      return true;
    } catch (LabException e) {
      failed.add(String.valueOf(e.getMessage()));
      return false;
    }
  }

  /**
   * No fault is left behind where others go on with the cluster; processes stay as they are: to
   * start one takes long.
   */
  void leave() {
    for (TimedFault each : timed()) {
      if (!(each.fault() instanceof Down)) {
        due(each.number());
      }
    }
  }
}
