package io.raftarium.bench;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A replicated map that a load is put on. */
public interface Target extends AutoCloseable {
  /** A name for people, with what it runs on. */
  String name();

  /** Puts a value under one of the keys; whether that is committed and applied. */
  CompletableFuture<Boolean> write(long number);

  /** Reads one of the keys linearizably; whether that was answered. */
  CompletableFuture<Boolean> read(long number);

  /** Waits until all its nodes know their leader. */
  void awaitLeader() throws InterruptedException;

  /** Ends the leader at once, as a crash does. */
  void killLeader() throws InterruptedException;

  /** Starts again what was killed, and waits until all know their leader. */
  void heal() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
