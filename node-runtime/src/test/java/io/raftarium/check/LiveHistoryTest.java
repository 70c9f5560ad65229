package io.raftarium.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.check.LiveHistory.Did;
import io.raftarium.check.Operation.Kind;
import io.raftarium.check.Operation.Mark;
import io.raftarium.check.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LiveHistoryTest {
  private static final String KEY = "x";

  @Test
  void agreesWithTheCheckOfWholeHistories() {
    long start = System.nanoTime();
    int wrong = 0;
    int histories = 3_000;
    for (long seed = start; seed < start + histories; seed++) {
      Random random = new Random(seed);
      List<Operation> history =
          RandomHistory.linearizable(
              random, 6 + random.nextInt(14), 1 + random.nextInt(2), 3, 0.15);
      if (random.nextInt(4) > 0) {
        history = spoilt(history, random);
      }
      boolean expected =
          Linearizability.check(history, Duration.ofSeconds(60)) instanceof Verdict.Linearizable;

      LiveHistory live = LiveHistory.ofNothing();
      play(history, live);

      assertThat(live.undecided()).as("seed %d", seed).isZero();
      assertThat(live.misplaced().isEmpty()).as("seed %d: %s", seed, history).isEqualTo(expected);
      wrong += expected ? 0 : 1;
    }
    assertThat(wrong).isBetween(histories / 10, histories * 9 / 10);
  }

  @Test
  void tellsTheReadThatIsTooOldWhileOthersGoOn() {
    LiveHistory history = LiveHistory.ofNothing();
    put(history, "a", "1", Value.ABSENT);
    history.called("slow", KEY, get(Value.ABSENT));
    put(history, "b", "2", new Value.Text("1"));
    assertThat(history.misplaced()).isEmpty();
    // It overlapped with the second write: both are right.
    history.happened("slow", get(new Value.Text("1")));
    assertThat(history.misplaced()).isEmpty();

    history.called("stale", KEY, get(Value.ABSENT));
    history.happened("stale", get(new Value.Text("1")));

    assertThat(history.misplaced())
        .hasValueSatisfying(found -> {
          assertThat(found.operation()).isEqualTo("stale");
          assertThat(found.beside()).contains("b");
          assertThat(found.possible()).containsExactly(new Value.Text("2"));
        });
    assertThat(history.settled()).isEqualTo(4);
  }

  @Test
  void aWriteThatFoundWhatWasNotThereIsWrong() {
    LiveHistory history = LiveHistory.ofNothing();
    put(history, "a", "1", Value.ABSENT);
    put(history, "b", "2", Value.ABSENT);
    assertThat(history.misplaced())
        .hasValueSatisfying(found -> assertThat(found.operation()).isEqualTo("b"));
  }

  @Test
  void whatNobodyKnowsMayHappenLate() {
    LiveHistory history = LiveHistory.ofAnything();
    history.called("lost", KEY, new Did(Kind.PUT, new Value.Text("9"), Value.ABSENT, null));
    history.lost("lost");
    put(history, "a", "1", new Value.Text("before this program"));
    for (int i = 0; i < 100; i++) {
      read(history, "r" + i, "1");
    }
    read(history, "late", "9");
    assertThat(history.misplaced()).isEmpty();
    read(history, "once", "1");
    assertThat(history.misplaced())
        .hasValueSatisfying(found -> assertThat(found.operation()).isEqualTo("once"));
  }

  @Test
  void whatIsTooWideIsNotDecidedAndNeverCalledWrong() {
    LiveHistory history = LiveHistory.ofNothing(20);
    for (int i = 0; i < 4; i++) {
      history.called("w" + i, KEY, new Did(Kind.PUT, new Value.Text("v" + i), Value.ABSENT, null));
    }
    for (int i = 0; i < 4; i++) {
      history.happened("w" + i, new Did(Kind.PUT, new Value.Text("v" + i), Value.ABSENT, null));
    }
    read(history, "any", "v3");
    assertThat(history.undecided()).isPositive();
    assertThat(history.misplaced()).isEmpty();
    // And goes on from what it finds.
    read(history, "again", "v2");
    read(history, "wrong", "no one wrote it");
    assertThat(history.misplaced()).isPresent();
  }

  @Test
  void anHourOfOperationsTakesNoMemoryAndLittleTime() {
    LiveHistory history = LiveHistory.ofNothing();
    long began = System.nanoTime();
    String value = "0";
    put(history, "first", value, Value.ABSENT);
    for (int i = 1; i < 100_000; i++) {
      history.called("r" + i, KEY, get(Value.ABSENT));
      put(history, "w" + i, String.valueOf(i), new Value.Text(value));
      history.happened("r" + i, get(new Value.Text(i % 2 == 0 ? value : String.valueOf(i))));
      value = String.valueOf(i);
    }
    assertThat(history.misplaced()).isEmpty();
    assertThat(history.settled()).isEqualTo(199_999);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
  }

  private static Did get(Value found) {
    return new Did(Kind.GET, found, Value.ABSENT, null);
  }

  private static void put(LiveHistory history, String id, String value, Value before) {
    Did put = new Did(Kind.PUT, new Value.Text(value), Value.ABSENT, before);
    history.called(id, KEY, put);
    history.happened(id, put);
  }

  private static void read(LiveHistory history, String id, String found) {
    history.called(id, KEY, get(Value.ABSENT));
    history.happened(id, get(new Value.Text(found)));
  }

  private static void play(List<Operation> history, LiveHistory live) {
    Map<Integer, Runnable> events = new TreeMap<>();
    List<String> open = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      Operation operation = history.get(i);
      String id = "o" + i;
      Did deed = new Did(operation.kind(), operation.value(), operation.expect(), null);
      events.put(operation.invoked().line(), () -> live.called(id, operation.key(), deed));
      Runnable end =
          () -> {
            switch (operation.outcome()) {
              case OK -> live.happened(id, deed);
              case FAILED -> live.failed(id);
              case UNKNOWN -> live.lost(id);
            }
          };
      if (operation.answered().line() > 0) {
        events.put(operation.answered().line(), end);
      } else {
        open.add(id);
      }
    }
    events.values().forEach(Runnable::run);
    open.forEach(live::lost);
  }

  /** With another value in one of its reads. */
  private static List<Operation> spoilt(List<Operation> history, Random random) {
    List<Operation> spoilt = new ArrayList<>(history);
    List<Integer> reads = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      if (history.get(i).kind() == Kind.GET && history.get(i).outcome() == Outcome.OK) {
        reads.add(i);
      }
    }
    if (!reads.isEmpty()) {
      int at = reads.get(random.nextInt(reads.size()));
      Operation read = history.get(at);
      Value other = history.get(reads.get(random.nextInt(reads.size()))).value();
      Mark answered = read.answered();
      spoilt.set(
          at,
          new Operation(
              read.process(),
              Kind.GET,
              read.key(),
              other,
              read.expect(),
              Outcome.OK,
              read.invoked(),
              answered));
    }
    return spoilt;
  }
}
