package io.raftarium.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for the values that a key may have had, so that a search compares numbers.
 *
 * <p>Texts grow by appending, so they are told apart by length and two hashes of 61 bits, which an
 * append extends without looking at the text before it; two different texts of a history agree in
 * all three with a chance below 10^-25.
 */
final class States {
  private static final long PRIME = (1L << 61) - 1;
  private static final long[] BASE = {0x1a2b3c4d5e6f708L, 0x0f1e2d3c4b5a697L};

  private record TextKey(long length, long first, long second) {}

  /** How a state came about, to show it. */
  private record Origin(int before, Value value) {}

  private final Map<Object, Integer> numbers = new HashMap<>();
  private final List<Origin> origins = new ArrayList<>();
  private final List<TextKey> texts = new ArrayList<>();
  private final Map<String, long[]> tokens = new HashMap<>();

  private static final TextKey NO_TEXT = new TextKey(-1, 0, 0);
  private static final TextKey EMPTY = new TextKey(0, 0, 0);

  /** Number of the absent value. */
  static final int ABSENT = 0;

  States() {
    of(Value.ABSENT);
  }

  /** The number of a value. */
  int of(Value value) {
    if (value instanceof Value.Text(String text)) {
      return number(extend(EMPTY, text), -1, value);
    }
    Integer known = numbers.get(value);
    if (known != null) {
      return known;
    }
    numbers.put(value, origins.size());
    origins.add(new Origin(-1, value));
    texts.add(NO_TEXT);
    return origins.size() - 1;
  }

  /** The number of a value after text is added to it, or -1 if it is neither text nor absent. */
  int append(int state, Value.Text added) {
    TextKey before = state == ABSENT ? EMPTY : texts.get(state);
    return before.equals(NO_TEXT) ? -1 : number(extend(before, added.text()), state, added);
  }

  /** Length of a text's state (0 for absent), or -1 if it is of another kind. */
  long length(int state) {
    return state == ABSENT ? 0 : texts.get(state).length();
  }

  /** Whether a state is the beginning of a text whose hashes are given. */
  boolean begins(int state, Prefixes of) {
    if (state == ABSENT) {
      return true;
    }
    TextKey text = texts.get(state);
    return !text.equals(NO_TEXT)
        && text.length() < of.first.length
        && text.first() == of.first[(int) text.length()]
        && text.second() == of.second[(int) text.length()];
  }

  /** The value that a state stands for. */
  Value show(int state) {
    if (texts.get(state).equals(NO_TEXT)) {
      return origins.get(state).value();
    }
    Deque<String> parts = new ArrayDeque<>();
    for (int at = state; at > 0; at = origins.get(at).before()) {
      if (origins.get(at).value() instanceof Value.Text(String text)) {
        parts.push(text);
      }
    }
    return new Value.Text(String.join("", parts));
  }

  private int number(TextKey key, int before, Value value) {
    Integer known = numbers.putIfAbsent(key, origins.size());
    if (known != null) {
      return known;
    }
    origins.add(new Origin(before, value));
    texts.add(key);
    return origins.size() - 1;
  }

  private TextKey extend(TextKey before, String text) {
    long[] token = tokens.computeIfAbsent(text, States::hash);
    return new TextKey(
        before.length() + text.length(),
        add(multiply(before.first(), token[0]), token[1]),
        add(multiply(before.second(), token[2]), token[3]));
  }

  /** Per base: the factor for what stands before the text, and the text's own hash. */
  private static long[] hash(String text) {
    long[] hash = {1, 0, 1, 0};
    for (int i = 0; i < text.length(); i++) {
      for (int b = 0; b < 2; b++) {
        hash[2 * b] = multiply(hash[2 * b], BASE[b]);
        hash[2 * b + 1] = add(multiply(hash[2 * b + 1], BASE[b]), text.charAt(i) + 1);
      }
    }
    return hash;
  }

  private static long multiply(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    return add((low & PRIME), (low >>> 61) | (high << 3));
  }

  private static long add(long a, long b) {
    long sum = a + b;
    return sum >= PRIME ? sum - PRIME : sum;
  }

  /** The hashes of every beginning of one text. */
  static final class Prefixes {
    private final long[] first;
    private final long[] second;

    Prefixes(String text) {
      first = new long[text.length() + 1];
      second = new long[text.length() + 1];
      for (int i = 0; i < text.length(); i++) {
        first[i + 1] = add(multiply(first[i], BASE[0]), text.charAt(i) + 1);
        second[i + 1] = add(multiply(second[i], BASE[1]), text.charAt(i) + 1);
      }
    }
  }
}
