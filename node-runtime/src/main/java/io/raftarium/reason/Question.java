package io.raftarium.reason;

/** What a person wants to know the reason of. */
public sealed interface Question {
  /** Why a node has its role. */
  record Role(int node) implements Question {}

  /** Why a node is in its term. */
  record Term(int node) implements Question {}

  /** Why a node votes for whom it votes in its term, or for nobody. */
  record Vote(int node) implements Question {}

  /** Why a node takes another one for the leader, or knows none. */
  record Leader(int node) implements Question {}

  /** Why a node's commit index is where it is. */
  record Commit(int node) implements Question {}

  /** Why a node's log has the entry that it has at an index. */
  record Entry(int node, long index) implements Question {}

  /** Why an entry is committed, or is not. */
  record Committed(int node, long index) implements Question {}

  /** Why a node's log no longer has what it had at an index. */
  record Lost(int node, long index) implements Question {}

  /** Why a request was refused, failed, waits, or was done. */
  record Request(String request) implements Question {}
}
