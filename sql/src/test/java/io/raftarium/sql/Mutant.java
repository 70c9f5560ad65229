package io.raftarium.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A function with one thing wrong in it.
 *
 * @param function its name
 * @param line of the change, in the function's definition
 * @param what the text as it is, and the text in its place
 * @param definition the whole, to be executed
 */
record Mutant(String function, int line, String what, String definition) {
  private static final int MOST_CHARS = 160;

  /** Conditions: the whole of each is turned round. */
  private static final List<Pattern> CONDITIONS =
      List.of(
          Pattern.compile("(?s)(?<=\\b(?:if|elsif) )((?:(?!\\bthen\\b).)+?)(?= then\\b)"),
          Pattern.compile("(?s)(?<=\\bwhen )((?:(?!\\bthen\\b|;).)+?)(?= then\\b|;)"),
          Pattern.compile("(?s)(?<=\\bwhile )((?:(?!\\bloop\\b).)+?)(?= loop\\b)"));

  private static final Pattern COMPARISON = Pattern.compile(" (<=|>=|<>|<|>|=|==) ");
  private static final Pattern CONNECTIVE = Pattern.compile("(?<!between \\S{1,40}) (and|or) ");
  private static final Pattern DISTINCT = Pattern.compile("is (not )?distinct from");
  private static final Pattern BOUND = Pattern.compile("\\b(least|greatest)(?=\\()");
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?m)^ +((?:p_step|v_peer|p_after)[\\w.\\[\\]]* := [^;]*;)$");
  private static final Pattern ONE_MORE = Pattern.compile(" ([+-]) 1\\b");
  private static final Pattern UPDATE =
      Pattern.compile("(?s)\\bset ((?:(?!\\bwhere\\b|;).)+?)(?=\\s+where\\b|\\s*;)");
  private static final Pattern COMMENT = Pattern.compile("(?m)--.*$");

  /** All that are made of a function, in the order of its text. */
  static List<Mutant> of(String function, String definition) {
    // As long as before: what is told of a place stays right.
    String text =
        COMMENT.matcher(definition).replaceAll(found -> " ".repeat(found.group().length()));
    int body = text.indexOf("AS $function$");
    int from = body >= 0 ? body : text.indexOf("RETURN");
    List<Mutant> mutants = new ArrayList<>();
    for (Pattern condition : CONDITIONS) {
      each(mutants, function, text, from, condition, c -> "((" + c + ") is not true)");
    }
    List<int[]> updates =
        UPDATE
            .matcher(text)
            .results()
            .map(found -> new int[] {found.start(1), found.end(1)})
            .toList();
    COMPARISON
        .matcher(text)
        .results()
        .filter(found -> found.start() > from)
        .filter(found -> !stricter(text, found))
        // What is set is no comparison.
        .filter(
            found -> updates.stream().noneMatch(u -> u[0] <= found.start() && found.start() < u[1]))
        .forEach(found -> add(mutants, function, text, found, Mutant::shifted));
    CONNECTIVE
        .matcher(text)
        .results()
        // In a sentence it is a word.
        .filter(found -> found.start() > from && !quoted(text, found.start()))
        .forEach(found ->
            add(mutants, function, text, found, word -> word.equals("and") ? "or" : "and"));
    each(
        mutants,
        function,
        text,
        from,
        DISTINCT,
        0,
        words -> words.contains("not") ? "is distinct from" : "is not distinct from");
    each(mutants, function, text, from, BOUND, word -> word.equals("least") ? "greatest" : "least");
    each(mutants, function, text, from, ASSIGNMENT, assignment -> "null;");
    each(mutants, function, text, from, ONE_MORE, 0, step -> "");
    for (int[] update : updates) {
      columns(mutants, function, text, update[0], update[1]);
    }
    return mutants;
  }

  private static boolean quoted(String text, int at) {
    return text.substring(text.lastIndexOf('\n', at) + 1, at).chars().filter(c -> c == '\'').count()
            % 2
        == 1;
  }

  /**
   * A bound in a look at all fields at once that is made narrower: what does not pass there is
   * looked at field by field, and passes.
   */
  private static boolean stricter(String text, MatchResult found) {
    return found.group(1).length() == 2
        && !found.group(1).equals("<>")
        && !found.group(1).equals("==")
        && text.substring(0, found.start()).matches("(?s).*\\$\\.\\w+");
  }

  private static String shifted(String comparison) {
    return switch (comparison) {
      case "<=" -> "<";
      case ">=" -> ">";
      case "<" -> "<=";
      case ">" -> ">=";
      case "<>" -> "=";
      case "==" -> "!=";
      default -> "<>";
    };
  }

  private static void each(
      List<Mutant> mutants,
      String function,
      String text,
      int from,
      Pattern pattern,
      UnaryOperator<String> change) {
    each(mutants, function, text, from, pattern, 1, change);
  }

  private static void each(
      List<Mutant> mutants,
      String function,
      String text,
      int from,
      Pattern pattern,
      int group,
      UnaryOperator<String> change) {
    pattern
        .matcher(text)
        .results()
        .filter(found -> found.start() > from)
        .forEach(
            found -> put(mutants, function, text, found.start(group), found.end(group), change));
  }

  private static void add(
      List<Mutant> mutants,
      String function,
      String text,
      MatchResult found,
      UnaryOperator<String> change) {
    put(mutants, function, text, found.start(1), found.end(1), change);
  }

  private static void put(
      List<Mutant> mutants,
      String function,
      String text,
      int start,
      int end,
      UnaryOperator<String> change) {
    String old = text.substring(start, end);
    String made = change.apply(old);
    int line = (int) text.substring(0, start).lines().count();
    int begin = text.lastIndexOf('\n', start) + 1;
    int stop = text.indexOf('\n', end);
    String whole = text.substring(begin, stop < 0 ? text.length() : stop).strip();
    String what =
        String.format(
            Locale.ROOT,
            "%s -> %s in: %s",
            one(old),
            made.isEmpty() ? "(nothing)" : one(made),
            one(whole));
    mutants.add(
        new Mutant(function, line, what, text.substring(0, start) + made + text.substring(end)));
  }

  /** Each column of an update left out, where more than one is set. */
  private static void columns(
      List<Mutant> mutants, String function, String text, int from, int to) {
    List<Integer> commas = new ArrayList<>();
    int depth = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        commas.add(i);
      }
    }
    for (int i = 0; i <= commas.size() && !commas.isEmpty(); i++) {
      int start = i == 0 ? from : commas.get(i - 1);
      int end = i == commas.size() ? to : i == 0 ? commas.get(0) + 1 : commas.get(i);
      put(mutants, function, text, start, end, column -> "");
    }
  }

  private static String one(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= MOST_CHARS ? line : line.substring(0, MOST_CHARS) + "…";
  }

  /** What a list of explanations names it by. */
  String name() {
    return function + ": " + what;
  }
}
