package io.raftarium.lab;

import java.util.concurrent.locks.ReentrantLock;

/** Lets the operator's verbs come one at a time, and none after the last. */
final class Verbs {
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  /** What a verb does. */
  @FunctionalInterface
  interface Verb {
    void run() throws InterruptedException;
  }

  /** What a verb does that says which node it was about. */
  @FunctionalInterface
  interface NodeVerb {
    int run() throws InterruptedException;
  }

  /** Carries out a verb when those before it are done. */
  void run(Verb verb) {
    int _ =
        run(() -> {
          verb.run();
          return 0;
        });
  }

  /** Carries out a verb when those before it are done; which node it was about. */
  int run(NodeVerb verb) {
    lock.lock();
    try {
      if (closed) {
        throw new LabException("The laboratory is closed.");
      }
      return verb.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("Interrupted before it was done.", e);
    } finally {
      lock.unlock();
    }
  }

  /** Carries out the last verb; false, without doing so, if there was a last one before. */
  boolean close(Verb last) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      closed = true;
      last.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return true;
  }
}
