package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What an operator reads where the database fails, from what the driver and the pool throw. */
class LabExceptionTest {
  private static final String GONE =
      "Not done: its server does not answer; start Raftarium again if it stays so.";

  private static HikariConfig toNobody() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {free});
    source.setUser("nobody");
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setConnectionTimeout(250);
    return config;
  }

  @Test
  void aServerThatIsGoneIsToldInOurWords() throws Exception {
    HikariConfig config = toNobody();
    config.setInitializationFailTimeout(-1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      SQLException raw = catchThrowableOfType(SQLException.class, pool::getConnection);
      assertThat(raw.getMessage()).contains("total=0");
      assertThat(LabException.database("Not done", raw)).hasMessage(GONE).hasCause(raw);
    }
  }

  @Test
  void aPoolThatCannotBeginIsToldInOurWords() throws Exception {
    HikariConfig config = toNobody();
    PoolInitializationException raw =
        catchThrowableOfType(
            PoolInitializationException.class, () -> new HikariDataSource(config).close());
    assertThat(LabException.database("Not done", raw)).hasMessage(GONE);
  }

  @Test
  void aPoolThatIsUsedUpSaysSo() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setDataSource(TestServer.get().source("postgres", "raftarium test"));
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(250);
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection held = pool.getConnection()) {
      assertThat(held.isClosed()).isFalse();
      SQLException raw = catchThrowableOfType(SQLException.class, pool::getConnection);
      assertThat(LabException.database("Not done", raw))
          .hasMessage("Not done: all its connections are in use; try again.");
    }
  }

  @Test
  void whatTheDatabaseItselfSaysIsKept() {
    assertThat(LabException.database("Not done", new SQLException("no such node", "RF001")))
        .hasMessage("Not done: no such node.");
  }
}
