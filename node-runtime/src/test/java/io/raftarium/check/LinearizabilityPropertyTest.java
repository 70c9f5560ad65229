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
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinearizabilityPropertyTest {
  private static final int BLOCKS = 60;
  private static final int BLOCK = 1_000;
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

  /** One history a seed; {@code -Draftarium.seed=N} repeats the block that begins with it. */
  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithTryingEveryOrder(long first) {
    int good = 0;
    for (long seed = first; seed < first + BLOCK; seed++) {
      List<Operation> history = history(new Random(seed));
      boolean expected = BruteForce.linearizable(history);
      good += expected ? 1 : 0;

      Verdict verdict = Linearizability.check(history, Duration.ofSeconds(60));

      assertThat(verdict instanceof Verdict.Linearizable)
          .as("seed %d: %s", seed, history)
          .isEqualTo(expected);
      if (verdict instanceof Verdict.NotLinearizable no) {
        assertThat(history).as("seed %d", seed).contains(no.operation());
        assertThat(no.operation().outcome()).as("seed %d", seed).isEqualTo(Outcome.OK);
      }
    }
    // Were they all of one kind, the test would show nothing.
    assertThat(good).as("seeds from %d", first).isBetween(BLOCK / 10, BLOCK * 9 / 10);
  }

  static LongStream seeds() {
    Long given = Long.getLong("raftarium.seed");
    long start = System.nanoTime();
    return given != null
        ? LongStream.of(given)
        : LongStream.range(0, BLOCKS).map(block -> start + block * BLOCK);
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
