package io.raftarium.search;

import io.raftarium.lab.LabException;
import io.raftarium.lab.Scratch;
import io.raftarium.protocol.Rpc;
import io.raftarium.search.Outcome.End;
import io.raftarium.search.Transitions.Taken;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.WireMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the shortest way from a moment to what is wished for: best first, by the moves made and
 * those that are needed at the least (A*). Every step is the real function's, on a scratch copy.
 */
public final class Search {
  /** States from which it goes on at a time, so that the function takes many steps at once. */
  private static final int BATCH = 128;

  /** Once a way is found, shorter ones are looked for so long. */
  private static final Duration LONGER = Duration.ofSeconds(3);

  private final Transitions transitions;
  private final Wish wish;
  private final Bounds bounds;
  private final List<Integer> ids;
  private final Set<Link> cut = new HashSet<>();
  private final Goal goal;
  private final World first;
  private final long began = System.nanoTime();
  private final Map<World, Visit> visited = new HashMap<>();
  private final PriorityQueue<Visit> waiting =
      new PriorityQueue<>(
          Comparator.comparingInt(Visit::whole)
              .thenComparing(Comparator.comparingInt((Visit visit) -> visit.depth).reversed())
              .thenComparingInt(visit -> visit.number));

  /** Whether a way was given up for its length. */
  private boolean tooLong;

  private int depth;
  private @Nullable Visit best;
  private long foundAt;

  /** A state, and the shortest way to it that is known. */
  private static final class Visit {
    final World world;
    final int distance;
    final int number;
    int depth;
    @Nullable Visit before;
    @Nullable Step step;

    Visit(World world, int distance, int number) {
      this.world = world;
      this.distance = distance;
      this.number = number;
    }

    /** How long a way through it is at the least. */
    int whole() {
      return depth + distance;
    }
  }

  /** A move as numbers: of what kind, at which place, with which message. */
  private record Step(Kind kind, int place, int message) {}

  private enum Kind {
    DELIVER,
    COPY,
    TIME_OUT,
    HEARTBEAT,
    CRASH,
    RESTART,
    SUBMIT
  }

  private interface Steps {
    void step(Kind kind, int place, int message);
  }

  private Search(Scratch scratch, Transitions transitions, Wish wish, Bounds bounds)
      throws SQLException {
    this.transitions = transitions;
    this.wish = wish;
    this.bounds = bounds;
    SortedMap<Integer, Integer> images = transitions.begin();
    this.ids = List.copyOf(images.keySet());
    Moment moment = scratch.moment();
    for (Map.Entry<Link, LinkRule> link : moment.links().entrySet()) {
      if (link.getValue().cut()) {
        cut.add(link.getKey());
      }
    }
    int up = 0;
    int frozen = 0;
    for (int place = 0; place < ids.size(); place++) {
      NodeStatus process = moment.processes().get(ids.get(place));
      NodeStatus.State state = process == null ? NodeStatus.State.RUNNING : process.state();
      switch (state) {
        case RUNNING, UNKNOWN -> up |= 1 << place;
        case PAUSED -> frozen |= 1 << place;
        case DOWN, FAILED -> {}
      }
    }
    int[] wire = new int[0];
    for (WireMessage message : moment.wire()) {
      if (message.underWay()) {
        wire = World.with(wire, transitions.number(message.rpc()));
      }
    }
    List<NodeSeen> seen = images.values().stream().map(transitions::seen).toList();
    this.goal = new Goal(wish, transitions, seen, frozen);
    Past past = Past.NOTHING;
    for (int place = 0; place < seen.size(); place++) {
      past = goal.after(past, seen.get(place), ((up | frozen) & (1 << place)) != 0);
    }
    int[] at = images.values().stream().mapToInt(Integer::intValue).toArray();
    this.first = new World(at, up, wire, new World.Used(0, 0, 0), past);
  }

  /**
   * Searches; blocks until it is done.
   *
   * @param progress told a few times a second
   * @param goOn asked as often; false ends it
   * @throws LabException with a sentence for a person where the database fails
   */
  public static Outcome run(
      Scratch scratch, Wish wish, Bounds bounds, Consumer<Looked> progress, BooleanSupplier goOn) {
    try (Transitions transitions = new Transitions(scratch)) {
      return new Search(scratch, transitions, wish, bounds).run(progress, goOn);
    } catch (SQLException e) {
      throw new LabException("The search failed: " + e.getMessage() + ".", e);
    }
  }

