package io.raftarium.app.words;

import io.raftarium.protocol.Rpc;

/**
 * The log indexes that a message speaks of.
 *
 * @param text in short, for example {@code prev 4 · 5–7}
 * @param low the lowest; 0 where it speaks of none
 * @param high the highest
 */
public record IndexText(String text, long low, long high) {
  /** Of a message. */
  public static IndexText of(Rpc rpc) {
    return switch (rpc) {
      case Rpc.AppendEntries append -> append(append);
      case Rpc.AppendEntriesReply reply ->
          reply.success()
              ? one(Texts.of("ok, match {0}", reply.matchIndex()), reply.matchIndex())
              : one(
                  Texts.of("refused, conflict at {0}", reply.conflictIndex()),
                  reply.conflictIndex());
      case Rpc.RequestVote vote ->
          new IndexText(
              Texts.of("last {0} of term {1}", vote.lastLogIndex(), vote.lastLogTerm()),
              vote.lastLogIndex(),
              vote.lastLogIndex());
      case Rpc.RequestVoteReply reply ->
          new IndexText(reply.granted() ? Texts.of("yes") : Texts.of("no"), 0, 0);
      case Rpc.InstallSnapshot install ->
          one(Texts.of("up to {0}", install.snapshotIndex()), install.snapshotIndex());
      case Rpc.InstallSnapshotReply reply ->
          new IndexText(reply.installed() ? Texts.of("installed") : Texts.of("next chunk"), 0, 0);
      case Rpc.TimeoutNow _, Rpc.Unknown _ -> new IndexText("", 0, 0);
    };
  }

  private static IndexText append(Rpc.AppendEntries append) {
    String prev = Texts.of("prev {0}", append.prevLogIndex());
    return switch (append.count()) {
      case 0 -> new IndexText(prev, append.prevLogIndex(), append.prevLogIndex());
      case 1 ->
          new IndexText(
              prev + " · " + append.firstIndex(), append.firstIndex(), append.lastIndex());
      default ->
          new IndexText(
              prev + " · " + append.firstIndex() + "–" + append.lastIndex(),
              append.firstIndex(),
              append.lastIndex());
    };
  }

  private static IndexText one(String text, long index) {
    return new IndexText(text, index, index);
  }
}
