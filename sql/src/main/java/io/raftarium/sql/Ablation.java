package io.raftarium.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule of Raft that is left out of the function or bent: what breaks without it tells why it is
 * there.
 *
 * <p>A database that has one in it says so in the comment of schema {@code raft}, which outlives
 * every migration: a later version's functions are changed again when the database is opened.
 *
 * @param id for example {@code vote-is-not-kept}
 * @param function that it changes, without the schema's name; empty where the SQL does not say
 * @param change what the function does instead
 * @param rule where Raft says otherwise
 * @param before what stands in the function
 * @param after what it puts there
 * @param sql that puts it into a database
 */
public record Ablation(
    String id,
    String function,
    String change,
    String rule,
    String before,
    String after,
    String sql) {
  /** Those that teach, each a file; from votes to the log, the members and the clients. */
  private static final List<String> IDS =
      List.of(
          "vote-is-not-kept",
          "vote-is-forgotten-at-start",
          "vote-counts-twice",
          "vote-of-another-election",
          "half-is-a-majority",
          "vote-ignores-the-log",
          "commit-counts-old-terms",
          "appends-without-a-match",
          "truncates-matching-suffix",
          "commits-past-the-verified-prefix",
          "leader-trusts-what-it-sent",
          "configuration-in-one-step",
          "two-changes-at-a-time",
          "new-voters-alone-decide",
          "learners-count",
          "read-without-a-round",
          "read-before-own-commit",
          "session-is-ignored",
          "snapshot-of-what-is-not-there");

  private static final String FOLDER = "/ablations/";
  private static final String MARK = "Modified: ";
  private static final String IN_FUNCTION = "/* MODIFIED */";
  private static final String SCHEMAS_COMMENT =
      "select obj_description(to_regnamespace('raft'), 'pg_namespace')";
  private static final Pattern HEADER =
      Pattern.compile("-- MODIFIED raft\\.(\\w+): (.*)\\R-- Rule: +(.*)\\R");
  private static final Pattern PARTS =
      Pattern.compile("\\$old\\$(.*?)\\$old\\$.*?\\$new\\$(.*?)\\$new\\$", Pattern.DOTALL);

  /** All that teach, in the order in which they are told. */
  public static List<Ablation> all() {
    return IDS.stream().map(Ablation::read).toList();
  }

  /** That of an id; empty where this version has none. */
  public static Optional<Ablation> find(String id) {
    return IDS.contains(id) ? Optional.of(read(id)) : Optional.empty();
  }

  /** That of a file, which is called as the file is. */
  public static Ablation of(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    return of(
        name.replaceFirst("^[0-9]+-", "").replaceFirst("\\.sql$", ""), Files.readString(file));
  }

  /** That of any SQL which changes the function; what it is, is told by its first lines. */
  public static Ablation of(String id, String sql) {
    Matcher header = HEADER.matcher(sql);
    boolean told = header.find();
    Matcher parts = PARTS.matcher(sql);
    boolean shown = parts.find();
    return new Ablation(
        id,
        told ? header.group(1) : "",
        told ? header.group(2) : "",
        told ? header.group(3) : "",
        shown ? parts.group(1) : "",
        shown ? parts.group(2) : "",
        sql);
  }

  private static Ablation read(String id) {
    String file = FOLDER + id + ".sql";
    try (InputStream in = Ablation.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing");
      }
      return of(id, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** The id of what a database has in it, whether this version knows it or not. */
  public static Optional<String> in(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      String comment = value(statement, SCHEMAS_COMMENT);
      return comment != null && comment.startsWith(MARK)
          ? Optional.of(comment.substring(MARK.length()))
          : Optional.empty();
    }
  }

  /**
   * Changes a database's function, for good, and marks the database; all or nothing. One that has
   * this in it already stays as it is.
   */
  public void into(Connection connection) throws SQLException {
    boolean alone = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      if (!isIn(statement)) {
        statement.execute(sql);
      }
      statement.execute("comment on schema raft is " + statement.enquoteLiteral(MARK + id));
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(alone);
    }
  }

  private boolean isIn(Statement statement) throws SQLException {
    String source =
        function.isEmpty()
            ? null
            : value(
                statement,
                "select pg_get_functiondef(to_regproc("
                    + statement.enquoteLiteral("raft." + function)
                    + "))");
    return source != null && source.contains(IN_FUNCTION);
  }

  private static @Nullable String value(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