  private Outcome run(Consumer<Looked> progress, BooleanSupplier goOn) throws SQLException {
    meet(first, null, null, 0);
    List<Visit> batch = new ArrayList<>();
    while (true) {
      progress.accept(looked());
      End end = end(goOn);
      Visit found = best;
      if (found != null && (end != null || found.depth <= least())) {
        return new Outcome.Found(
            new Schedule(wish, planned(found)), found.depth <= least(), looked());
      }
      if (end != null) {
        return new Outcome.NotFound(Math.min(bounds.steps(), least()), end, looked());
      }
      batch.clear();
      int least = least();
      while (batch.size() < BATCH && least() == least) {
        batch.add(waiting.remove());
      }
      goOn(batch);
    }
  }

  /** How long a way that nobody knows yet is at the least. */
  private int least() {
    Visit next = waiting.peek();
    return next == null ? Integer.MAX_VALUE : next.whole();
  }

  private @Nullable End end(BooleanSupplier goOn) {
    if (!goOn.getAsBoolean()) {
      return End.CANCELLED;
    }
    if (waiting.isEmpty()) {
      return tooLong ? End.STEPS : End.EVERYTHING;
    }
    if (visited.size() >= bounds.states()) {
      return End.STATES;
    }
    long now = System.nanoTime();
    boolean late = best != null && now - foundAt > LONGER.toNanos();
    return late || now - began > bounds.time().toNanos() ? End.TIME : null;
  }

  private Looked looked() {
    return new Looked(
        visited.size(),
        waiting.size(),
        depth,
        transitions.count(),
        transitions.rows(),
        Duration.ofNanos(System.nanoTime() - began));
  }

  private void goOn(List<Visit> batch) throws SQLException {
    for (Visit visit : batch) {
      steps(
          visit.world, (kind, place, message) -> want(visit.world, new Step(kind, place, message)));
    }
    transitions.take();
    for (Visit visit : batch) {
      steps(
          visit.world,
          (kind, place, message) -> {
            Step step = new Step(kind, place, message);
            World next = next(visit.world, step);
            if (next != null) {
              meet(next, visit, step, visit.depth + 1);
            }
          });
    }
  }

  private void meet(World world, @Nullable Visit before, @Nullable Step step, int at) {
    Visit known = visited.get(world);
    if (known != null && known.depth <= at) {
      return;
    }
    int distance = known == null ? goal.distance(world) : known.distance;
    Visit shortest = best;
    int most = shortest == null ? bounds.steps() : shortest.depth - 1;
    if (at + distance > most) {
      tooLong |= shortest == null;
      return;
    }
    Visit visit = new Visit(world, distance, visited.size());
    visit.depth = at;
    visit.before = before;
    visit.step = step;
    visited.put(world, visit);
    depth = Math.max(depth, at);
    if (distance == 0) {
      best = visit;
      foundAt = System.nanoTime();
    } else {
      waiting.add(visit);
    }
  }

  /** All that can happen in a state. */
  private void steps(World world, Steps steps) {
    for (int message : world.wire) {
      int place = ids.indexOf(transitions.message(message).to());
      if (place >= 0 && world.runs(place)) {
        steps.step(Kind.DELIVER, place, message);
        if (world.used.copies() < bounds.copies()) {
          steps.step(Kind.COPY, place, message);
        }
      }
    }
    for (int place = 0; place < ids.size(); place++) {
      if (!world.runs(place)) {
        // Who is paused stays so.
        if (!goal.frozen(place)) {
          steps.step(Kind.RESTART, place, 0);
        }
        continue;
      }
      if (transitions.seen(world.images[place]).leads()) {
        steps.step(Kind.HEARTBEAT, place, 0);
        if (world.used.commands() < bounds.commands()) {
          steps.step(Kind.SUBMIT, place, 0);
        }
      } else if (bounds.timeouts()) {
        steps.step(Kind.TIME_OUT, place, 0);
      }
      if (world.used.crashes() < bounds.crashes()) {
        steps.step(Kind.CRASH, place, 0);
      }
    }
  }

