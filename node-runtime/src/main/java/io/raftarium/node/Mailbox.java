package io.raftarium.node;

import io.raftarium.protocol.Command;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Rpc;
import io.raftarium.protocol.Session;
import io.raftarium.protocol.StepResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a node, in the order of arrival and bounded: where messages overflow, the oldest
 * one goes, as a network may lose any.
 */
final class Mailbox {
  static final int MAX_MESSAGES = 1_024;
  static final int MAX_REQUESTS = 4_096;

  /** One thing that waits. */
  sealed interface Item {
    /** A message from another node. */
    record Message(Rpc rpc) implements Item {}

    /** A timer fired; it counts only if {@code arming} is still the newest of that timer. */
    record Timeout(Timer timer, long arming) implements Item {}

    /** A client's command that waits for its turn. */
    record Request(String id, Command command, Session session, CompletableFuture<Reply> answer)
        implements Item {}

    /** Something of the node's log is on its disk, and a step counts on it. */
    record Stored() implements Item {}

    /** An event that carries one request of another kind than a command. */
    record Ask(String id, Event event, CompletableFuture<Reply> answer) implements Item {}

    /** Any event; whoever sent it wants the step's result. */
    record Any(Event event, CompletableFuture<StepResult> result) implements Item {}
  }

  /** The two timers of a node. */
  enum Timer {
    ELECTION,
    HEARTBEAT
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Item> items = new ArrayDeque<>();
  private int messages;
  private int requests;
  private boolean frozen;
  private boolean closed;

  /** Whether the node is done with what it took last, and wants more. */
  private boolean wanted;

  /** Adds a message or a timeout; false once the mailbox is closed. */
  boolean add(Item item) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      switch (item) {
        case Item.Message _ -> {
          if (messages == MAX_MESSAGES) {
            dropOldestMessage();
          } else {
            messages++;
          }
          items.addLast(item);
        }
        // A node that is behind must still tell others that it lives.
        case Item.Timeout timeout when timeout.timer == Timer.HEARTBEAT -> items.addFirst(item);
        case Item.Timeout _, Item.Stored _ -> items.addLast(item);
        case Item.Request _, Item.Ask _, Item.Any _ -> {
          if (requests == MAX_REQUESTS) {
            return false;
          }
          requests++;
          items.addLast(item);
        }
      }
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** How many items wait. */
  int size() {
    lock.lock();
    try {
      return items.size();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the node has done everything that it was given; a frozen one does nothing. */
  boolean idle() {
    lock.lock();
    try {
      return closed || frozen || (wanted && items.isEmpty());
    } finally {
      lock.unlock();
    }
  }

  /** The next item, once there is one and the node is not frozen; null once closed. */
  @Nullable Item take() throws InterruptedException {
    lock.lock();
    try {
      wanted = true;
      while (!closed && (frozen || items.isEmpty())) {
        // The limit only guards against a lost wake-up.
        boolean _ = changed.await(Duration.ofSeconds(10).toNanos(), TimeUnit.NANOSECONDS);
      }
      if (closed) {
        return null;
      }
      wanted = false;
      Item item = items.removeFirst();
      count(item);
      return item;
    } finally {
      lock.unlock();
    }
  }

  /** The messages that wait before anything else but requests, up to a number; they leave it. */
  List<Item.Message> takeMessages(int atMost) {
    lock.lock();
    try {
      List<Item.Message> taken = new ArrayList<>();
      Iterator<Item> all = items.iterator();
      while (taken.size() < atMost && all.hasNext()) {
        switch (all.next()) {
          case Item.Message message -> {
            all.remove();
            count(message);
            taken.add(message);
          }
          case Item.Request _ -> {}
          case Item.Timeout _, Item.Stored _, Item.Ask _, Item.Any _ -> {
            return taken;
          }
        }
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Every read that waits, up to a number; they leave the mailbox. */
  List<Item.Ask> takeReads(int atMost) {
    return takeWaiting(
        atMost,
        item ->
            item instanceof Item.Ask ask && ask.event() instanceof Event.ClientRead ? ask : null);
  }

  /** Every request that waits, up to a number; they leave the mailbox. */
  List<Item.Request> takeRequests(int atMost) {
    return takeWaiting(atMost, item -> item instanceof Item.Request request ? request : null);
  }

  /** Those of the requests of any kind that are wanted, wherever they wait. */
  private <T extends Item> List<T> takeWaiting(int atMost, Function<Item, @Nullable T> wanted) {
    lock.lock();
    try {
      List<T> taken = new ArrayList<>();
      Iterator<Item> all = items.iterator();
      while (requests > 0 && taken.size() < atMost && all.hasNext()) {
        T item = wanted.apply(all.next());
        if (item != null) {
          all.remove();
          count(item);
          taken.add(item);
        }
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Freezes or unfreezes: while frozen nothing is taken, everything waits. */
  void freeze(boolean newFrozen) {
    lock.lock();
    try {
      frozen = newFrozen;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sleeps, but no longer than until the mailbox is closed. */
  void pause(Duration time) throws InterruptedException {
    lock.lock();
    try {
      long left = time.toNanos();
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends it; what nobody took is returned. */
  List<Item> close() {
    lock.lock();
    try {
      closed = true;
      List<Item> left = List.copyOf(items);
      items.clear();
      messages = 0;
      requests = 0;
      changed.signalAll();
      return left;
    } finally {
      lock.unlock();
    }
  }

  private void count(Item item) {
    switch (item) {
      case Item.Message _ -> messages--;
      case Item.Request _, Item.Ask _, Item.Any _ -> requests--;
      case Item.Timeout _, Item.Stored _ -> {}
    }
  }

  private void dropOldestMessage() {
    Iterator<Item> oldestFirst = items.iterator();
    while (oldestFirst.hasNext()) {
      if (oldestFirst.next() instanceof Item.Message) {
        oldestFirst.remove();
        return;
      }
    }
  }
}
