package io.raftarium.app.messages;

import io.raftarium.app.words.Texts;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a filter may ask of a message. */
enum FilterKey {
  FROM(Texts.mark("who sent it"), "from:S1"),
  TO(Texts.mark("whom it is for"), "to:S3"),
  NODE(Texts.mark("who sent it or whom it is for"), "node:S1"),
  KIND(Texts.mark("what it is"), "kind:append"),
  TERM(Texts.mark("its term"), "term:3, term:3-5 or term:>4"),
  INDEX(Texts.mark("a log index that it speaks of"), Texts.mark("index:7, index:7-9 or index:>7")),
  FATE(Texts.mark("what became of it"), "fate:lost"),
  NUMBER(Texts.mark("its number"), Texts.mark("number:100, number:100-200 or number:>100"));

  private final String meaning;
  private final String example;

  FilterKey(String meaning, String example) {
    this.meaning = meaning;
    this.example = example;
  }

  /** As it is typed. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it asks for. */
  String meaning() {
    return Texts.of(meaning);
  }

  /** How it is written. */
  String example() {
    return Texts.of(example);
  }

  /** The key of a word, if it is one. */
  static Optional<FilterKey> of(String word) {
    return Arrays.stream(values()).filter(key -> key.word().equalsIgnoreCase(word)).findFirst();
  }

  /** All of them, for a sentence. */
  static String all() {
    return Arrays.stream(values()).map(FilterKey::word).collect(Collectors.joining(", "));
  }
}
