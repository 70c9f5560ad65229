package io.raftarium.check;

import io.raftarium.check.Operation.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order of the operations on one key that explains every answer: the search of Wing
 * and Gong with Lowe's memory of visited configurations, in his just-in-time form.
 *
 * <p>Events are walked in order. Only when an operation is answered must it have been placed; then
 * any sequence of operations that are under way may be placed before it. What keeps the search
 * small:
 *
 * <ul>
 *   <li>A get that is under way is placed as soon as the value fits; nothing is lost by that.
 *   <li>Unknown operations of the same effect count as one kind with a number; a configuration that
 *       used no more of any kind than another, all else equal, makes the other needless.
 *   <li>A write is placed before its answer only where another answer may notice it. One that
 *       nobody notices is not placed if its outcome is unknown, and otherwise hides: it came just
 *       before a later write that wiped it out.
 *   <li>A configuration from which the next answered get (or cas) cannot come true, because nothing
 *       that may still happen leads to its value, is given up at once.
 * </ul>
 */
final class KeySearch {
  /** How the search ended. */
  enum End {
    FOUND,
    NONE,
    LIMIT
  }

  /** Values that are shown for an answer that is wrong. */
  private static final int SHOWN = 6;

  private record Place(int position, int state, SortedInts placed) {}

  /** The configurations that lead up to one answer, those with fewest unknown operations first. */
  private static final class Frame {
    final int position;
    final Deque<Configuration> queue = new ArrayDeque<>();
    @Nullable Configuration expanding;

    Frame(int position, Configuration first) {
      this.position = position;
      queue.add(first);
    }
  }

  private final Problem problem;
  private final LookAhead lookAhead;
  private final Limits limits;
  private final Map<Place, List<Configuration>> visited = new HashMap<>();
  private final Set<Integer> seen = new LinkedHashSet<>();
  private int watched = Integer.MAX_VALUE;

  /**
   * A search over the operations of one key.
   *
   * @param history operations that may have happened, in the order of their calls
   */
  KeySearch(List<Operation> history, Limits limits) {
    this.limits = limits;
    problem = new Problem(history);
    lookAhead = new LookAhead(problem);
  }

  /** Values that the key may have at the last answer, some of them, without regard to it. */
  List<Value> valuesAtLastAnswer() {
    watched = problem.events.length - 1;
    search();
    return seen.stream().map(problem.states::show).toList();
  }

  /** Searches. */
  End search() {
    Deque<Frame> path = new ArrayDeque<>();
    Frame first = advance(0, Configuration.START);
    if (first == null) {
      return End.FOUND;
    }
    path.push(first);
    while (!path.isEmpty()) {
      if (!limits.allow(visited.size())) {
        return End.LIMIT;
      }
      Frame frame = path.element();
      Configuration expanding = frame.expanding;
      if (expanding != null) {
        expand(frame, expanding);
        frame.expanding = null;
      }
      Configuration next = frame.queue.poll();
      if (next == null) {
        path.pop();
        continue;
      }
      if (frame.position == watched && seen.add(next.state()) && seen.size() == SHOWN) {
        return End.LIMIT;
      }
      int op = problem.events[frame.position] >> 1;
      if (next.placed().has(op)) {
        if (descend(path, frame.position, next)) {
          return End.FOUND;
        }
        continue;
      }
      frame.expanding = next;
      int state = problem.apply(op, next.state());
      if (state >= 0
          && descend(
              path,
              frame.position,
              step(frame.position, op, next, state, next.placed().with(op), next.used()))) {
        return End.FOUND;
      }
      // On top, so that it is tried first.
      if (problem.hides(op, next) && descend(path, frame.position, hidden(next, op))) {
        return End.FOUND;
      }
    }
    return End.NONE;
  }

  private static Configuration hidden(Configuration from, int op) {
    return new Configuration(
        from.state(), from.placed().with(op), from.used(), from.wiped(), from.wipedText());
  }

