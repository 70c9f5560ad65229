package io.raftarium.app.words;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sentences of the nodes' runtime in another language. They come finished, so each is found by
 * what stands between its parts; a part may be such a sentence too.
 *
 * @param known those with the most text between their parts first
 */
record LabSayings(String language, List<Saying> known) {
  static final LabSayings NONE = new LabSayings("", List.of());

  /** What is longer is no sentence, but what another program wrote. */
  private static final int LONGEST = 4_000;

  private static final int DEEPEST = 4;

  /**
   * One of them.
   *
   * @param text in the other language
   * @param sentence finds the English one and its parts
   * @param longest the longest text between its parts, which is quicker to look for
   * @param letters of all that is between its parts
   */
  private record Saying(String text, Pattern sentence, String longest, int letters) {
    static Saying of(String english, String text) {
      List<String> between = List.of(Texts.PART.split(english, -1));
      return new Saying(
          text,
          // A part may have several lines, but for a node's number.
          Texts.pattern(english, before -> before.endsWith("ode ") ? "(\\d+)" : "((?s:.+?))"),
          Collections.max(between, Comparator.comparingInt(String::length)),
          between.stream().mapToInt(String::length).sum());
    }
  }

  /** Those of a language. */
  static LabSayings read(String language) {
    ResourceBundle texts = Translations.read("lab." + language);
    return new LabSayings(
        language,
        Collections.list(texts.getKeys()).stream()
            .map(english -> Saying.of(english, texts.getString(english)))
            .sorted(Comparator.comparingInt(Saying::letters).reversed())
            .toList());
  }

  /** A sentence, or several, or one with its cause; as it is where it is not known. */
  String said(String sentence) {
    return sentence.length() > LONGEST ? sentence : said(sentence, 0).orElse(sentence);
  }

  private Optional<String> said(String sentence, int depth) {
    return depth > DEEPEST || sentence.chars().noneMatch(Character::isLetter)
        ? Optional.empty()
        : Stream.<Way>of(this::whole, this::full, this::several, this::caused)
            .flatMap(way -> way.said(sentence, depth).stream())
            .findFirst();
  }

  @FunctionalInterface
  private interface Way {
    Optional<String> said(String sentence, int depth);
  }

  private Optional<String> whole(String sentence, int depth) {
    for (Saying saying : known) {
      if (sentence.contains(saying.longest)) {
        Matcher parts = saying.sentence.matcher(sentence);
        if (parts.matches()) {
          List<Object> said = new ArrayList<>();
          for (int i = 1; i <= parts.groupCount(); i++) {
            String part = String.valueOf(parts.group(i));
            said.add(said(part, depth + 1).orElse(part));
          }
          return Optional.of(Texts.filled(saying.text, said.toArray()));
        }
      }
    }
    return Optional.empty();
  }

  /** Some get their full stop where they are handed on. */
  private Optional<String> full(String sentence, int depth) {
    return sentence.endsWith(".")
        ? whole(sentence.substring(0, sentence.length() - 1), depth).map(said -> said + ".")
        : Optional.empty();
  }

  private Optional<String> several(String sentence, int depth) {
    for (int at = sentence.indexOf(". "); at >= 0; at = sentence.indexOf(". ", at + 1)) {
      Optional<String> first = whole(sentence.substring(0, at + 1), depth);
      if (first.isPresent()) {
        String others = sentence.substring(at + 2);
        return Optional.of(first.get() + " " + said(others, depth + 1).orElse(others));
      }
    }
    return Optional.empty();
  }

  /** What was not done, and why: one of the two is known at least. */
  private Optional<String> caused(String sentence, int depth) {
    int first = sentence.indexOf(": ");
    for (int at = first; at >= 0; at = sentence.indexOf(": ", at + 1)) {
      Optional<String> what = whole(sentence.substring(0, at), depth);
      if (what.isPresent()) {
        String cause = sentence.substring(at + 2);
        return Optional.of(what.get() + ": " + said(cause, depth + 1).orElse(cause));
      }
    }
    return first < 0
        ? Optional.empty()
        : said(sentence.substring(first + 2), depth + 1)
            .map(cause -> sentence.substring(0, first + 2) + cause);
  }
}
