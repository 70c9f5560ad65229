package io.raftarium.app;

/** Starts the desktop. */
public final class Main {
  private Main() {}

  /** Entry point. */
  public static void main(String[] args) {
    System.out.println("Raftarium");
  }
}
