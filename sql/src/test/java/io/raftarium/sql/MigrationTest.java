package io.raftarium.sql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.Test;

class MigrationTest {
  /** Everything that the catalog knows of schema raft, a line each. */
  private static final String CATALOG =
      """
      select 'column ' || a.attrelid::regclass || '.' || a.attname || ' ' || a.attnum || ' '
             || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || a.attidentity::text || ' '
             || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || coalesce(a.attcollation::regcollation::text, '')
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where c.relnamespace = 'raft'::regnamespace and a.attnum > 0 and c.relkind <> 'S'
      union all
      select 'relation ' || c.oid::regclass || ' ' || c.relkind::text || c.relpersistence::text || ' '
             || coalesce(c.reloptions::text, '') || ' ' || c.relowner::regrole || ' ' || coalesce(c.relacl::text, '')
      from pg_class c where c.relnamespace = 'raft'::regnamespace
      union all
      select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid)
      from pg_constraint where connamespace = 'raft'::regnamespace
      union all
      select 'index ' || pg_get_indexdef(indexrelid)
      from pg_index where indrelid in (select oid from pg_class where relnamespace = 'raft'::regnamespace)
      union all
      select 'function ' || pg_get_functiondef(oid) || proowner::regrole || coalesce(proacl::text, '')
      from pg_proc where pronamespace = 'raft'::regnamespace
      union all
      select 'trigger ' || pg_get_triggerdef(t.oid)
      from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace = 'raft'::regnamespace and not t.tgisinternal
      union all
      select 'view ' || viewname || definition from pg_views where schemaname = 'raft'
      union all
      select 'schema ' || nspname || nspowner::regrole || coalesce(nspacl::text, '') from pg_namespace where nspname = 'raft'
      order by 1
      """;

  @Test
  void migratesOnce() throws SQLException {
    DataSource database = TestDatabase.empty();
    assertThat(Migration.migrate(database)).isEqualTo(Migration.files().size());
    assertThat(Migration.migrate(database)).isZero();
  }

  @Test
  void whatWasAppliedIsRememberedAndLookedAtAgainWhereItDiffers() throws SQLException {
    DataSource database = TestDatabase.empty();
    Migration.migrate(database);
    String remembered = remembered(database);
    assertThat(remembered).matches("[0-9a-f]{64} \\d+");
    change(database, "comment on table public.raftarium_migrations is 'of other files 1'");
    assertThat(Migration.migrate(database)).isZero();
    assertThat(remembered(database)).isEqualTo(remembered);

    // A program of a later version was here, and left before it was done.
    change(
        database,
        "insert into public.raftarium_migrations"
            + " select installed_rank + 1, '99', 'later', 'SQL', 'V99__later.sql', 1, installed_by,"
            + " now(), 1, true from public.raftarium_migrations order by 1 desc limit 1");
    assertThatThrownBy(() -> Migration.migrate(database))
        .isInstanceOf(FlywayValidateException.class);
  }

  private static String remembered(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select obj_description('public.raftarium_migrations'::regclass, 'pg_class')")) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void change(DataSource database, String command) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  @Test
  void filesAreListedInTheirOrder() {
    assertThat(Migration.files()).first().isEqualTo("db/migration/V1__tables.sql");
    assertThat(Migration.files().stream().filter(file -> file.contains("/R__")).toList())
        .isSorted()
        .contains("db/migration/R__83_process_raft_event.sql");
  }

  @Test
  void filesAppliedOneByOneGiveTheSameSchema() throws SQLException, IOException {
    DataSource byHand = TestDatabase.empty();
    try (Connection connection = byHand.getConnection();
        Statement statement = connection.createStatement()) {
      for (String file : Migration.files()) {
        statement.execute(text(file));
      }
    }
    List<String> byFlyway = catalog(TestDatabase.migrated());
    assertThat(byFlyway).hasSizeGreaterThan(100);
    assertThat(catalog(byHand)).isEqualTo(byFlyway);
  }

  @Test
  void filesMayBeAppliedAgain() throws SQLException, IOException {
    DataSource database = TestDatabase.migrated();
    List<String> before = catalog(database);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String file : Migration.files()) {
        if (file.contains("/R__")) {
          statement.execute(text(file));
        }
      }
    }
    assertThat(catalog(database)).isEqualTo(before);
  }

  @Test
  void aStepHasEveryColumnOfTheState() throws SQLException {
    try (Connection connection = TestDatabase.migrated().getConnection();
        Statement statement = connection.createStatement();
        ResultSet missing =
            statement.executeQuery(
                """
                select attname, atttypid from pg_attribute
                where attrelid = 'raft.raft_state'::regclass and attnum > 0
                  and attname <> 'generation' -- follows from the steps
                except
                select attname, atttypid from pg_attribute where attrelid = 'raft.step'::regclass
                """)) {
      assertThat(missing.next()).isFalse();
    }
  }

  private static List<String> catalog(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(CATALOG)) {
      List<String> catalog = new ArrayList<>();
      while (rows.next()) {
        catalog.add(rows.getString(1));
      }
      return catalog;
    }
  }

  private static String text(String file) throws IOException {
    try (InputStream content = MigrationTest.class.getResourceAsStream("/" + file)) {
      return new String(requireNonNull(content).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
