package io.raftarium.search;

/** What a search shall bring about. */
public sealed interface Wish {
  /**
   * Two nodes lead.
   *
   * @param oneTerm in the same term, be it one after the other, which Raft promises never to happen
   */
  record TwoLeaders(boolean oneTerm) implements Wish {}

  /** A node leads, or leads in a later term where it leads already. */
  record BecomesLeader(int node) implements Wish {}

  /**
   * An entry that stands in a log now stands there no longer.
   *
   * @param node whose log; 0 for any that holds it
   */
  record Overwritten(int node, long index, long term) implements Wish {}

  /** Some node knows that an entry is committed. */
  record Commits(long index, long term) implements Wish {}

  /** A node leads a later term without a command that was committed, of which a client was told. */
  record AcknowledgedLost() implements Wish {}
}
