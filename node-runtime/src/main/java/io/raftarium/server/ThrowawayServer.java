package io.raftarium.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Objects;

/**
 * A server for simulations: without durability, which they do not need and which would slow them
 * down, and gone with its data at the end.
 */
public final class ThrowawayServer implements AutoCloseable {
  private final EmbeddedPostgres server;

  private ThrowawayServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Starts one on a free port of the loopback address. */
  public static ThrowawayServer start() throws IOException {
    return new ThrowawayServer(EmbeddedPostgres.builder().setRegisterShutdownHook(false).start());
  }

  /** The {@code jdbc:postgresql:} URL of its superuser. */
  public String url() {
    return Objects.requireNonNull(server.getJdbcUrl("postgres", "postgres"));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
