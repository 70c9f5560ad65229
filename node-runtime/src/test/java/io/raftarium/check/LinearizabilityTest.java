package io.raftarium.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.check.Operation.Kind;
import io.raftarium.check.Operation.Outcome;
import io.raftarium.check.Verdict.Why;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearizabilityTest {
  /** A line of a history in short: process, type and, for a call, what. */
  private static Verdict check(String... events) throws Exception {
    return Linearizability.check(history(events), Duration.ofSeconds(20));
  }

  private static List<Operation> history(String... events) throws Exception {
    List<String> lines = new ArrayList<>();
    int time = 0;
    for (String event : events) {
      String[] word = event.split(" ", -1);
      StringBuilder line = new StringBuilder("{'process':" + word[0] + ",'time':" + time++);
      line.append(",'type':'").append(word[1]).append("'");
      if (word[1].equals("invoke")) {
        line.append(",'op':'").append(word[2]).append("','key':'").append(word[3]).append("'");
        if (word.length == 5) {
          line.append(",'value':").append(word[4]);
        } else if (word.length == 6) {
          line.append(",'expect':").append(word[4]).append(",'value':").append(word[5]);
        }
      } else if (word.length == 3) {
        line.append(",'value':").append(word[2]);
      }
      lines.add(line + "}");
    }
    return HistoryReaderTest.read(lines.toArray(String[]::new));
  }

  private static void assertGood(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Linearizable.class);
  }

  private static String wrong(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.NotLinearizable.class);
    return ((Verdict.NotLinearizable) verdict).words();
  }

  @Test
  void nothingIsLinearizable() throws Exception {
    assertGood(check());
  }

  @Test
  void anAbsentKeyReadsNull() throws Exception {
    assertGood(check("1 invoke get x", "1 ok null"));
    assertThat(wrong(check("1 invoke get x", "1 ok 'a'")))
        .isEqualTo(
            "get \"x\" by process 1 (lines 1 to 2) returned \"a\", but nothing called before its"
                + " answer writes that; by then the value could be null");
  }

  @Test
  void aReadAfterAWriteSeesIt() throws Exception {
    assertGood(check("1 invoke put x 1", "1 ok", "2 invoke get x", "2 ok 1"));
    assertThat(wrong(check("1 invoke put x 1", "1 ok", "2 invoke get x", "2 ok null")))
        .contains("get \"x\" by process 2 (lines 3 to 4) returned null")
        .endsWith("could be 1");
  }

  @Test
  void aReadBesideAWriteMaySeeEither() throws Exception {
    assertGood(check("1 invoke put x 1", "2 invoke get x", "2 ok null", "1 ok"));
    assertGood(check("1 invoke put x 1", "2 invoke get x", "2 ok 1", "1 ok"));
  }

  @Test
  void aValueOnceSeenStays() throws Exception {
    assertThat(
            wrong(
                check(
                    "1 invoke put x 1",
                    "2 invoke get x",
                    "2 ok 1",
                    "2 invoke get x",
                    "2 ok null",
                    "1 ok")))
        .contains("lines 4 to 5");
  }

  @Test
  void anUnknownWriteMayHappenAnyTimeLater() throws Exception {
    assertGood(
        check(
            "1 invoke put x 1",
            "1 info",
            "2 invoke get x",
            "2 ok null",
            "2 invoke get x",
            "2 ok 1"));
    assertGood(check("1 invoke put x 1", "2 invoke get x", "2 ok null"));
  }

  @Test
  void anUnknownWriteHappensOnlyOnce() throws Exception {
    assertThat(wrong(check("1 invoke append x 'a'", "1 info", "2 invoke get x", "2 ok 'aa'")))
        .endsWith("could be null or \"a\"");
  }

  @Test
  void aFailedWriteNeverHappens() throws Exception {
    wrong(check("1 invoke put x 1", "1 fail", "2 invoke get x", "2 ok 1"));
  }

  @Test
  void casNeedsWhatItExpects() throws Exception {
    assertGood(check("1 invoke cas x null 1", "1 ok", "1 invoke cas x 1 2", "1 ok"));
    assertThat(wrong(check("1 invoke put x 1", "1 ok", "1 invoke cas x 2 3", "1 ok")))
        .startsWith("cas \"x\" from 2 to 3 by process 1 (lines 3 to 4) swapped, but");
    wrong(check("1 invoke cas x null 1", "2 invoke cas x null 2", "1 ok", "2 ok"));
  }

  @Test
  void keysAreIndependent() throws Exception {
    assertGood(
        check(
            "1 invoke put x 1", "1 ok", "2 invoke get y", "2 ok null", "2 invoke get x", "2 ok 1"));
    assertThat(wrong(check("1 invoke put x 1", "1 ok", "2 invoke get y", "2 ok 1")))
        .startsWith("get \"y\"");
  }

  @Test
  void namesTheFirstAnswerThatIsWrong() throws Exception {
    assertThat(
            wrong(
                check(
                    "1 invoke put x 1",
                    "1 ok",
                    "1 invoke put x 2",
                    "1 ok",
                    "2 invoke get x",
                    "2 ok 1",
                    "2 invoke get x",
                    "2 ok 7")))
        .contains("lines 5 to 6");
  }

  @Test
  void manyUnknownWritesOnOneKeyAreDecided() throws Exception {
    List<String> events = new ArrayList<>();
    for (int process = 10; process < 210; process++) {
      events.add(
          process + " invoke " + (process % 2 == 0 ? "put" : "append") + " x '" + process + ",'");
    }
    for (int i = 0; i < 200; i++) {
      events.add("1 invoke put x 'w" + i + "'");
      events.add("1 ok");
      events.add("1 invoke get x");
      events.add("1 ok " + (i == 100 ? "'44,45,51,'" : "'w" + i + "'"));
    }
    assertGood(check(events.toArray(String[]::new)));
    events.add("1 invoke get x");
    events.add("1 ok '44,45,'");
    wrong(check(events.toArray(String[]::new)));
  }

  @Test
  void aHundredThousandOperationsAreDecidedWithinAMinute() {
    List<Operation> history = RandomHistory.linearizable(new Random(7), 100_000, 20, 20, 0.01);
    long start = System.nanoTime();

    Verdict verdict = Linearizability.check(history, Duration.ofMinutes(2));

    assertThat(verdict).isInstanceOf(Verdict.Linearizable.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
  }

  /** Ten clients who write and read one key at a time: many orders, one answer that none has. */
  private static List<Operation> crowd(long seed, UnaryOperator<Operation> lastGet) {
    List<Operation> history =
        new ArrayList<>(RandomHistory.linearizable(new Random(seed), 200, 1, 10, 0.2));
    for (int i = history.size() - 1; i >= 0; i--) {
      Operation operation = history.get(i);
      if (operation.kind() == Kind.GET && operation.outcome() == Outcome.OK) {
        history.set(i, lastGet.apply(operation));
        return history;
      }
    }
    throw new IllegalStateException("no get");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aValueThatNobodyWroteIsFoundWithoutASearch(long seed) {
    for (Value never : List.of(new Value.Text("never"), new Value.Other("7"))) {
      List<Operation> history = crowd(seed, get -> answered(get, never));

      assertThat(new PlainFaults(possible(history)).first().orElseThrow().why())
          .isEqualTo(Why.NEVER_WRITTEN);
      // A search so short that it finds nothing.
      Verdict verdict = Linearizability.check(history, Duration.ZERO);
      assertThat(wrong(verdict)).contains(", but nothing called before its answer writes that");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aTextThatNoAppendsMakeIsFoundWithoutASearch(long seed) {
    List<Operation> history =
        crowd(
            seed,
            get ->
                answered(
                    get,
                    get.value() instanceof Value.Text(String text)
                        ? new Value.Text("gap" + text)
                        : new Value.Text("gap")));

    assertThat(new PlainFaults(possible(history)).first().orElseThrow().why())
        .isEqualTo(Why.NEVER_WRITTEN);
  }

  @Test
  void whatIsWrongOnItsFaceIsToldInItsOwnWords() throws Exception {
    assertThat(wrong(check("1 invoke get x", "1 ok 1", "2 invoke put x 1", "2 ok")))
        .contains("(lines 1 to 2) returned 1, but nothing called before its answer writes that");
    assertThat(wrong(check("1 invoke cas x 'no' 1", "1 ok")))
        .contains("swapped, but nothing called before its answer writes what it expects");
    assertThat(
            wrong(
                check(
                    "1 invoke put x 1",
                    "1 ok",
                    "1 invoke append y 'a'",
                    "1 ok",
                    "1 invoke put x 2",
                    "1 ok",
                    "2 invoke get x",
                    "2 ok 1")))
        .contains("the key had another value, for sure, between the last write of that and");
    assertThat(
            wrong(
                check(
                    "1 invoke append x 'a,'",
                    "1 info",
                    "2 invoke append x 'b,'",
                    "2 ok",
                    "2 invoke get x",
                    "2 ok 'a,b,a,'")))
        .contains("that was written less often than that takes");
    assertThat(
            wrong(
                check(
                    "1 invoke put x 0",
                    "1 ok",
                    "1 invoke cas x 0 1",
                    "2 invoke cas x 0 2",
                    "1 ok",
                    "2 ok")))
        .contains("swapped, but what it expects was written less often than that takes");
  }

  private static List<Operation> possible(List<Operation> history) {
    return history.stream().filter(operation -> operation.outcome() != Outcome.FAILED).toList();
  }

  @Test
  void oneHardKeyDoesNotHideWhatIsWrongWithAnother() throws Exception {
    List<String> events = new ArrayList<>(thirtyWriters("a", true));
    // Wrong, but not on its face: 2 is there before 3 for both readers, or the other way round.
    events.addAll(
        List.of(
            "51 invoke put z 2",
            "52 invoke put z 3",
            "53 invoke get z",
            "53 ok 2",
            "54 invoke get z",
            "54 ok 3",
            "53 invoke get z",
            "53 ok 2",
            "51 ok",
            "52 ok"));

    Verdict verdict =
        Linearizability.check(history(events.toArray(String[]::new)), Duration.ofSeconds(4));

    assertThat(wrong(verdict)).startsWith("get \"z\"");
  }

  /** Thirty appends at a time, seen in an order that only a search can tell to be wrong. */
  private static List<String> thirtyWriters(String key, boolean twice) {
    List<String> events = new ArrayList<>();
    for (int process = 10; process < 40; process++) {
      events.add(process + " invoke append " + key + " '" + "x".repeat(process % 7 + 1) + "'");
    }
    events.add("1 invoke get " + key);
    events.add("1 ok '" + "x".repeat(117) + "'");
    if (twice) {
      events.add("1 invoke get " + key);
      events.add("1 ok '" + "x".repeat(116) + "'");
    }
    for (int process = 10; process < 40; process++) {
      events.add(process + " ok");
    }
    return events;
  }

  @Test
  void saysWhenItGaveUp() {
    List<Operation> history = RandomHistory.linearizable(new Random(8), 2_000, 1, 20, 0.01);

    assertThat(Linearizability.check(history, Duration.ofMinutes(1), 10))
        .isEqualTo(new Verdict.Undecided("more than 10 configurations to remember", "\"k0\""));
    assertThat(Linearizability.check(history, Duration.ZERO))
        .isEqualTo(new Verdict.Undecided("the time limit of 0 s", "\"k0\""));
  }

  @Test
  void aRightHistoryIsNeverPlainlyWrong() {
    for (long seed = 1; seed <= 300; seed++) {
      List<Operation> history = RandomHistory.linearizable(new Random(seed), 120, 1, 6, 0.2);
      assertThat(new PlainFaults(possible(history)).first()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void whatWasWrittenOverBeforeTheCallIsFoundAtOnce() throws Exception {
    assertThat(
            plain(
                "1 invoke put x 1", "1 ok", "1 invoke put x 2", "1 ok", "2 invoke get x", "2 ok 1"))
        .isTrue();
    assertThat(plain("1 invoke put x 1", "1 ok", "2 invoke get x", "2 ok null")).isTrue();
    assertThat(
            plain(
                "1 invoke put x 1",
                "1 ok",
                "1 invoke delete x",
                "1 ok",
                "2 invoke get x",
                "2 ok null"))
        .isFalse();
    assertThat(
            plain(
                "1 invoke put x 1", "2 invoke put x 2", "2 ok", "1 ok", "2 invoke get x", "2 ok 1"))
        .isFalse();
    assertThat(plain("2 invoke get x", "2 ok 1", "1 invoke put x 1", "1 ok")).isTrue();
    assertThat(
            plain(
                "1 invoke put x 1",
                "1 info",
                "3 invoke put x 2",
                "3 ok",
                "2 invoke get x",
                "2 ok 1"))
        .isFalse();
  }

  @Test
  void aTextIsMadeOfWhatWasAppended() throws Exception {
    String[] appends = {
      "1 invoke put x 'a'",
      "1 ok",
      "1 invoke append x 'bc'",
      "1 ok",
      "2 invoke append x 'd'",
      "2 ok"
    };
    // The second is wrong as well, but it takes a search to see it.
    for (String right : List.of("abcd", "ad")) {
      assertThat(plainWith(appends, right)).as(right).isFalse();
    }
    for (String wrong : List.of("abcx", "xbcd", "ab", "abd", "abc")) {
      assertThat(plainWith(appends, wrong)).as(wrong).isTrue();
    }
  }

  private static boolean plainWith(String[] events, String found) throws Exception {
    List<String> all = new ArrayList<>(List.of(events));
    all.add("3 invoke get x");
    all.add("3 ok '" + found + "'");
    return plain(all.toArray(String[]::new));
  }

  private static boolean plain(String... events) throws Exception {
    return new PlainFaults(possible(history(events))).first().isPresent();
  }

  private static Operation answered(Operation get, Value found) {
    return new Operation(
        get.process(),
        get.kind(),
        get.key(),
        found,
        get.expect(),
        get.outcome(),
        get.invoked(),
        get.answered());
  }
}