  /** Goes on behind an answer whose operation is placed; true if that was the last one. */
  private boolean descend(Deque<Frame> path, int position, Configuration placed) {
    Frame deeper = advance(position, placed);
    if (deeper == null) {
      return true;
    }
    if (visit(deeper.position, deeper.queue.element())) {
      path.push(deeper);
    }
    return false;
  }

  /** Walks on to the next answer of an operation that is not placed; null at the end. */
  private @Nullable Frame advance(int from, Configuration start) {
    SortedInts placed = start.placed();
    for (int e = from; e < problem.events.length; e++) {
      int op = problem.events[e] >> 1;
      if (!Problem.isAnswer(problem.events[e])) {
        if (isGet(op) && problem.found[op] == start.state()) {
          placed = placed.with(op);
        }
      } else if (placed.has(op)) {
        placed = placed.without(op);
      } else {
        return new Frame(
            e,
            new Configuration(
                start.state(), placed, start.used(), start.wiped(), start.wipedText()));
      }
    }
    return null;
  }

  /** Queues what one more operation before the answer leads to. */
  private void expand(Frame frame, Configuration from) {
    int position = frame.position;
    // Where the value is no text, a write may also be what makes an append possible.
    boolean text = problem.states.length(from.state()) >= 0;
    LookAhead.Witnesses witnesses = lookAhead.witnesses(position, from);
    for (int p : problem.pending.at(position)) {
      if (isGet(p) || p == problem.events[position] >> 1 || from.placed().has(p)) {
        continue;
      }
      int state = problem.apply(p, from.state());
      boolean observes = problem.operations.get(p).kind() == Kind.CAS;
      if (state >= 0 && (observes || !text || lookAhead.noticed(state, witnesses))) {
        Configuration next = step(position, p, from, state, from.placed().with(p), from.used());
        if (visit(position, next)) {
          frame.queue.addFirst(next);
        }
      }
    }
    for (int k = 0; k < problem.effects.size(); k++) {
      Effect effect = problem.effects.get(k);
      if (effect.invoked().first() >= position) {
        break;
      }
      if (effect.left(k, position, from.used()) == 0) {
        continue;
      }
      int state = problem.apply(effect.number(), from.state());
      // Even a write that changes nothing may wipe out what would show otherwise.
      boolean idle = state == from.state() && !wipes(effect.number());
      if (state < 0 || idle || (text && !lookAhead.noticed(state, witnesses))) {
        continue;
      }
      Configuration next =
          step(position, effect.number(), from, state, from.placed(), from.used().with(k));
      if (visit(position, next)) {
        frame.queue.addLast(next);
      }
    }
  }

  /** A configuration after a step, with every pending get placed that the new value fits. */
  private Configuration step(
      int position, int op, Configuration from, int state, SortedInts placed, SortedInts used) {
    SortedInts result = placed;
    if (state != from.state()) {
      for (int p : problem.pending.at(position)) {
        if (isGet(p) && problem.found[p] == state && !result.has(p)) {
          result = result.with(p);
        }
      }
    }
    boolean wipes = wipes(op);
    boolean text = problem.states.length(from.state()) >= 0;
    return new Configuration(
        state,
        result,
        used,
        wipes ? position : from.wiped(),
        wipes && text ? position : from.wipedText());
  }

  /** Whether a configuration is new and may come to a good end; remembers it. */
  private boolean visit(int position, Configuration next) {
    List<Configuration> known =
        visited.computeIfAbsent(
            new Place(position, next.state(), next.placed()), fresh -> new ArrayList<>(1));
    for (Configuration earlier : known) {
      if (earlier.dominates(next)) {
        return false;
      }
    }
    known.removeIf(next::dominates);
    known.add(next);
    return lookAhead.hopeful(position, next, watched);
  }

  private boolean wipes(int op) {
    Kind kind = problem.operations.get(op).kind();
    return kind == Kind.PUT || kind == Kind.DELETE;
  }

  private boolean isGet(int op) {
    return problem.operations.get(op).kind() == Kind.GET;
  }
}
