package io.raftarium.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.check.Operation.Kind;
import io.raftarium.check.Operation.Mark;
import io.raftarium.check.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

class LinearizabilityPropertyTest {
  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final Value[] VALUES = {
    Value.ABSENT,
    new Value.Text(""),
    new Value.Text("a"),
    new Value.Text("b"),
    new Value.Text("ab"),
    new Value.Text("aa"),
    new Value.Other("1"),
  };

  @Property(tries = 60_000, shrinking = ShrinkingMode.OFF)
  void agreesWithTryingEveryOrder(@ForAll long seed) {
    List<Operation> history = history(new Random(seed));
    boolean expected = BruteForce.linearizable(history);
    Statistics.collect(expected);

    Verdict verdict = Linearizability.check(history, Duration.ofSeconds(60));

    assertThat(verdict instanceof Verdict.Linearizable).as("%s", history).isEqualTo(expected);
    if (verdict instanceof Verdict.NotLinearizable no) {
      assertThat(history).contains(no.operation());
      assertThat(no.operation().outcome()).isEqualTo(Outcome.OK);
    }
  }

  /** Up to 9 operations; many of them plausible, because a real value changes beside them. */
  private static List<Operation> history(Random random) {
    int processes = 1 + random.nextInt(4);
    int count = 1 + random.nextInt(9);
    List<Operation> operations = new ArrayList<>();
    int[] open = new int[processes];
    Arrays.fill(open, -1);
    Value current = Value.ABSENT;
    int line = 0;
    boolean honest = random.nextBoolean();
    while (operations.size() < count || random.nextInt(4) > 0) {
      line++;
      int process = random.nextInt(processes);
      Mark mark = new Mark(line, line);
      if (open[process] < 0) {
        if (operations.size() >= count) {
          continue;
        }
        open[process] = operations.size();
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        Value value = VALUES[random.nextInt(VALUES.length)];
        if (kind == Kind.APPEND && !(value instanceof Value.Text)) {
          value = VALUES[1 + random.nextInt(5)];
        }
        if (kind == Kind.DELETE || kind == Kind.GET) {
          value = Value.ABSENT;
        }
        Value expect =
            kind != Kind.CAS
                ? Value.ABSENT
                : random.nextBoolean() ? current : VALUES[random.nextInt(VALUES.length)];
        operations.add(
            new Operation(process, kind, "\"k\"", value, expect, Outcome.UNKNOWN, mark, Mark.NONE));
      } else {
        Operation call = operations.get(open[process]);
        int draw = random.nextInt(10);
        Outcome outcome = draw < 6 ? Outcome.OK : draw < 8 ? Outcome.UNKNOWN : Outcome.FAILED;
        Value value = call.value();
        if (call.kind() == Kind.GET) {
          value = honest || random.nextBoolean() ? current : VALUES[random.nextInt(VALUES.length)];
        } else if (outcome != Outcome.FAILED && random.nextInt(4) > 0) {
          current = effect(call, current);
        }
        operations.set(
            open[process],
            new Operation(
                process,
                call.kind(),
                call.key(),
                value,
                call.expect(),
                outcome,
                call.invoked(),
                mark));
        open[process] = -1;
      }
    }
    return operations;
  }

  private static Value effect(Operation call, Value current) {
    return switch (call.kind()) {
      case GET -> current;
      case PUT, DELETE -> call.value();
      case CAS -> call.expect().equals(current) ? call.value() : current;
      case APPEND ->
          switch (current) {
            case Value.Absent _ -> call.value();
            case Value.Text(String text) ->
                new Value.Text(text + ((Value.Text) call.value()).text());
            case Value.Other _ -> current;
          };
    };
  }
}
