package io.raftarium.check;

import io.raftarium.check.Operation.Kind;
import io.raftarium.check.Operation.Mark;
import io.raftarium.check.Operation.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/** Makes histories that a right system could leave, by running one copy of the data. */
final class RandomHistory {
  private static final List<Kind> KINDS =
      List.of(Kind.PUT, Kind.GET, Kind.GET, Kind.APPEND, Kind.CAS, Kind.DELETE);

  private record Step(long time, int operation, What what) {}

  private enum What {
    TAKE_EFFECT,
    ANSWER
  }

  private RandomHistory() {}

  /** A history in which some operations' outcome is unknown, half of which happen late. */
  static List<Operation> linearizable(
      Random random, int count, int keys, int processes, double unknown) {
    List<Operation> operations = new ArrayList<>();
    Map<String, Value> data = new HashMap<>();
    PriorityQueue<Step> steps =
        new PriorityQueue<>(
            (a, b) -> a.time != b.time ? Long.compare(a.time, b.time) : a.operation - b.operation);
    long[] free = new long[processes];
    boolean[] busy = new boolean[processes];
    boolean[] happens = new boolean[count];
    boolean[] lost = new boolean[count];
    int line = 0;
    long time = 0;
    while (operations.size() < count || !steps.isEmpty()) {
      time++;
      for (int p = 0; p < processes && operations.size() < count; p++) {
        if (busy[p] || free[p] > time) {
          continue;
        }
        busy[p] = true;
        int number = operations.size();
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        String key = "\"k" + random.nextInt(keys) + "\"";
        Value value =
            kind == Kind.GET || kind == Kind.DELETE
                ? Value.ABSENT
                : new Value.Text(kind.word().charAt(0) + "" + number + ",");
        Value expect = kind == Kind.CAS ? data.getOrDefault(key, Value.ABSENT) : Value.ABSENT;
        operations.add(
            new Operation(
                p, kind, key, value, expect, Outcome.OK, new Mark(++line, time), Mark.NONE));
        long answer = time + 1 + random.nextInt(40);
        lost[number] = random.nextDouble() < unknown;
        long effect =
            time + random.nextInt((int) (answer - time)) + (lost[number] ? random.nextInt(400) : 0);
        happens[number] = !lost[number] || random.nextBoolean();
        steps.add(new Step(effect, number, What.TAKE_EFFECT));
        steps.add(new Step(answer, number, What.ANSWER));
      }
      while (!steps.isEmpty() && steps.element().time <= time) {
        Step step = steps.remove();
        Operation call = operations.get(step.operation);
        if (step.what == What.TAKE_EFFECT) {
          if (happens[step.operation]) {
            operations.set(step.operation, takeEffect(call, data));
          }
        } else {
          operations.set(
              step.operation,
              answered(
                  call,
                  lost[step.operation] ? Outcome.UNKNOWN : call.outcome(),
                  new Mark(++line, time)));
          int p = (int) call.process();
          busy[p] = false;
          free[p] = time + 1 + random.nextInt(10);
        }
      }
    }
    return operations;
  }

  private static Operation takeEffect(Operation call, Map<String, Value> data) {
    Value before = data.getOrDefault(call.key(), Value.ABSENT);
    switch (call.kind()) {
      case GET -> {
        return with(call, before, call.outcome(), call.answered());
      }
      case PUT, DELETE -> data.put(call.key(), call.value());
      case APPEND -> {
        String text = before instanceof Value.Text(String t) ? t : "";
        data.put(call.key(), new Value.Text(text + ((Value.Text) call.value()).text()));
      }
      case CAS -> {
        if (!call.expect().equals(before)) {
          Outcome outcome =
              call.outcome() == Outcome.OK && call.answered().line() == 0
                  ? Outcome.FAILED
                  : call.outcome();
          return with(call, call.value(), outcome, call.answered());
        }
        data.put(call.key(), call.value());
      }
    }
    return call;
  }

  private static Operation answered(Operation call, Outcome outcome, Mark mark) {
    return with(call, call.value(), outcome, mark);
  }

  private static Operation with(Operation call, Value value, Outcome outcome, Mark answered) {
    return new Operation(
        call.process(),
        call.kind(),
        call.key(),
        value,
        call.expect(),
        outcome,
        call.invoked(),
        answered);
  }
}
