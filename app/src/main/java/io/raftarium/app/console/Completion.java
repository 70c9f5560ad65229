package io.raftarium.app.console;

import io.raftarium.app.parts.SqlSpans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a word that is begun in a question may become: a column, a table, a keyword. */
final class Completion {
  private static final int MOST = 14;
  private static final Pattern USED =
      Pattern.compile(
          "\\b(?:from|join)\\s+([\\w.]+)(?:\\s+(?:as\\s+)?(\\w+))?", Pattern.CASE_INSENSITIVE);

  /** Columns by table, which has its schema's name before it. */
  private final SequencedMap<String, List<String>> tables;

  Completion(SequencedMap<String, List<String>> tables) {
    this.tables = tables;
  }

  /**
   * Proposals for the word before the caret.
   *
   * @param start where the word begins that they replace
   */
  record Proposals(int start, List<String> words) {}

  Proposals at(String text, int caret) {
    int start = caret;
    while (start > 0
        && (Character.isJavaIdentifierPart(text.charAt(start - 1))
            || text.charAt(start - 1) == '.')) {
      start--;
    }
    String word = text.substring(start, caret).toLowerCase(Locale.ROOT);
    Map<String, String> used = used(text);
    Set<String> words = new LinkedHashSet<>();
    int dot = word.lastIndexOf('.');
    String table = dot < 0 ? null : used.get(word.substring(0, dot));
    if (table != null) {
      for (String column : columns(table)) {
        add(words, word, word.substring(0, dot + 1) + column);
      }
    } else {
      new LinkedHashSet<>(used.values())
          .forEach(each -> columns(each).forEach(column -> add(words, word, column)));
      for (String each : tables.keySet()) {
        add(words, word, each);
        if (!word.isEmpty() && bare(each).startsWith(word)) {
          words.add(each);
        }
      }
      if (!word.isEmpty()) {
        new TreeSet<>(SqlSpans.KEYWORDS).forEach(each -> add(words, word, each));
      }
    }
    return new Proposals(start, words.stream().limit(MOST).toList());
  }

  private static void add(Set<String> words, String begun, String word) {
    if (word.startsWith(begun) && !word.equals(begun)) {
      words.add(word);
    }
  }

  private List<String> columns(String table) {
    return Objects.requireNonNullElse(tables.get(table), List.of());
  }

  /** The tables that the question names, by every name that they go by in it. */
  private Map<String, String> used(String text) {
    Map<String, String> used = new HashMap<>();
    Matcher matcher = USED.matcher(text);
    while (matcher.find()) {
      String named = matcher.group(1).toLowerCase(Locale.ROOT);
      List<String> fits = new ArrayList<>();
      for (String table : tables.keySet()) {
        if (table.equals(named) || bare(table).equals(named)) {
          fits.add(table);
        }
      }
      if (!fits.isEmpty()) {
        String table = fits.getFirst();
        used.put(named, table);
        used.put(bare(table), table);
        String alias = matcher.group(2);
        if (alias != null && !SqlSpans.KEYWORDS.contains(alias.toLowerCase(Locale.ROOT))) {
          used.put(alias.toLowerCase(Locale.ROOT), table);
        }
      }
    }
    return used;
  }

  private static String bare(String table) {
    return table.substring(table.indexOf('.') + 1);
  }
}
