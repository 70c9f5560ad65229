package io.raftarium.app.messages;

import io.raftarium.app.words.FateText;
import io.raftarium.app.words.MessageKind;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.view.WireMessage.Fate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;

/**
 * How a filter line can go on where the caret stands.
 *
 * @param text what is shown, for example {@code from:}
 * @param meaning what it asks for; empty where the text says it
 * @param line the whole line with it
 * @param caret where the caret is then
 */
record Completion(String text, String meaning, String line, int caret) {
  private static final int MOST_TERMS = 8;

  /**
   * What is there to be asked for.
   *
   * @param term the highest
   */
  record Known(SortedSet<Integer> nodes, long term) {}

  /** The ways to go on; none where nothing was begun. */
  static List<Completion> at(String line, int caret, Known known) {
    Optional<FilterToken> begun =
        FilterToken.of(line).stream()
            .filter(token -> token.start() < caret && caret <= token.end())
            .findFirst();
    if (begun.isEmpty()) {
      return List.of();
    }
    FilterToken token = begun.get();
    String sign = token.not() ? "-" : "";
    String typed = line.substring(token.start() + sign.length(), caret);
    int colon = typed.indexOf(':');
    return colon < 0
        ? keys(line, caret, token, sign, typed)
        : values(line, caret, token, sign + typed.substring(0, colon + 1), typed, known);
  }

  private static List<Completion> keys(
      String line, int caret, FilterToken token, String sign, String typed) {
    List<Completion> all = new ArrayList<>();
    for (FilterKey key : FilterKey.values()) {
      if (begins(key.word(), typed)) {
        String text = key.word() + ":";
        all.add(put(text, key.meaning(), line, token.start(), caret, sign + text));
      }
    }
    return all;
  }

  private static List<Completion> values(
      String line, int caret, FilterToken token, String head, String typed, Known known) {
    Optional<FilterKey> key = FilterKey.of(token.key());
    if (key.isEmpty()) {
      return List.of();
    }
    // The last of several values is the one that is typed.
    String before = typed.substring(typed.indexOf(':') + 1);
    int comma = before.lastIndexOf(',') + 1;
    String begun = before.substring(comma);
    List<Completion> all = new ArrayList<>();
    for (Value value : values(key.get(), known)) {
      if (begins(value.text, begun) && !value.text.equalsIgnoreCase(begun)) {
        String whole = head + before.substring(0, comma) + value.text;
        all.add(put(value.text, value.meaning, line, token.start(), caret, whole));
      }
    }
    return all;
  }

  private record Value(String text, String meaning) {}

  private static List<Value> values(FilterKey key, Known known) {
    return switch (key) {
      case FROM, TO, NODE ->
          known.nodes().stream().map(node -> new Value(NodeNames.of(node), "")).toList();
      case KIND -> kinds();
      case FATE ->
          Arrays.stream(Fate.values())
              .map(fate -> new Value(FateText.word(fate), FateText.of(fate)))
              .toList();
      case TERM -> {
        List<Value> terms = new ArrayList<>();
        for (long term = known.term(); term > 0 && terms.size() < MOST_TERMS; term--) {
          terms.add(new Value(String.valueOf(term), ""));
        }
        yield terms;
      }
      case INDEX, NUMBER -> List.of();
    };
  }

  private static List<Value> kinds() {
    List<Value> kinds = new ArrayList<>();
    for (MessageKind kind : MessageKind.values()) {
      kinds.add(new Value(kind.word(), kind.text()));
    }
    kinds.add(new Value("reply", Texts.of("Any reply")));
    return kinds;
  }

  private static Completion put(
      String text, String meaning, String line, int from, int caret, String part) {
    return new Completion(
        text,
        meaning,
        line.substring(0, from) + part + line.substring(caret),
        from + part.length());
  }

  private static boolean begins(String word, String typed) {
    return word.toLowerCase(Locale.ROOT).startsWith(typed.toLowerCase(Locale.ROOT));
  }
}
