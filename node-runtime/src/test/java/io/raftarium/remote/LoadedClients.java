package io.raftarium.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.check.HistoryReader;
import io.raftarium.check.Linearizability;
import io.raftarium.check.Verdict;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Reply;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.SiteException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Clients that write and read at once, and note what they asked and what they were told. */
final class LoadedClients {
  private static final int KEYS = 4;
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration LAST_LIMIT = Duration.ofSeconds(30);

  private final long seed;
  private final StringBuilder history = new StringBuilder();
  private final AtomicInteger process = new AtomicInteger();
  private final AtomicInteger value = new AtomicInteger();
  private final AtomicLong lastOk = new AtomicLong(System.nanoTime());
  private final AtomicLong longestSilence = new AtomicLong();
  private final Map<Reply.Status, AtomicInteger> outcomes = new TreeMap<>();
  private final ConcurrentLinkedQueue<String> appended = new ConcurrentLinkedQueue<>();

  LoadedClients(long seed) {
    this.seed = seed;
    for (Reply.Status status : Reply.Status.values()) {
      outcomes.put(status, new AtomicInteger());
    }
  }

  /** How often each outcome was told. */
  Map<Reply.Status, AtomicInteger> outcomes() {
    return outcomes;
  }

  /** The longest time in which none of them was told that something was done, s. */
  double longestSilence() {
    return longestSilence.get() / 1e9;
  }

  /** Starts some; closing it ends them. */
  AutoCloseable start(ClusterFile cluster, int count) {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory());
    List<Future<?>> running = new ArrayList<>();
    lastOk.set(System.nanoTime());
    for (int i = 0; i < count; i++) {
      Random random = new Random(seed + i);
      running.add(
          threads.submit(() -> {
            ask(cluster, over, random);
            return null;
          }));
    }
    return () -> {
      over.set(true);
      for (Future<?> client : running) {
        client.get(1, TimeUnit.MINUTES);
      }
      threads.close();
    };
  }

  /** One client, which asks one thing after the other. */
  private void ask(ClusterFile cluster, AtomicBoolean over, Random random) throws SiteException {
    int me = process.incrementAndGet();
    try (ClusterClient client = new ClusterClient(cluster, "client")) {
      while (!over.get()) {
        String key = "k" + random.nextInt(KEYS);
        int kind = random.nextInt(10);
        if (kind < 4) {
          me = told(me, "get", key, null, () -> client.read(key, LIMIT));
        } else if (kind < 8) {
          JsonNode written = JsonNodeFactory.instance.numberNode(value.incrementAndGet());
          me = told(me, "put", key, written, () -> client.submit(Command.put(key, written), LIMIT));
        } else {
          String token = "<" + value.incrementAndGet() + ">";
          Reply reply = client.submit(Command.append("log", token), LIMIT);
          outcome(reply);
          if (reply.status() == Reply.Status.OK) {
            appended.add(token);
          }
        }
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(20)).toNanos());
      }
    }
  }

  private int told(
      int me, String op, String key, @Nullable JsonNode written, Supplier<Reply> call) {
    line(me, "invoke", op, key, written);
    Reply reply = call.get();
    outcome(reply);
    switch (reply.status()) {
      case OK -> line(me, "ok", op, key, written == null ? reply.result().value() : written);
      case UNKNOWN -> {
        line(me, "info", op, key, written);
        // Whoever does not know what became of it is another from now on.
        return process.incrementAndGet();
      }
      default -> line(me, "fail", op, key, written);
    }
    return me;
  }

  private void outcome(Reply reply) {
    AtomicInteger count = outcomes.get(reply.status());
    if (count != null) {
      count.incrementAndGet();
    }
    if (reply.status() == Reply.Status.OK) {
      long now = System.nanoTime();
      longestSilence.accumulateAndGet(now - lastOk.getAndSet(now), Math::max);
    }
  }

  private synchronized void line(
      int me, String type, String op, String key, @Nullable JsonNode is) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("process", me).put("type", type).put("op", op).put("key", key);
    if (is != null) {
      line.set("value", is);
    }
    history.append(line.put("time", System.nanoTime())).append('\n');
  }

  /** What was acknowledged is there once, and all that was told fits into one order. */
  Verdict verify(ClusterClient reader) throws Exception {
    Reply log = reader.read("log", LAST_LIMIT);
    assertThat(log.status()).as("in the end: %s", log).isEqualTo(Reply.Status.OK);
    String text = log.result().value().asString("");
    for (String token : appended) {
      assertThat(text.indexOf(token)).as("%s was acknowledged", token).isNotNegative();
      assertThat(text.lastIndexOf(token))
          .as("%s was done once", token)
          .isEqualTo(text.indexOf(token));
    }
    for (int key = 0; key < KEYS; key++) {
      String name = "k" + key;
      int _ = told(process.incrementAndGet(), "get", name, null, () -> reader.read(name, LIMIT));
    }
    Verdict verdict =
        Linearizability.check(
            HistoryReader.read(new StringReader(history.toString())), Duration.ofMinutes(2));
    assertThat(verdict).isInstanceOf(Verdict.Linearizable.class);
    return verdict;
  }
}
