package io.raftarium.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that teach by what breaks without them: all of them change the function, and for good. */
class AblationTest {
  private static final Path FOLDER = Path.of("src/main/resources/ablations");

  @Test
  void everyFileIsOneThatTeachesAndChangesWhatItSays() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Ablation.all().stream().map(ablation -> ablation.id() + ".sql").toList());
    }
    try (Connection connection = TestDatabase.migrated().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (Ablation ablation : Ablation.all()) {
        String before = source(connection, ablation.function());
        statement.execute(ablation.sql());
        assertThat(before).as(ablation.id()).contains(ablation.before());
        assertThat(source(connection, ablation.function()))
            .as(ablation.id())
            .isEqualTo(before.replace(ablation.before(), ablation.after()))
            .isNotEqualTo(before);
        assertThat(ablation.rule()).isNotEmpty();
        assertThat(ablation.change()).isNotEmpty();
        connection.rollback();
      }
    }
  }

  @Test
  void whatAMigrationMendsIsPutInAgainAndOnlyOnce() throws Exception {
    Ablation ablation = Ablation.find("vote-is-not-kept").orElseThrow();
    try (Connection connection = TestDatabase.migrated().getConnection()) {
      assertThat(Ablation.in(connection)).isEmpty();
      String rule = source(connection, ablation.function());
      ablation.into(connection);
      String without = source(connection, ablation.function());
      ablation.into(connection);
      assertThat(source(connection, ablation.function())).isEqualTo(without);

      try (Statement statement = connection.createStatement()) {
        statement.execute(migration("R__63_on_request_vote.sql"));
      }
      assertThat(source(connection, ablation.function())).isEqualTo(rule);
      assertThat(Ablation.in(connection)).as("it still says so").contains(ablation.id());
      ablation.into(connection);
      assertThat(source(connection, ablation.function())).isEqualTo(without);
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  private static String migration(String file) throws IOException {
    try (var in =
        Objects.requireNonNull(AblationTest.class.getResourceAsStream("/db/migration/" + file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String source(Connection connection, String function) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select pg_get_functiondef('raft." + function + "'::regproc)")) {
      row.next();
      return row.getString(1);
    }
  }
}
