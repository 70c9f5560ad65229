package io.raftarium.lab;

import io.raftarium.record.Tape;
import io.raftarium.time.LabClock;
import io.raftarium.view.Deed;
import io.raftarium.view.LoadCount;
import io.raftarium.view.LoadPlan;
import io.raftarium.view.Served;
import io.raftarium.view.Submission;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The load of a laboratory: starts its clients, and ends them with the cluster. */
final class LabLoad implements Lab.Load {
  private final Parts parts;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable LoadRun run;
  private volatile LoadCount last = LoadCount.NOTHING;
  private int runs;
  private boolean closed;

  /**
   * What it needs of the laboratory.
   *
   * @param prefix of its keys
   * @param submissions that carry its requests, and those of nobody else
   * @param called hears of an operation before anybody is asked
   * @param ended hears of it when its client knows what became of it
   * @param mustExist refuses where there is no node at all
   */
  record Parts(
      String prefix,
      Submissions submissions,
      LabClock clock,
      Tape tape,
      Consumer<Submission> called,
      Consumer<Served> ended,
      Runnable mustExist) {}

  LabLoad(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Optional<LoadPlan> running() {
    return Optional.ofNullable(run).map(LoadRun::plan);
  }

  @Override
  public LoadCount count() {
    LoadRun now = run;
    return now == null ? last : now.count();
  }

  @Override
  public void start(LoadPlan plan) {
    lock.lock();
    try {
      if (run != null) {
        throw new LabException("A load runs already; stop it first.");
      }
      if (closed) {
        throw new LabException("The laboratory is closed.");
      }
      parts.mustExist.run();
      parts.tape.done(new Deed.LoadStarted(plan));
      run =
          LoadRun.start(
              ++runs,
              plan,
              parts.prefix,
              parts.submissions,
              parts.clock,
              parts.tape,
              parts.called,
              parts.ended);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void stop() {
    if (!ended()) {
      throw new LabException("No load runs.");
    }
  }

  /** Ends it if one runs; whether one did. */
  boolean ended() {
    lock.lock();
    try {
      LoadRun now = run;
      if (now == null) {
        return false;
      }
      last = now.end();
      run = null;
      parts.tape.done(new Deed.LoadStopped(now.plan(), last));
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends it; none starts any longer. */
  void close() {
    lock.lock();
    try {
      closed = true;
      boolean _ = ended();
      parts.submissions.close();
    } finally {
      lock.unlock();
    }
  }
}
