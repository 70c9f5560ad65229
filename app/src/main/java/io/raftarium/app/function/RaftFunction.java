package io.raftarium.app.function;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function of schema {@code raft} by its lines, and the blocks of its rules among them: a block
 * begins with a comment {@code -- Rule what it says} and ends with the statement below it.
 *
 * @param blocks in the order in which they begin; one may lie within another
 */
record RaftFunction(String name, List<String> lines, List<Block> blocks) {
  private static final Pattern NAMED = Pattern.compile("(?:-- |; )([A-Z]\\w+(?:\\.\\w+)+)  ");
  private static final Pattern LITERAL = Pattern.compile("'([A-Z]\\w+(?:\\.\\w+)+)'");
  private static final Pattern OPENS = Pattern.compile("(?:if|for|while|loop|case)\\b.*");
  private static final Pattern BRANCH = Pattern.compile("(?:elsif|else|when)\\b.*");
  private static final Pattern CALL = Pattern.compile("\\braft\\.(\\w+)\\s*\\(");

  /**
   * The lines of one rule, or of a few that one comment names.
   *
   * @param first line, from 0
   * @param last line
   */
  record Block(int first, int last, SortedSet<String> rules) {
    private boolean holds(int line) {
      return line >= first && line <= last;
    }

    boolean hasAny(Collection<String> ran) {
      return rules.stream().anyMatch(ran::contains);
    }
  }

  /**
   * Reads a source.
   *
   * @param known names of rules: anything else that looks like one is not
   */
  static RaftFunction of(String name, String source, Set<String> known) {
    List<String> lines = source.stripTrailing().lines().toList();
    List<Block> blocks = new ArrayList<>();
    for (int line = 0; line < lines.size(); line++) {
      List<String> named = named(lines.get(line), known);
      if (!named.isEmpty()) {
        blocks.add(new Block(line, end(lines, line, named, known), new TreeSet<>(named)));
      }
    }
    for (int line = 0; line < lines.size(); line++) {
      for (String literal : literals(lines.get(line), known)) {
        Block inside = innermost(blocks, line);
        if (inside != null) {
          inside.rules().add(literal);
        } else {
          int last = level(lines, line);
          blocks.add(new Block(paragraph(lines, line), last, new TreeSet<>(List.of(literal))));
        }
      }
    }
    blocks.sort(Comparator.comparingInt(Block::first));
    return new RaftFunction(name, lines, List.copyOf(blocks));
  }

  /** The innermost block of a line; null where it belongs to no rule. */
  @Nullable Block block(int line) {
    return innermost(blocks, line);
  }

  /** The block of a rule; null where it has none here. */
  @Nullable Block block(String rule) {
    return blocks.stream().filter(each -> each.rules().contains(rule)).findFirst().orElse(null);
  }

  /** Whether a block of any of these rules is here. */
  boolean hasAny(Collection<String> ran) {
    return blocks.stream().anyMatch(each -> each.hasAny(ran));
  }

  /** Names of functions that are called on lines that may have run, in order. */
  List<String> calls(Collection<String> ran) {
    Set<String> calls = new LinkedHashSet<>();
    for (int line = 0; line < lines.size(); line++) {
      Block inside = block(line);
      if (inside == null || inside.hasAny(ran)) {
        calls.addAll(calls(line));
      }
    }
    return List.copyOf(calls);
  }

  /** Names of other functions that are called on a line. */
  List<String> calls(int line) {
    return CALL.matcher(code(lines.get(line)))
        .results()
        .map(call -> call.group(1))
        .filter(called -> !called.equals(name))
        .toList();
  }

  private static @Nullable Block innermost(List<Block> blocks, int line) {
    return blocks.stream()
        .filter(each -> each.holds(line))
        .max(
            Comparator.comparingInt(Block::first)
                .thenComparing(Comparator.comparingInt(Block::last).reversed()))
        .orElse(null);
  }

  private static List<String> named(String line, Set<String> known) {
    return line.strip().startsWith("--") ? found(NAMED, line, known) : List.of();
  }

  private static List<String> literals(String line, Set<String> known) {
    return found(LITERAL, code(line), known);
  }

  private static List<String> found(Pattern pattern, String line, Set<String> known) {
    return pattern
        .matcher(line)
        .results()
        .map(each -> each.group(1))
        .filter(known::contains)
        .toList();
  }

  /** The line without its comment. */
  private static String code(String line) {
    int comment = line.indexOf("-- ");
    return comment < 0 ? line : line.substring(0, comment);
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static boolean comment(String line) {
    return line.strip().startsWith("--");
  }

  /** Where the block of a comment ends. */
  private static int end(List<String> lines, int comment, List<String> named, Set<String> known) {
    int first = comment + 1;
    while (first < lines.size() - 1 && comment(lines.get(first))) {
      first++;
    }
    int end = statement(lines, first, known);
    // The rule may be told further on in the same level: up to there it is decided.
    int told = first;
    while (told < lines.size()
        && level(lines, first) >= told
        && literals(lines.get(told), Set.copyOf(named)).isEmpty()) {
      told++;
    }
    boolean other =
        lines.subList(first, Math.min(told, lines.size())).stream()
            .anyMatch(line ->
                indent(line) <= indent(lines.get(comment)) && !named(line, known).isEmpty());
    return told > end && told < lines.size() && told <= level(lines, first) && !other
        ? statement(lines, told, known)
        : end;
  }

  /**
   * The last line of the statements that a line begins: a compound one, or those up to an empty
   * line.
   */
  private static int statement(List<String> lines, int first, Set<String> known) {
    String begin = lines.get(first).strip();
    int indent = indent(lines.get(first));
    boolean opens = OPENS.matcher(begin).matches();
    boolean branch = BRANCH.matcher(begin).matches();
    int line = first + 1;
    for (; line < lines.size(); line++) {
      String text = lines.get(line).strip();
      boolean here = indent(lines.get(line)) == indent && !text.isEmpty();
      boolean left = !text.isEmpty() && indent(lines.get(line)) < indent;
      if (left || (here && !named(text, known).isEmpty())) {
        break;
      }
      if (opens || branch) {
        if (here && BRANCH.matcher(text).matches()) {
          break;
        }
        if (here && text.startsWith("end")) {
          line += opens ? 1 : 0;
          break;
        }
      } else if (text.isEmpty()) {
        break;
      }
    }
    return trimmed(lines, first, line - 1);
  }

  /** The last line of the level that a line is on. */
  private static int level(List<String> lines, int first) {
    int indent = indent(lines.get(first));
    int line = first + 1;
    while (line < lines.size()
        && (lines.get(line).isBlank() || indent(lines.get(line)) >= indent)) {
      line++;
    }
    return trimmed(lines, first, line - 1);
  }

  private static int paragraph(List<String> lines, int line) {
    int first = line;
    while (first > 0
        && !lines.get(first - 1).isBlank()
        && indent(lines.get(first - 1)) >= indent(lines.get(line))) {
      first--;
    }
    // The condition of a branch belongs to it.
    return first > 0 && BRANCH.matcher(lines.get(first - 1).strip()).matches() ? first - 1 : first;
  }

  /** Without what belongs to the next statement: empty lines and comments at the end. */
  private static int trimmed(List<String> lines, int first, int last) {
    int end = last;
    while (end > first && (lines.get(end).isBlank() || comment(lines.get(end)))) {
      end--;
    }
    return end;
  }
}
