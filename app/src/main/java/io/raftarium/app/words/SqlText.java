package io.raftarium.app.words;

import io.raftarium.lab.SqlAnswer;
import java.util.Locale;

/** What became of a question in SQL, in words. */
public final class SqlText {
  private static final int MOST_CHARS = 300;

  private SqlText() {}

  /** Of rows, for example {@code 12 rows, 8 ms}. */
  public static String of(SqlAnswer.Table table) {
    String took = ", " + Math.max(1, table.took().toMillis()) + " ms";
    return table.more()
        ? Texts.of("The first {0}; there are more{1}", rows(table.rows().size()), took)
        : rows(table.rows().size()) + took;
  }

  /** A number of rows. */
  public static String rows(int count) {
    return count == 1 ? Texts.of("1 row") : Texts.of("{0} rows", count);
  }

  /**
   * Why there are none, and what to do.
   *
   * @param sql the question, to say where in it the mistake is
   */
  public static String of(SqlAnswer.Refused refused, String sql) {
    String message = Shortened.of(refused.message(), MOST_CHARS);
    return switch (refused.why()) {
      case EMPTY -> Texts.of("There is no question.");
      case NO_QUESTION ->
          Texts.of(
              "The console only reads: a question begins with select, with, table, values,"
                  + " show or explain{0}",
              message.isEmpty() ? "." : Texts.of(", not with “{0}”.", message));
      case SEVERAL ->
          Texts.of("One question at a time: there is another statement behind the semicolon.");
      case WRITES -> Texts.of("The console only reads, and this would write: {0}.", message);
      case NOT_ALLOWED -> Texts.of("Who only looks may not do that: {0}.", message);
      case TOO_LONG ->
          Texts.of(
              "It was stopped after {0} s, as long as a question may take. Ask for less.",
              SqlAnswer.LIMIT.toSeconds());
      case STOPPED -> Texts.of("Stopped.");
      case NOWHERE ->
          Texts.of("The cluster's file {0} names no database with this node's rows.", message);
      case UNREACHABLE -> Texts.of("The database does not answer: {0}", LabText.of(message));
      case MISTAKE -> mistake(refused, message, sql);
    };
  }

  private static String mistake(SqlAnswer.Refused refused, String message, String sql) {
    String hint = refused.hint().isEmpty() ? "" : " " + Shortened.of(refused.hint(), MOST_CHARS);
    return capital(message) + place(refused.position(), sql) + "." + hint;
  }

  /** A database counts characters from 1, not lines. */
  private static String place(int position, String sql) {
    if (position < 1 || position > sql.codePointCount(0, sql.length())) {
      return "";
    }
    String before = sql.substring(0, sql.offsetByCodePoints(0, position - 1));
    long line = before.chars().filter(each -> each == '\n').count() + 1;
    int column = before.length() - before.lastIndexOf('\n');
    return Texts.of(", in line {0} at character {1}", line, column);
  }

  private static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
