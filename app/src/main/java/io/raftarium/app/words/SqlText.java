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
        ? "The first " + rows(table.rows().size()) + "; there are more" + took
        : rows(table.rows().size()) + took;
  }

  /** A number of rows. */
  public static String rows(int count) {
    return count == 1 ? "1 row" : count + " rows";
  }

  /**
   * Why there are none, and what to do.
   *
   * @param sql the question, to say where in it the mistake is
   */
  public static String of(SqlAnswer.Refused refused, String sql) {
    String message = Shortened.of(refused.message(), MOST_CHARS);
    return switch (refused.why()) {
      case EMPTY -> "There is no question.";
      case NO_QUESTION ->
          "The console only reads: a question begins with select, with, table, values, show or explain"
              + (message.isEmpty() ? "." : ", not with “" + message + "”.");
      case SEVERAL -> "One question at a time: there is another statement behind the semicolon.";
      case WRITES -> "The console only reads, and this would write: " + message + ".";
      case NOT_ALLOWED -> "Who only looks may not do that: " + message + ".";
      case TOO_LONG ->
          "It was stopped after "
              + SqlAnswer.LIMIT.toSeconds()
              + " s, as long as a question may take. Ask for less.";
      case STOPPED -> "Stopped.";
      case NOWHERE -> "The cluster's file " + message + " names no database with this node's rows.";
      case UNREACHABLE -> "The database does not answer: " + message;
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
    return ", in line " + line + " at character " + column;
  }

  private static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
