package io.raftarium.lab;

import io.raftarium.database.ConnectionSource;
import io.raftarium.lab.SqlAnswer.Column;
import io.raftarium.lab.SqlAnswer.Refused;
import io.raftarium.lab.SqlAnswer.Table;
import io.raftarium.lab.SqlAnswer.Why;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a database in the words of whoever asks, and changes nothing: one statement that begins like
 * a question, in a transaction that only reads and is always taken back, as the role that only
 * looks, within a time and a number of rows, on a connection of its own.
 */
final class SqlReader {
  private static final Logger LOG = LoggerFactory.getLogger(SqlReader.class);

  /** Longer than the database lets it run: for one that does not answer at all. */
  private static final Duration GIVE_UP = SqlAnswer.LIMIT.plusSeconds(5);

  private static final Set<String> QUESTIONS =
      Set.of("select", "with", "table", "values", "show", "explain");
  private static final Pattern FIRST_WORD =
      Pattern.compile("(?:\\s|\\(|--[^\\n]*\\n?|/\\*(?s:.*?)\\*/)*+(\\w*)");
  private static final Pattern NOTHING =
      Pattern.compile("(?:\\s|;|--[^\\n]*\\n?|/\\*(?s:.*?)\\*/)*+");
  private static final Set<Integer> NUMBERS =
      Set.of(
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.NUMERIC,
          Types.DECIMAL,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE);

  private SqlReader() {}

  /** Asks; the answer always comes. Whoever cancels it stops the question. */
  static CompletableFuture<SqlAnswer> ask(ConnectionSource database, String sql) {
    Refused refused = refused(sql);
    if (refused != null) {
      return CompletableFuture.completedFuture(refused);
    }
    CompletableFuture<SqlAnswer> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("sql console")
        .start(() -> answer.complete(read(database, sql, answer)));
    return answer;
  }

  /** What need not be asked of a database; null for what may. */
  private static @Nullable Refused refused(String sql) {
    List<NativeQuery> statements;
    try {
      statements = Parser.parseJdbcSql(sql, true, false, true, false, false);
    } catch (SQLException e) {
      return new Refused(Why.MISTAKE, String.valueOf(e.getMessage()));
    }
    if (statements.isEmpty() || NOTHING.matcher(sql).matches()) {
      return new Refused(Why.EMPTY, "");
    }
    Matcher first = FIRST_WORD.matcher(sql);
    String word = first.lookingAt() ? Objects.requireNonNullElse(first.group(1), "") : "";
    if (!QUESTIONS.contains(word.toLowerCase(Locale.ROOT))) {
      return new Refused(Why.NO_QUESTION, word);
    }
    return statements.size() == 1 ? null : new Refused(Why.SEVERAL, "");
  }

  /** Reads what was not refused; the database refuses whatever else is none of its own. */
  static SqlAnswer read(ConnectionSource database, String sql, CompletableFuture<SqlAnswer> asked) {
    long begin = System.nanoTime();
    try (Connection connection = database.open("raftarium console")) {
      connection.setNetworkTimeout(Runnable::run, (int) GIVE_UP.toMillis());
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      try (Statement statement = connection.createStatement()) {
        lookOnly(statement);
        statement.setEscapeProcessing(false);
        statement.setMaxRows(SqlAnswer.MOST_ROWS + 1);
        var _ = asked.whenComplete((_, _) -> stop(statement, asked));
        if (asked.isDone()) {
          return new Refused(Why.STOPPED, "");
        }
        return statement.execute(sql)
            ? table(statement.getResultSet(), begin)
            : new Refused(Why.NO_QUESTION, "");
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      LOG.debug("A question has no answer: {}", sql, e);
      return refused(e, asked.isDone());
    } catch (RuntimeException e) {
      LOG.warn("A question failed: {}", sql, e);
      return new Refused(Why.MISTAKE, String.valueOf(e.getMessage()));
    }
  }

  private static void lookOnly(Statement statement) throws SQLException {
    statement.execute("set local statement_timeout = " + SqlAnswer.LIMIT.toMillis());
    statement.execute("set local search_path = raft, raft_check, public");
    boolean observes;
    try (ResultSet row =
        statement.executeQuery(
            """
            select from pg_catalog.pg_roles r
             where r.rolname = 'raft_observer' and pg_catalog.pg_has_role(r.oid, 'member')
            """)) {
      observes = row.next();
    }
    if (observes) {
      statement.execute("set local role raft_observer");
    }
  }

  private static void stop(Statement statement, CompletableFuture<SqlAnswer> asked) {
    if (asked.isCancelled()) {
      // It needs a connection of its own, and whoever stops it does not wait for that.
      Thread.ofVirtual()
          .name("sql console stop")
          .start(() -> {
            try {
              statement.cancel();
            } catch (SQLException e) {
              LOG.debug("It had ended already", e);
            }
          });
    }
  }

  private static Table table(ResultSet result, long begin) throws SQLException {
    ResultSetMetaData about = result.getMetaData();
    List<Column> columns = new ArrayList<>();
    for (int column = 1; column <= about.getColumnCount(); column++) {
      columns.add(
          new Column(about.getColumnLabel(column), NUMBERS.contains(about.getColumnType(column))));
    }
    List<List<@Nullable String>> rows = new ArrayList<>();
    boolean more = false;
    while (result.next()) {
      if (rows.size() == SqlAnswer.MOST_ROWS) {
        more = true;
        break;
      }
      List<@Nullable String> row = new ArrayList<>(columns.size());
      for (int column = 1; column <= columns.size(); column++) {
        row.add(result.getString(column));
      }
      rows.add(row);
    }
    return new Table(List.copyOf(columns), rows, more, Duration.ofNanos(System.nanoTime() - begin));
  }

  private static Refused refused(SQLException e, boolean stopped) {
    ServerErrorMessage said = e instanceof PSQLException own ? own.getServerErrorMessage() : null;
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    Why why =
        switch (state) {
          case "25006" -> Why.WRITES;
          case "42501" -> Why.NOT_ALLOWED;
          case "57014" -> stopped ? Why.STOPPED : Why.TOO_LONG;
          default ->
              said == null || state.startsWith("08") || state.startsWith("57P")
                  ? Why.UNREACHABLE
                  : Why.MISTAKE;
        };
    if (said == null) {
      return new Refused(why, String.valueOf(e.getMessage()));
    }
    return new Refused(
        why,
        Objects.requireNonNullElse(said.getMessage(), ""),
        Objects.requireNonNullElse(said.getHint(), ""),
        said.getPosition());
  }
}
