package io.raftarium.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Who may do what. */
class RolesTest {
  private static final String SUFFIX = "_" + ProcessHandle.current().pid();
  private static final String NODE_1 = "raftarium_n1" + SUFFIX;
  private static final String WATCHER = "raftarium_watcher" + SUFFIX;
  private static final String STRANGER = "raftarium_stranger" + SUFFIX;
  private static final String PASSWORD = "only for this test";
  private static final String START = "select raft.process_raft_event(%s, '{\"type\":\"Start\"}')";

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static PGSimpleDataSource database;

  @BeforeAll
  static void install() throws SQLException {
    database = TestDatabase.migrated();
    owner(
        "create role " + NODE_1 + " login password '" + PASSWORD + "'",
        "create role " + WATCHER + " login password '" + PASSWORD + "' in role raft_observer",
        "create role " + STRANGER + " login password '" + PASSWORD + "'",
        "select raft.create_node(1, '{1,2}')",
        "select raft.create_node(2, '{1,2}')",
        "insert into raft.raft_runtime values ('" + NODE_1 + "', 1)");
  }

  @AfterAll
  static void remove() throws SQLException {
    owner(
        "delete from raft.raft_runtime",
        "drop role " + NODE_1,
        "drop role " + WATCHER,
        "drop role " + STRANGER);
  }

  @Test
  void aNodesLoginActsForItsNodeAlone() throws SQLException {
    as(NODE_1, String.format(Locale.ROOT, START, "1"));
    for (String other : List.of("2", "3", "null")) {
      assertRefused(NODE_1, String.format(Locale.ROOT, START, other));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from raft.raft_state",
        "select * from raft.raft_runtime",
        "update raft.raft_state set current_term = 9",
        "insert into raft.raft_runtime values (session_user, 2)",
        "delete from raft.raft_log",
        "truncate raft.raft_kv",
        "select raft.create_node(5, '{5}')",
        "select raft.drop_node(1)",
        "select raft.trim_journal(1, 0)",
        "select raft.lock_node(1)",
        "select * from pg_authid",
        "set role raft_owner",
        "create table raft.mine (a int)",
        "create function raft.has_majority(int) returns int language sql as 'select 1'"
      })
  void aNodesLoginCanDoNothingElse(String sql) {
    assertRefused(NODE_1, sql);
  }

