package io.raftarium.app.messages;

import io.raftarium.app.words.FateText;
import io.raftarium.app.words.MessageKind;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.view.WireMessage.Fate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which messages are shown: those that fit every part of a line. A part is a word, or a key with
 * values of which one has to fit; a minus sign before it turns it round.
 *
 * @param parts what has to hold
 */
record MessageFilter(List<Predicate<MessageRow>> parts) implements Predicate<MessageRow> {
  /** Every message. */
  static final MessageFilter ALL = new MessageFilter(List.of());

  private static final int QUOTED = 30;
  private static final int MOST = 2_000;

  /** A line that is no filter; the message says what is wrong and what to write. */
  static final class BadFilter extends Exception {
    private static final long serialVersionUID = 1L;

    BadFilter(String message) {
      super(message);
    }
  }

  /** Whether it lets every message through. */
  boolean all() {
    return parts.isEmpty();
  }

  @Override
  public boolean test(MessageRow row) {
    for (Predicate<MessageRow> part : parts) {
      if (!part.test(row)) {
        return false;
      }
    }
    return true;
  }

  /** Reads a line. */
  static MessageFilter of(String line) throws BadFilter {
    if (line.length() > MOST) {
      throw new BadFilter(Texts.of("A filter has {0} characters at most.", MOST));
    }
    List<Predicate<MessageRow>> parts = new ArrayList<>();
    for (FilterToken token : FilterToken.of(line)) {
      Predicate<MessageRow> part = token.keyed() ? keyed(token) : word(token);
      parts.add(token.not() ? part.negate() : part);
    }
    return new MessageFilter(List.copyOf(parts));
  }

  private static Predicate<MessageRow> word(FilterToken token) {
    String word = token.value().toLowerCase(Locale.ROOT);
    return row -> row.says(word);
  }

  private static Predicate<MessageRow> keyed(FilterToken token) throws BadFilter {
    String typed = token.key();
    FilterKey key =
        FilterKey.of(typed)
            .orElseThrow(() ->
                new BadFilter(
                    Texts.of(
                        "There is no key {0}: there are {1}. A text with a colon goes in quotes.",
                        quoted(typed), FilterKey.all())));
    List<Predicate<MessageRow>> any = new ArrayList<>();
    for (String value : token.value().split(",", -1)) {
      any.add(value(key, value.strip()));
    }
    return any.size() == 1 ? any.getFirst() : row -> any.stream().anyMatch(each -> each.test(row));
  }

  private static Predicate<MessageRow> value(FilterKey key, String value) throws BadFilter {
    if (value.isEmpty()) {
      throw new BadFilter(
          Texts.of("A value is missing behind {0}: write {1}.", key.word(), key.example()));
    }
    return switch (key) {
      case FROM -> node(key, value, (row, node) -> row.trip().from() == node);
      case TO -> node(key, value, (row, node) -> row.trip().to() == node);
      case NODE ->
          node(key, value, (row, node) -> row.trip().from() == node || row.trip().to() == node);
      case KIND -> kind(value);
      case TERM -> number(key, value, (row, range) -> range.has(row.trip().term()));
      case INDEX ->
          number(
              key,
              value,
              (row, range) ->
                  row.indexes().high() > 0
                      && range.meets(row.indexes().low(), row.indexes().high()));
      case FATE -> fate(value);
      case NUMBER -> number(key, value, (row, range) -> range.has(row.number()));
    };
  }

  private interface OfNode {
    boolean fits(MessageRow row, int node);
  }

  private static Predicate<MessageRow> node(FilterKey key, String value, OfNode of)
      throws BadFilter {
    if (!value.matches("[Ss]?\\d{1,9}")) {
      throw new BadFilter(Texts.of("{0} is no node: write {1}.", quoted(value), key.example()));
    }
    int node = Integer.parseInt(value.replaceFirst("^[Ss]", ""));
    return row -> of.fits(row, node);
  }

  private interface OfNumber {
    boolean fits(MessageRow row, NumberRange range);
  }

  private static Predicate<MessageRow> number(FilterKey key, String value, OfNumber of)
      throws BadFilter {
    NumberRange range =
        NumberRange.of(value)
            .orElseThrow(() ->
                new BadFilter(
                    Texts.of("{0} is no number: write {1}.", quoted(value), key.example())));
    return row -> of.fits(row, range);
  }

  private static Predicate<MessageRow> kind(String value) throws BadFilter {
    Set<MessageKind> kinds = kinds(value);
    if (kinds.isEmpty()) {
      throw new BadFilter(
          Texts.of(
              "There is no kind {0}: there are {1}, and the types as AppendEntries.",
              quoted(value), String.join(", ", kindWords())));
    }
    return row -> kinds.contains(row.kind());
  }

  /** The words for kinds. */
  static List<String> kindWords() {
    return Stream.concat(
            Arrays.stream(MessageKind.values()).map(MessageKind::word), Stream.of("reply"))
        .toList();
  }

  private static Set<MessageKind> kinds(String value) {
    Set<MessageKind> kinds = EnumSet.noneOf(MessageKind.class);
    switch (value.toLowerCase(Locale.ROOT)) {
      case "reply" -> kinds.addAll(MessageKind.REPLIES);
      case "appendentries" -> kinds.addAll(Set.of(MessageKind.APPEND, MessageKind.HEARTBEAT));
      case "appendentriesreply" -> kinds.add(MessageKind.APPEND_REPLY);
      case "requestvote" -> kinds.addAll(Set.of(MessageKind.VOTE, MessageKind.PRE_VOTE));
      case "requestvotereply" ->
          kinds.addAll(Set.of(MessageKind.VOTE_REPLY, MessageKind.PRE_VOTE_REPLY));
      case "installsnapshot" -> kinds.add(MessageKind.SNAPSHOT);
      case "installsnapshotreply" -> kinds.add(MessageKind.SNAPSHOT_REPLY);
      case "timeoutnow" -> kinds.add(MessageKind.TIMEOUT_NOW);
      default ->
          Arrays.stream(MessageKind.values())
              .filter(kind -> kind.word().equalsIgnoreCase(value))
              .forEach(kinds::add);
    }
    return kinds;
  }

  private static Predicate<MessageRow> fate(String value) throws BadFilter {
    Optional<Fate> fate =
        Arrays.stream(Fate.values())
            .filter(each -> FateText.word(each).equalsIgnoreCase(value))
            .findFirst();
    if (fate.isEmpty()) {
      String all =
          Arrays.stream(Fate.values()).map(FateText::word).collect(Collectors.joining(", "));
      throw new BadFilter(Texts.of("There is no fate {0}: there are {1}.", quoted(value), all));
    }
    return row -> row.trip().fate() == fate.get();
  }

  private static String quoted(String text) {
    return "“" + Shortened.of(text, QUOTED) + "”";
  }
}
