package io.raftarium.durability;

import io.raftarium.node.RaftNode;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import tools.jackson.databind.node.JsonNodeFactory;

/** Clients that write without pause, each write a key of its own, and remember every "ok". */
final class Writers implements AutoCloseable {
  private static final long ANSWER_LIMIT_MS = 3_000;
  private static final long RETRY_MS = 20;

  private final IntFunction<RaftNode> nodes;
  private final int size;
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final Map<Long, String> acknowledged = new ConcurrentSkipListMap<>();
  private final AtomicLong sent = new AtomicLong();
  private final Object news = new Object();

  Writers(IntFunction<RaftNode> nodes, int size, int clients) {
    this.nodes = nodes;
    this.size = size;
    for (int client = 1; client <= clients; client++) {
      String name = "client" + client;
      threads.add(Thread.ofVirtual().name(name).start(() -> write(name)));
    }
  }

  private void write(String name) {
    int target = 1;
    try {
      for (long serial = 1; over.getCount() > 0; serial++) {
        String key = name + "-" + serial;
        sent.incrementAndGet();
        Reply reply =
            nodes
                .apply(target)
                .request(key, Command.put(key, JsonNodeFactory.instance.numberNode(serial)))
                .completeOnTimeout(Reply.unknown(), ANSWER_LIMIT_MS, TimeUnit.MILLISECONDS)
                .get(2 * ANSWER_LIMIT_MS, TimeUnit.MILLISECONDS);
        if (reply.status() == Reply.Status.OK) {
          acknowledge(reply.index(), key);
          continue;
        }
        Integer leader = reply.leader();
        target = leader != null ? leader : target % size + 1;
        if (leader == null && over.await(RETRY_MS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a request without an answer", e);
    }
  }

  private void acknowledge(long index, String key) {
    synchronized (news) {
      String other = acknowledged.put(index, key);
      if (other != null) {
        throw new IllegalStateException(
            "entry " + index + " was acknowledged as " + other + " and as " + key);
      }
      news.notifyAll();
    }
  }

  /** Waits until so many more writes are acknowledged. */
  void awaitMore(int count, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (news) {
      int goal = acknowledged.size() + count;
      while (acknowledged.size() < goal) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("no write is acknowledged within " + limit);
        }
        news.wait(left);
      }
    }
  }

  /** What was acknowledged so far: keys by log index. */
  Map<Long, String> acknowledged() {
    synchronized (news) {
      return Map.copyOf(acknowledged);
    }
  }

  long sent() {
    return sent.get();
  }

  @Override
  public void close() {
    over.countDown();
    try {
      for (Thread thread : threads) {
        thread.join(Duration.ofMillis(3 * ANSWER_LIMIT_MS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
