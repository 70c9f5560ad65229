package io.raftarium.lab;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a question in SQL. */
public sealed interface SqlAnswer {
  /** As long as a question may take. */
  Duration LIMIT = Duration.ofSeconds(5);

  /** As many rows are given of an answer. */
  int MOST_ROWS = 1_000;

  /**
   * Rows.
   *
   * @param rows a text a column; null for SQL's null
   * @param more whether there were more than are given
   */
  record Table(List<Column> columns, List<List<@Nullable String>> rows, boolean more, Duration took)
      implements SqlAnswer {}

  /**
   * A column of the rows.
   *
   * @param number whether its values are numbers
   */
  record Column(String name, boolean number) {}

  /**
   * No rows.
   *
   * @param message of the database, or what to add to the reason; may be empty
   * @param hint of the database; may be empty
   * @param position of the character in the question that the database names, from 1; 0 for none
   */
  record Refused(Why why, String message, String hint, int position) implements SqlAnswer {
    Refused(Why why, String message) {
      this(why, message, "", 0);
    }
  }

  /** Why there are no rows. */
  enum Why {
    /** There is nothing to ask. */
    EMPTY,
    /** It does not begin like a question; the message is its first word. */
    NO_QUESTION,
    /** There is a second statement behind the first. */
    SEVERAL,
    /** The database does not let it write. */
    WRITES,
    /** The login that looks may not do that. */
    NOT_ALLOWED,
    /** It took too long. */
    TOO_LONG,
    /** Whoever asked has stopped it. */
    STOPPED,
    /** No database holds the rows of that node. */
    NOWHERE,
    /** The database does not answer. */
    UNREACHABLE,
    /** Anything else that the database says of the question. */
    MISTAKE
  }
}
