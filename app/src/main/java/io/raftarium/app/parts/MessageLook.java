package io.raftarium.app.parts;

import io.raftarium.protocol.Rpc;

/**
 * How a message is drawn.
 *
 * @param label what it says, in two or three words
 */
public record MessageLook(Shape shape, Sign sign, String label, long term) {
  /** The outline; requests are filled, replies hollow. */
  public enum Shape {
    HEARTBEAT,
    APPEND,
    VOTE,
    SNAPSHOT,
    OTHER,
    REPLY
  }

  /** What a reply says. */
  public enum Sign {
    NONE,
    YES,
    NO
  }

  /** Of a message. */
  public static MessageLook of(Rpc rpc) {
    long term = rpc.term();
    return switch (rpc) {
      case Rpc.AppendEntries append -> append(append);
      case Rpc.AppendEntriesReply reply ->
          reply.success()
              ? new MessageLook(Shape.REPLY, Sign.YES, "ok " + reply.matchIndex(), term)
              : new MessageLook(Shape.REPLY, Sign.NO, "refused", term);
      case Rpc.RequestVote vote ->
          new MessageLook(
              Shape.VOTE, Sign.NONE, (vote.preVote() ? "Pre-vote? t" : "Vote? t") + term, term);
      case Rpc.RequestVoteReply reply ->
          reply.granted()
              ? new MessageLook(Shape.REPLY, Sign.YES, "yes", term)
              : new MessageLook(Shape.REPLY, Sign.NO, "no", term);
      case Rpc.InstallSnapshot install ->
          new MessageLook(
              Shape.SNAPSHOT, Sign.NONE, "Snapshot to " + install.snapshotIndex(), term);
      case Rpc.InstallSnapshotReply reply ->
          new MessageLook(
              Shape.REPLY, Sign.YES, reply.installed() ? "installed" : "next chunk", term);
      case Rpc.TimeoutNow _, Rpc.Unknown _ ->
          new MessageLook(Shape.OTHER, Sign.NONE, rpc.type(), term);
    };
  }

  private static MessageLook append(Rpc.AppendEntries append) {
    long first = append.firstIndex();
    return switch (append.count()) {
      case 0 -> new MessageLook(Shape.HEARTBEAT, Sign.NONE, "heartbeat", append.term());
      case 1 -> new MessageLook(Shape.APPEND, Sign.NONE, "Append " + first, append.term());
      default ->
          new MessageLook(
              Shape.APPEND, Sign.NONE, "Append " + first + "→" + append.lastIndex(), append.term());
    };
  }
}
