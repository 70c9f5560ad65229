package io.raftarium.lab;

import io.raftarium.record.Tape;
import io.raftarium.time.LabClock;
import io.raftarium.view.LoadCount;
import io.raftarium.view.LoadPlan;
import io.raftarium.view.Served;
import io.raftarium.view.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A load that runs: its clients, and what they learned, told to the tape a few times a second and
 * all of it, so that thousands of operations a second are a few happenings.
 */
final class LoadRun implements LoadClient.Book {
  private static final Duration END_LIMIT = Duration.ofSeconds(2);

  /** In which what is under way may be answered. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final long TELL_MILLIS = 200;
  private static final int MOST_AT_ONCE = 500;

  private final LoadPlan plan;
  private final Tape tape;
  private final Consumer<Submission> called;
  private final Consumer<Served> ended;
  private final List<LoadClient> clients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition some = lock.newCondition();
  private List<Served> untold = new ArrayList<>();
  private LoadCount count = LoadCount.NOTHING;
  private boolean over;

  private LoadRun(LoadPlan plan, Tape tape, Consumer<Submission> called, Consumer<Served> ended) {
    this.plan = plan;
    this.tape = tape;
    this.called = called;
    this.ended = ended;
  }

  /**
   * Lets the clients begin.
   *
   * @param number counts the loads of a laboratory
   * @param prefix of their keys
   * @param called hears of an operation before anybody is asked
   * @param ended hears of it when its client knows what became of it
   */
  static LoadRun start(
      int number,
      LoadPlan plan,
      String prefix,
      Submissions submissions,
      LabClock clock,
      Tape tape,
      Consumer<Submission> called,
      Consumer<Served> ended) {
    LoadRun run = new LoadRun(plan, tape, called, ended);
    long seed = System.nanoTime();
    for (int i = 1; i <= plan.clients(); i++) {
      LoadClient client = new LoadClient(number, i, plan, prefix, submissions, clock, run, seed);
      run.clients.add(client);
      run.threads.add(Thread.ofVirtual().name("load-" + i).start(client::run));
    }
    Thread _ = Thread.ofVirtual().name("load-teller").start(run::tell);
    return run;
  }

  LoadPlan plan() {
    return plan;
  }

  LoadCount count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the clients; what they wait for is not known. What it came to. */
  LoadCount end() {
    for (int i = 0; i < threads.size(); i++) {
      clients.get(i).stop(threads.get(i));
    }
    try {
      await(GRACE);
      threads.forEach(Thread::interrupt);
      await(END_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lock.lock();
    try {
      over = true;
      some.signalAll();
      flush();
      return count;
    } finally {
      lock.unlock();
    }
  }

  private void await(Duration most) throws InterruptedException {
    long limit = System.nanoTime() + most.toNanos();
    for (Thread thread : threads) {
      long left = Math.max(1, limit - System.nanoTime());
      boolean _ = thread.join(Duration.ofNanos(left));
    }
  }

  @Override
  public void called(Submission submission) {
    called.accept(submission);
  }

  @Override
  public void ended(Served served) {
    ended.accept(served);
    lock.lock();
    try {
      untold.add(served);
      count = count.and(served);
      if (untold.size() == 1) {
        some.signalAll();
      } else if (untold.size() >= MOST_AT_ONCE) {
        flush();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The teller's whole life. */
  private void tell() {
    lock.lock();
    try {
      while (!over) {
        if (untold.isEmpty()) {
          some.await();
        } else {
          long _ = some.awaitNanos(TimeUnit.MILLISECONDS.toNanos(TELL_MILLIS));
          flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void flush() {
    if (!untold.isEmpty()) {
      tape.load(List.copyOf(untold));
      untold = new ArrayList<>();
    }
  }
}
