package io.raftarium.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class MigrationTest {
  @Test
  void migratesOnce() throws SQLException {
    DataSource database = TestDatabase.empty();
    assertThat(Migration.migrate(database)).isEqualTo(Migration.files().size());
    assertThat(Migration.migrate(database)).isZero();
  }
}
