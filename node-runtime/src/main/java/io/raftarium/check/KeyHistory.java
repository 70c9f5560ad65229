package io.raftarium.check;

import io.raftarium.check.LiveHistory.Did;
import io.raftarium.check.LiveHistory.Misplaced;
import io.raftarium.check.Operation.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operations on one key. Their calls and answers wait in order until the outcome of the oldest
 * is known; what is settled lives on as the configurations that explain it (Lowe 2017): a value,
 * and which of the operations under way have taken effect.
 */
final class KeyHistory {
  /** Configurations, and steps from them, that one answer may need. */
  static final int WIDEST = 20_000;

  /** Calls and answers that wait. */
  private static final int MOST_WAITING = 20_000;

  /** Operations of unknown outcome: with each, what may be doubles. */
  private static final int MOST_PERHAPS = 10;

  /** Operations that are named beside one that is wrong. */
  private static final int SHOWN = 6;

  private enum Fate {
    OPEN,
    HAPPENED,
    PERHAPS,
    NOT
  }

  private static final class Op {
    final String id;
    final int number;
    Did deed;
    Fate fate = Fate.OPEN;

    Op(String id, int number, Did deed) {
      this.id = id;
      this.number = number;
      this.deed = deed;
    }
  }

  private record Event(Op op, boolean answer) {}

  /**
   * One way to explain what is settled.
   *
   * @param value null where it may be any
   * @param placed operations under way that have taken effect
   */
  private record Config(@Nullable Value value, SortedInts placed) {}

  private final String key;
  private final int widest;
  private final Deque<Event> waiting = new ArrayDeque<>();
  private final Map<String, Op> open = new HashMap<>();
  private final Map<Integer, Op> pending = new HashMap<>();
  private final Deque<String> newest = new ArrayDeque<>();
  private Set<Config> configs;
  private int calls;
  private long settled;
  private long undecided;
  private @Nullable Misplaced misplaced;

  /** Too much is unknown: nothing can be decided here any longer. */
  private boolean over;

  KeyHistory(String key, @Nullable Value first, int widest) {
    this.key = key;
    this.widest = widest;
    this.configs = Set.of(new Config(first, SortedInts.EMPTY));
  }

  void called(String id, Did asked) {
    if (over) {
      return;
    }
    Op op = new Op(id, calls++, asked);
    open.put(id, op);
    waiting.addLast(new Event(op, false));
  }

  void happened(String id, Did done) {
    Op op = open.remove(id);
    if (op != null && op.fate == Fate.OPEN) {
      op.deed = done;
      op.fate = Fate.HAPPENED;
      waiting.addLast(new Event(op, true));
    }
  }

  void failed(String id) {
    Op op = open.remove(id);
    if (op != null && op.fate == Fate.OPEN) {
      op.fate = Fate.NOT;
    }
  }

  void lost(String id) {
    Op op = open.remove(id);
    if (op != null && op.fate == Fate.OPEN) {
      // A read of which nobody knows says nothing.
      op.fate = op.deed.kind() == Kind.GET ? Fate.NOT : Fate.PERHAPS;
    }
  }

  /** How often it was given up for a while. */
  long undecided() {
    return undecided;
  }

  @Nullable Misplaced misplaced() {
    return misplaced;
  }

  /** Settles what can be; how many operations that were. */
  long settle() {
    long before = settled;
    while (!waiting.isEmpty() && !over) {
      Op op = waiting.element().op();
      if (op.fate == Fate.OPEN) {
        if (waiting.size() <= MOST_WAITING) {
          break;
        }
        // Everything waits for this one: it is settled as one of which nobody knows.
        op.fate = op.deed.kind() == Kind.GET ? Fate.NOT : Fate.PERHAPS;
        undecided++;
      }
      Event event = waiting.remove();
      if (event.answer()) {
        answered(op);
      } else if (op.fate != Fate.NOT) {
        begin(op);
      }
    }
    return settled - before;
  }

  private void begin(Op op) {
    pending.put(op.number, op);
    if (op.fate == Fate.PERHAPS
        && pending.values().stream().filter(each -> each.fate == Fate.PERHAPS).count()
            > MOST_PERHAPS) {
      over = true;
      undecided++;
    }
    if (op.deed.kind() == Kind.GET) {
      Set<Config> next = new LinkedHashSet<>();
      for (Config config : configs) {
        next.add(
            op.deed.value().equals(config.value())
                ? new Config(config.value(), config.placed().with(op.number))
                : config);
      }
      configs = next;
    }
  }

