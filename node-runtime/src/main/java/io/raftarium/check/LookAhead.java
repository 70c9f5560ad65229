package io.raftarium.check;

import io.raftarium.check.Operation.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells configurations apart that may come to a good end from those that cannot, by what the
 * answers to come say of the value.
 *
 * <p>Its "no" is certain, its "yes" is a guess. Observers are answered gets, and cas operations,
 * whose value at their moment is known.
 */
final class LookAhead {
  /** Candidates looked at before the benefit of the doubt. */
  private static final int FAR = 4096;

  private static final int REMEMBERED = 64;
  private static final int LONGEST_REMEMBERED = 1 << 20;

  private final Problem problem;
  private final States states;
  private final int[] nextObserver;

  private final Map<Integer, States.Prefixes> prefixes =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, States.Prefixes> eldest) {
          return size() > REMEMBERED;
        }
      };

  LookAhead(Problem problem) {
    this.problem = problem;
    this.states = problem.states;
    int[] events = problem.events;
    nextObserver = new int[events.length + 1];
    nextObserver[events.length] = events.length;
    for (int e = events.length - 1; e >= 0; e--) {
      boolean observer =
          Problem.isAnswer(events[e]) && observes(problem.operations.get(events[e] >> 1));
      nextObserver[e] = observer ? e : nextObserver[e + 1];
    }
  }

  private static boolean observes(Operation operation) {
    return operation.kind() == Kind.GET || operation.kind() == Kind.CAS;
  }

  private static Value found(Operation observer) {
    return observer.kind() == Kind.GET ? observer.value() : observer.expect();
  }

  /**
   * Whether what may still happen can lead to the value that the next observer found.
   *
   * @param end observers answered at or after this event are left out of account
   */
  boolean hopeful(int position, Configuration from, int end) {
    int observer = nextObserver[position];
    while (observer < problem.events.length && from.placed().has(problem.events[observer] >> 1)) {
      observer = nextObserver[observer + 1];
    }
    if (observer >= problem.events.length || observer >= end) {
      return true;
    }
    int op = problem.events[observer] >> 1;
    if (problem.found[op] == from.state()) {
      return true;
    }
    List<Operation> candidates = candidates(position, observer, op, from);
    if (candidates.size() > FAR || growsTo(from.state(), op, candidates)) {
      return true;
    }
    for (Operation candidate : candidates) {
      if (candidate.kind() != Kind.APPEND
          && candidate.kind() != Kind.GET
          && growsTo(states.of(candidate.value()), op, candidates)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Who may notice an operation placed now: observers that may come before the next write that
   * wipes it out for sure. An unknown operation that nobody notices may as well not be placed, and
   * one that is answered later may as well hide before the write that wipes it out.
   */
  Witnesses witnesses(int position, Configuration from) {
    List<Integer> observers = new ArrayList<>();
    for (int p : problem.pending.at(position)) {
      if (observes(problem.operations.get(p)) && !from.placed().has(p)) {
        observers.add(p);
      }
    }
    boolean all = true;
    int end = position;
    for (int e = position; e < problem.events.length; e++) {
      int op = problem.events[e] >> 1;
      Operation operation = problem.operations.get(op);
      boolean writes = operation.kind() == Kind.PUT || operation.kind() == Kind.DELETE;
      if (Problem.isAnswer(problem.events[e])) {
        // One called before now may hide instead.
        if (writes && problem.invokedAt[op] >= position) {
          break;
        }
      } else if (observes(operation)) {
        observers.add(op);
      }
      end = e + 1;
      if (observers.size() > FAR) {
        all = false;
        break;
      }
    }
    for (int k = 0; k < problem.effects.size(); k++) {
      Effect effect = problem.effects.get(k);
      if (effect.invoked().first() >= position) {
        break;
      }
      if (effect.sample().kind() == Kind.CAS && effect.left(k, position, from.used()) > 0) {
        observers.add(effect.number());
      }
    }
    return new Witnesses(all, observers, candidates(position, end, -1, from));
  }

  /**
   * Observers that may come before a certain write.
   *
   * @param all false if there are too many to tell
   * @param observers their numbers
   * @param candidates what else may happen before
   */
  record Witnesses(boolean all, List<Integer> observers, List<Operation> candidates) {}

  /** Whether a witness may find this state, or it with something appended. */
  boolean noticed(int state, Witnesses witnesses) {
    if (!witnesses.all() || witnesses.candidates().size() > FAR) {
      return true;
    }
    for (int observer : witnesses.observers()) {
      if (growsTo(state, observer, witnesses.candidates())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a state is what the observer found, or its beginning and an append fits next. */
  private boolean growsTo(int state, int observer, List<Operation> candidates) {
    if (problem.found[observer] == state) {
      return true;
    }
    if (!(found(problem.operations.get(observer)) instanceof Value.Text(String text))) {
      return false;
    }
    long length = states.length(state);
    if (length < 0 || length > text.length()) {
      return false;
    }
    for (Operation candidate : candidates) {
      if (candidate.kind() == Kind.APPEND
          && candidate.value() instanceof Value.Text(String added)
          && text.startsWith(added, (int) length)) {
        return states.begins(state, prefixes(observer, text));
      }
    }
    return false;
  }

  private States.Prefixes prefixes(int observer, String text) {
    return text.length() > LONGEST_REMEMBERED
        ? new States.Prefixes(text)
        : prefixes.computeIfAbsent(observer, fresh -> new States.Prefixes(text));
  }

  /** What may still be placed before an event; more than {@link #FAR} if too many. */
  private List<Operation> candidates(int position, int end, int except, Configuration from) {
    List<Operation> found = new ArrayList<>();
    for (int p : problem.pending.at(position)) {
      Operation operation = problem.operations.get(p);
      if (p != except && operation.kind() != Kind.GET && !from.placed().has(p)) {
        found.add(operation);
      }
    }
    for (int k = 0; k < problem.effects.size() && found.size() <= FAR; k++) {
      Effect effect = problem.effects.get(k);
      if (effect.invoked().first() >= position) {
        break;
      }
      if (effect.left(k, position, from.used()) > 0) {
        found.add(effect.sample());
      }
    }
    for (int e = position; e < end && found.size() <= FAR; e++) {
      int op = problem.events[e] >> 1;
      Operation operation = problem.operations.get(op);
      if (!Problem.isAnswer(problem.events[e]) && operation.kind() != Kind.GET && op != except) {
        found.add(operation);
      }
    }
    return found;
  }
}
