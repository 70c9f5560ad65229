package io.raftarium.app.parts;

import io.raftarium.app.words.Texts;
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
              ? new MessageLook(Shape.REPLY, Sign.YES, Texts.of("ok {0}", reply.matchIndex()), term)
              : new MessageLook(Shape.REPLY, Sign.NO, Texts.of("refused"), term);
      case Rpc.RequestVote vote ->
          new MessageLook(
              Shape.VOTE,
              Sign.NONE,
              vote.preVote() ? Texts.of("Pre-vote? t{0}", term) : Texts.of("Vote? t{0}", term),
              term);
      case Rpc.RequestVoteReply reply ->
          reply.granted()
              ? new MessageLook(Shape.REPLY, Sign.YES, Texts.of("yes"), term)
              : new MessageLook(Shape.REPLY, Sign.NO, Texts.of("no"), term);
      case Rpc.InstallSnapshot install ->
          new MessageLook(
              Shape.SNAPSHOT,
              Sign.NONE,
              Texts.of("Snapshot to {0}", install.snapshotIndex()),
              term);
      case Rpc.InstallSnapshotReply reply ->
          new MessageLook(
              Shape.REPLY,
              Sign.YES,
              reply.installed() ? Texts.of("installed") : Texts.of("next chunk"),
              term);
      case Rpc.TimeoutNow _, Rpc.Unknown _ ->
          new MessageLook(Shape.OTHER, Sign.NONE, rpc.type(), term);
    };
  }

  private static MessageLook append(Rpc.AppendEntries append) {
    long first = append.firstIndex();
    return switch (append.count()) {
      case 0 -> new MessageLook(Shape.HEARTBEAT, Sign.NONE, Texts.of("heartbeat"), append.term());
      case 1 ->
          new MessageLook(Shape.APPEND, Sign.NONE, Texts.of("Append {0}", first), append.term());
      default ->
          new MessageLook(
              Shape.APPEND,
              Sign.NONE,
              Texts.of("Append {0}→{1}", first, append.lastIndex()),
              append.term());
    };
  }
}