  private void answered(Op op) {
    Set<Config> next = new LinkedHashSet<>();
    Set<Config> seen = new HashSet<>();
    Deque<Config> queue = new ArrayDeque<>();
    for (Config config : configs) {
      if (seen.add(config)) {
        queue.add(config);
      }
    }
    while (!queue.isEmpty()) {
      if (seen.size() > widest) {
        giveUp(op);
        return;
      }
      Config config = queue.remove();
      if (config.placed().has(op.number)) {
        next.add(new Config(config.value(), config.placed().without(op.number)));
        continue;
      }
      for (Op each : pending.values()) {
        Config placed = config.placed().has(each.number) ? null : place(config, each);
        if (placed != null && seen.add(placed)) {
          queue.add(placed);
        }
      }
    }
    pending.remove(op.number);
    settled++;
    if (next.isEmpty()) {
      wrong(op, seen);
      forgetValue();
    } else {
      configs = needed(next);
    }
    newest.addLast(op.id);
    if (newest.size() > SHOWN) {
      newest.removeFirst();
    }
  }

  /** What an operation leads to; null where it cannot be that it took effect there. */
  private @Nullable Config place(Config from, Op op) {
    Did deed = op.deed;
    Value value = from.value();
    Value found =
        switch (deed.kind()) {
          case GET -> deed.value();
          case CAS -> deed.expect();
          case PUT, APPEND, DELETE -> deed.before();
        };
    if (value != null && found != null && !value.equals(found)) {
      return null;
    }
    Value known = found == null ? value : found;
    Value after =
        switch (deed.kind()) {
          case GET -> known;
          case PUT, CAS -> deed.value();
          case DELETE -> Value.ABSENT;
          case APPEND -> appended(known, deed.value());
        };
    if (after == null && deed.kind() == Kind.APPEND && known != null) {
      return null;
    }
    SortedInts placed = from.placed().with(op.number);
    // A read is placed as soon as it fits; nothing is lost by that.
    for (Op each : pending.values()) {
      if (each.deed.kind() == Kind.GET
          && each.deed.value().equals(after)
          && !placed.has(each.number)) {
        placed = placed.with(each.number);
      }
    }
    return new Config(after, placed);
  }

  /** Null where nobody knows, and where the value is no text. */
  private static @Nullable Value appended(@Nullable Value before, Value more) {
    if (!(more instanceof Value.Text(String end))) {
      return null;
    }
    return switch (before) {
      case Value.Text(String begin) -> new Value.Text(begin + end);
      case Value.Absent _ -> more;
      case Value.Other _ -> null;
      case null -> null;
    };
  }

  /** Without those that used more operations of unknown outcome than another, all else equal. */
  private Set<Config> needed(Set<Config> all) {
    List<Op> perhaps = pending.values().stream().filter(op -> op.fate == Fate.PERHAPS).toList();
    if (perhaps.isEmpty() || all.size() == 1) {
      return all;
    }
    Map<Config, List<Config>> alike = new HashMap<>();
    for (Config config : all) {
      SortedInts certain = config.placed();
      for (Op op : perhaps) {
        certain = certain.has(op.number) ? certain.without(op.number) : certain;
      }
      alike
          .computeIfAbsent(new Config(config.value(), certain), _ -> new ArrayList<>())
          .add(config);
    }
    Set<Config> kept = new LinkedHashSet<>();
    for (List<Config> group : alike.values()) {
      for (Config config : group) {
        if (group.stream()
            .noneMatch(less -> !less.equals(config) && config.placed().contains(less.placed()))) {
          kept.add(config);
        }
      }
    }
    return kept;
  }

  private void giveUp(Op op) {
    undecided++;
    settled++;
    pending.remove(op.number);
    forgetValue();
  }

  /** From here on the value may be any, and what is under way may have happened or not. */
  private void forgetValue() {
    pending.values().removeIf(op -> op.deed.kind() == Kind.GET);
    for (Op op : pending.values()) {
      op.fate = Fate.PERHAPS;
    }
    // Their answers, if they wait, say nothing any longer.
    Set<Op> ahead = new HashSet<>();
    waiting.stream().filter(event -> !event.answer()).forEach(event -> ahead.add(event.op()));
    waiting.removeIf(event -> event.answer() && !ahead.contains(event.op()));
    configs = Set.of(new Config(null, SortedInts.EMPTY));
  }

  private void wrong(Op op, Set<Config> tried) {
    if (misplaced != null) {
      return;
    }
    Set<String> beside = new LinkedHashSet<>(newest);
    pending.values().forEach(other -> beside.add(other.id));
    misplaced =
        new Misplaced(
            op.id,
            key,
            beside.stream().limit(2L * SHOWN).toList(),
            tried.stream()
                .map(Config::value)
                .filter(Objects::nonNull)
                .distinct()
                .limit(SHOWN)
                .toList());
  }
}
