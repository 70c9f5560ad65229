package io.raftarium.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The tests run on the PostgreSQL that was asked for. */
class TestDatabaseTest {
  @Test
  void theServerIsOfTheVersionThatWasAskedFor() throws SQLException {
    String asked = System.getProperty("raftarium.test.db", "embedded");
    assumeTrue(
        asked.equals("embedded") || asked.startsWith("installed:"), "no version was asked for");
    try (Connection connection = TestDatabase.empty().getConnection()) {
      assertThat(connection.getMetaData().getDatabaseMajorVersion())
          .isEqualTo(asked.equals("embedded") ? 18 : Integer.parseInt(asked.substring(10)));
    }
  }
}