  private void want(World world, Step step) {
    int image = world.images[step.place()];
    switch (step.kind()) {
      case CRASH -> {}
      case TIME_OUT -> {
        transitions.want(image, Transitions.TIME_OUT);
        for (int place = 0; place < ids.size(); place++) {
          if (place != step.place() && world.runs(place)) {
            transitions.want(world.images[place], Transitions.AGE);
          }
        }
      }
      case DELIVER, COPY, HEARTBEAT, RESTART, SUBMIT -> transitions.want(image, event(world, step));
    }
  }

  private static int event(World world, Step step) {
    return switch (step.kind()) {
      case DELIVER, COPY -> step.message();
      case TIME_OUT, CRASH -> Transitions.TIME_OUT;
      case HEARTBEAT -> Transitions.HEARTBEAT;
      case RESTART -> Transitions.START;
      case SUBMIT -> Transitions.COMMAND - world.used.commands();
    };
  }

  /** The state after a move; null where it changes nothing. */
  private @Nullable World next(World world, Step step) {
    int place = step.place();
    World.Used used = world.used;
    if (step.kind() == Kind.CRASH) {
      return new World(
          world.images,
          world.up & ~(1 << place),
          world.wire,
          new World.Used(used.crashes() + 1, used.commands(), used.copies()),
          world.past);
    }
    Taken taken = transitions.taken(world.images[place], event(world, step));
    if (!taken.changes() && step.kind() != Kind.RESTART) {
      return null;
    }
    int[] images = Arrays.copyOf(world.images, world.images.length);
    images[place] = taken.image();
    int[] wire = world.wire;
    int up = world.up;
    switch (step.kind()) {
      case DELIVER -> wire = world.without(step.message());
      case COPY -> used = new World.Used(used.crashes(), used.commands(), used.copies() + 1);
      case SUBMIT -> used = new World.Used(used.crashes(), used.commands() + 1, used.copies());
      case RESTART -> up |= 1 << place;
      case TIME_OUT -> {
        for (int other = 0; other < images.length; other++) {
          if (other != place && world.runs(other)) {
            images[other] = transitions.taken(images[other], Transitions.AGE).image();
          }
        }
      }
      case HEARTBEAT, CRASH -> {}
    }
    for (int message : taken.sent()) {
      if (arrives(message)) {
        wire = World.with(wire, message);
      }
    }
    Past past = goal.after(world.past, transitions.seen(taken.image()), true);
    World next = new World(images, up, wire, used, past);
    return next.equals(world) ? null : next;
  }

  private boolean arrives(int message) {
    Rpc rpc = transitions.message(message);
    return !cut.contains(new Link(rpc.from(), rpc.to()));
  }

  private List<Schedule.Planned> planned(Visit last) {
    List<Schedule.Planned> steps = new ArrayList<>();
    Visit visit = last;
    while (visit.before != null && visit.step != null) {
      steps.add(planned(visit.before.world, visit.step, visit.world));
      visit = visit.before;
    }
    return steps.reversed();
  }

  private Schedule.Planned planned(World world, Step step, World after) {
    int node = ids.get(step.place());
    NodeSeen seen = transitions.seen(after.images[step.place()]);
    List<Rpc> sent =
        step.kind() == Kind.CRASH
            ? List.of()
            : transitions.taken(world.images[step.place()], event(world, step)).sent().stream()
                .filter(this::arrives)
                .map(transitions::message)
                .toList();
    Move move =
        switch (step.kind()) {
          case DELIVER -> new Move.Deliver(transitions.message(step.message()), false);
          case COPY -> new Move.Deliver(transitions.message(step.message()), true);
          case TIME_OUT -> new Move.TimeOut(node);
          case HEARTBEAT -> new Move.Heartbeat(node);
          case CRASH -> new Move.Crash(node);
          case RESTART -> new Move.Restart(node);
          case SUBMIT -> new Move.Submit(node, Transitions.command(world.used.commands()));
        };
    return new Schedule.Planned(
        move, new Schedule.Place(seen.role(), seen.term(), seen.commit(), seen.last()), sent);
  }
}