  @Test
  void aNodesLoginCannotSlipInItsOwnTypesOrTables() throws SQLException {
    try (Connection connection = connect(NODE_1);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create function pg_temp.evil() returns boolean language plpgsql as $$ "
              + "begin raise exception 'ran as %', current_user; end $$");
      for (String type :
          List.of("jsonb", "text", "bigint", "int", "boolean", "int4", "int8", "bool", "name")) {
        statement.execute(
            "create domain pg_temp."
                + type
                + " as pg_catalog."
                + real(type)
                + " check (pg_temp.evil())");
      }
      statement.execute("create temp table raft_state (node_id pg_catalog.int4)");
      statement.execute("set search_path = pg_temp, public");
      statement.execute(
          "select raft.process_raft_event(1::pg_catalog.int4, '{\"type\":\"Start\"}'::pg_catalog.jsonb)");
      statement.execute(
          "select raft.process_raft_event(1::pg_catalog.int4, '{\"type\":\"ElectionTimeout\"}'::pg_catalog.jsonb)");
    }
  }

  private static String real(String type) {
    return switch (type) {
      case "bigint" -> "int8";
      case "int" -> "int4";
      case "boolean" -> "bool";
      default -> type;
    };
  }

  @Test
  void anObserverReadsEveryTable() throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select oid::regclass from pg_class where relnamespace = 'raft'::regnamespace and relkind in ('r', 'v')")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    assertThat(tables).hasSizeGreaterThan(12);
    for (String table : tables) {
      as(WATCHER, "select * from " + table);
    }
    as(WATCHER, "listen raft");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select raft.process_raft_event(1, '{\"type\":\"Start\"}')",
        "select raft.create_node(5, '{5}')",
        "select raft.trim_journal(1, 0)",
        "update raft.raft_state set current_term = 9",
        "insert into raft.raft_runtime values (session_user, 1)",
        "delete from raft.raft_journal",
        "set role raft_owner"
      })
  void anObserverChangesNothing(String sql) {
    assertRefused(WATCHER, sql);
  }

  @Test
  void nothingIsGrantedToThePublic() throws SQLException {
    assertRefused(STRANGER, String.format(Locale.ROOT, START, "1"));
    assertRefused(STRANGER, "select * from raft.raft_state");
    assertThat(
            numbers(
                """
                select count(*) from (
                  select p.proacl as acl, 'f' as kind from pg_proc p where p.pronamespace = 'raft'::regnamespace
                  union all
                  select c.relacl, 'r' from pg_class c where c.relnamespace = 'raft'::regnamespace and c.relkind <> 'i'
                  union all
                  select n.nspacl, 'n' from pg_namespace n where n.nspname = 'raft') o
                where (o.acl is null and o.kind = 'f') or exists (select from aclexplode(o.acl) a where a.grantee = 0)
                """))
        .containsExactly(0L);
  }

  @Test
  void theOwnerCannotLogInAndOwnsEverything() throws SQLException {
    assertThat(
            numbers(
                "select count(*) from pg_roles where rolname = 'raft_owner' and not rolcanlogin"))
        .containsExactly(1L);
    assertThat(
            numbers(
                """
                select count(*) from (
                  select proowner as owner from pg_proc where pronamespace = 'raft'::regnamespace
                  union all
                  select relowner from pg_class where relnamespace = 'raft'::regnamespace
                  union all
                  select nspowner from pg_namespace where nspname = 'raft') o
                where o.owner <> 'raft_owner'::regrole
                """))
        .containsExactly(0L);
  }

  @Test
  void aLoginThatIsNoLongerBoundIsRefused() throws SQLException {
    owner("insert into raft.raft_runtime values ('" + STRANGER + "', 2)");
    as(STRANGER, String.format(Locale.ROOT, START, "2"));
    owner("delete from raft.raft_runtime where role_name = '" + STRANGER + "'");
    assertRefused(STRANGER, String.format(Locale.ROOT, START, "2"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOrdinaryOwnerInstallsWhereTheRolesExist(boolean member) throws SQLException {
    String user = "raftarium_migrator" + SUFFIX + (member ? "_m" : "");
    PGSimpleDataSource fresh = TestDatabase.empty();
    String name = fresh.getDatabaseName();
    try {
      owner(
          "create role "
              + user
              + " login password '"
              + PASSWORD
              + "' nocreaterole"
              + (member ? " in role raft_owner" : ""),
          "alter database " + name + " owner to " + user);
      fresh.setUser(user);
      fresh.setPassword(PASSWORD);
      assertThat(Migration.migrate(fresh)).isPositive();
      try (Connection connection = fresh.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("select raft.create_node(1, '{1}')");
        statement.execute(String.format(Locale.ROOT, START, "1"));
      }
      assertThat(Migration.migrate(fresh)).isZero();
    } finally {
      owner("drop database if exists " + name + " with (force)", "drop role " + user);
    }
  }

  private static void assertRefused(String user, String sql) {
    assertThatThrownBy(() -> as(user, sql))
        .as("%s: %s", user, sql)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  private static void as(String user, String sql) throws SQLException {
    try (Connection connection = connect(user);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(String user) throws SQLException {
    PGSimpleDataSource login = new PGSimpleDataSource();
    login.setUrl(database.getUrl());
    login.setDatabaseName(database.getDatabaseName());
    login.setUser(user);
    login.setPassword(PASSWORD);
    return login.getConnection();
  }

  private static void owner(String... statements) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static List<Long> numbers(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<Long> numbers = new ArrayList<>();
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
      return numbers;
    }
  }
}
