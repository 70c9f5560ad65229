package io.raftarium.app.model;

/** What a person looks at beside nodes: every panel that shows such a thing marks it. */
public sealed interface Pick {
  /** Nothing. */
  Pick NONE = new None();

  /** Nothing. */
  record None() implements Pick {}

  /**
   * A message.
   *
   * @param number of the message, not of a happening
   */
  record Message(long number) implements Pick {}

  /**
   * A step that a node took.
   *
   * @param happening its number on the tape
   */
  record Step(int node, long happening) implements Pick {}

  /**
   * An entry of a node's log.
   *
   * @param index its log index
   * @param term of the entry
   */
  record Entry(int node, long index, long term) implements Pick {}

  /**
   * A rule of Raft.
   *
   * @param name as journals have it
   */
  record Rule(String name) implements Pick {}
}
