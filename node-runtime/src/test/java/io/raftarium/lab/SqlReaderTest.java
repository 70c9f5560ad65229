package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.Until;
import io.raftarium.lab.SqlAnswer.Column;
import io.raftarium.lab.SqlAnswer.Refused;
import io.raftarium.lab.SqlAnswer.Table;
import io.raftarium.lab.SqlAnswer.Why;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Asks a laboratory's database in SQL, and tries to change it. */
class SqlReaderTest extends RunningLab {
  private static final List<String> COMMANDS =
      List.of(
          "insert into raft.raft_kv values (1, 'a', '1', 1)",
          "update raft.raft_state set current_term = 9",
          "do $$ begin perform 1; end $$",
          "copy (select 1) to program 'touch /tmp/broken-in'",
          "set role raftarium",
          "reset role",
          "set transaction read write",
          "begin",
          "call pg_catalog.pg_wal_replay_resume()",
          "lock table raft.raft_state",
          "notify raft",
          "create table a (b int)",
          "vacuum");

  private static final List<String> CHANGES =
      List.of(
          "select raft.process_raft_event(1, '{\"type\":\"ElectionTimeout\"}')",
          "with gone as (delete from raft.raft_log returning 1) select * from gone",
          "explain analyze update raft.raft_state set current_term = 9",
          "select * into public.mine from raft.rule",
          "select * from raft.raft_state for update",
          "select set_config('transaction_read_only', 'off', true)",
          "select set_config('role', 'raftarium', true)",
          "select set_config('session_authorization', 'raftarium', true)",
          "select pg_read_file('/etc/passwd')",
          "select lo_import('/etc/passwd')",
          "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'raftarium'",
          "select nextval(pg_get_serial_sequence('raft.raft_read', 'read_id'))");

  @Test
  void rowsComeAsTextsWithTheirNames() throws Exception {
    start(3);
    Table table = table("select node_id, role from raft.raft_state order by node_id");
    assertThat(table.columns())
        .containsExactly(new Column("node_id", true), new Column("role", false));
    assertThat(table.rows()).hasSize(3).allMatch(row -> row.size() == 2);
    assertThat(table.rows().getFirst().getFirst()).isEqualTo("1");
    assertThat(table.more()).isFalse();
    // What is asked of every node of this laboratory lies in one database.
    assertThat(lab.databases()).hasSize(1);
    assertThat(table("with a as (select 1) table a; ").rows()).hasSize(1);
    assertThat(table("/* with */ (select null::text, '{a}?' ) -- no ; here").rows().getFirst())
        .containsExactly(null, "{a}?");
    Table many = table("select generate_series(1, 5000)");
    assertThat(many.rows()).hasSize(SqlAnswer.MOST_ROWS);
    assertThat(many.more()).isTrue();
  }

  @Test
  void aMistakeIsToldWithItsPlace() throws Exception {
    Refused refused = refused("select nam from raft.rule");
    assertThat(refused.why()).isEqualTo(Why.MISTAKE);
    assertThat(refused.message()).contains("nam");
    assertThat(refused.position()).isEqualTo(8);
  }

  @Test
  void whatDoesNotBeginLikeAQuestionIsNotSent() throws Exception {
    assertThat(COMMANDS)
        .allSatisfy(sql -> {
          assertThat(refused(sql).why()).isEqualTo(Why.NO_QUESTION);
          // Whoever got it there all the same is refused by the database.
          SqlAnswer sent =
              SqlReader.read(
                  new ReaderLogin(TestServer.get(), lab.name()), sql, new CompletableFuture<>());
          assertThat(((Refused) sent).why())
              .isIn(Why.WRITES, Why.NOT_ALLOWED, Why.NO_QUESTION, Why.MISTAKE);
        });
    unharmed();
  }

  @Test
  void aQuestionThatWouldChangeSomethingIsRefusedByTheDatabase() throws Exception {
    assertThat(CHANGES)
        .allSatisfy(
            sql -> assertThat(refused(sql).why()).isIn(Why.WRITES, Why.NOT_ALLOWED, Why.MISTAKE));
    unharmed();
  }

  @Test
  void severalStatementsAreRefusedEachWay() throws Exception {
    assertThat(refused("select 1; select 2").why()).isEqualTo(Why.SEVERAL);
    assertThat(refused("select 1; commit; insert into raft.raft_kv values (1, 'a', '1', 1)").why())
        .isEqualTo(Why.SEVERAL);
    assertThat(
            SqlReader.read(
                new ReaderLogin(TestServer.get(), lab.name()),
                "commit; begin read write; insert into raft.raft_kv values (1, 'a', '1', 1)",
                new CompletableFuture<>()))
        .isInstanceOf(Refused.class);
    assertThat(refused("  -- nothing\n ;").why()).isEqualTo(Why.EMPTY);
    unharmed();
  }

  @Test
  void aLongQuestionEndsByItselfAndWhenItIsStopped() throws Exception {
    // The limit cannot be talked away within the question.
    assertThat(refused("select set_config('statement_timeout', '0', true), pg_sleep(60)").why())
        .isEqualTo(Why.TOO_LONG);
    CompletableFuture<SqlAnswer> asked = lab.query(1, "select pg_sleep(60)");
    Until.holds("it sleeps", () -> sleeping() == 1);
    asked.cancel(true);
    Until.holds("it has ended", () -> sleeping() == 0);
  }

  private long sleeping() throws Exception {
    try (Connection connection = connect("raftarium test");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where application_name = 'raftarium console'"
                    + " and datname = current_database() and state = 'active'")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void unharmed() throws Exception {
    assertThat(
            table(
                    "select (select count(*) from raft.raft_kv where key = 'a'),"
                        + " (select count(*) from pg_tables where schemaname = 'public' and tablename"
                        + " in ('a', 'mine'))")
                .rows()
                .getFirst())
        .containsExactly("0", "0");
  }

  private Table table(String sql) throws Exception {
    return (Table) ask(sql);
  }

  private Refused refused(String sql) throws Exception {
    SqlAnswer answer = ask(sql);
    assertThat(answer).as(sql).isInstanceOf(Refused.class);
    return (Refused) answer;
  }

  private SqlAnswer ask(String sql) throws Exception {
    return lab.query(1, sql).get(20, TimeUnit.SECONDS);
  }
}
