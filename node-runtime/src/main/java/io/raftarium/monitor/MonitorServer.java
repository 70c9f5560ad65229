package io.raftarium.monitor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Answers whoever watches over a node, by HTTP: {@code /live} whether its process should be left
 * alone, {@code /ready} whether it takes part in the cluster, {@code /metrics} for Prometheus.
 */
public final class MonitorServer implements AutoCloseable {
  private static final int WAITING = 16;

  private final HttpServer server;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Listens.
   *
   * @param live false where only a new start of the process helps
   * @param ready whether the node has its database and knows a leader
   */
  public MonitorServer(
      InetSocketAddress address,
      BooleanSupplier live,
      BooleanSupplier ready,
      Supplier<String> metrics)
      throws IOException {
    server = HttpServer.create(address, WAITING);
    server.setExecutor(calls);
    server.createContext("/live", exchange -> say(exchange, live.getAsBoolean()));
    server.createContext("/ready", exchange -> say(exchange, ready.getAsBoolean()));
    server.createContext(
        "/metrics", exchange -> answer(exchange, 200, "text/plain; version=0.0.4", metrics.get()));
    server.start();
  }

  private static void say(HttpExchange exchange, boolean yes) throws IOException {
    answer(exchange, yes ? 200 : 503, "text/plain", yes ? "yes\n" : "no\n");
  }

  private static void answer(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    calls.shutdown();
  }
}
