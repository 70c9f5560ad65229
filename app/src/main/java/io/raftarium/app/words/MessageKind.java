package io.raftarium.app.words;

import io.raftarium.protocol.Rpc;
import java.util.List;

/** What a message is, as a person tells messages apart: a heartbeat is not an append. */
public enum MessageKind {
  /** AppendEntries without entries. */
  HEARTBEAT(Texts.mark("Heartbeat"), "heartbeat"),
  /** AppendEntries with entries. */
  APPEND(Texts.mark("Append"), "append"),
  APPEND_REPLY(Texts.mark("Append reply"), "append-reply"),
  VOTE(Texts.mark("Vote request"), "vote"),
  VOTE_REPLY(Texts.mark("Vote reply"), "vote-reply"),
  PRE_VOTE(Texts.mark("Pre-vote request"), "pre-vote"),
  PRE_VOTE_REPLY(Texts.mark("Pre-vote reply"), "pre-vote-reply"),
  SNAPSHOT(Texts.mark("Snapshot"), "snapshot"),
  SNAPSHOT_REPLY(Texts.mark("Snapshot reply"), "snapshot-reply"),
  TIMEOUT_NOW("TimeoutNow", "timeout-now"),
  /** Of a type that nothing here knows. */
  OTHER(Texts.mark("Other"), "other");

  /** Those that answer another message. */
  public static final List<MessageKind> REPLIES =
      List.of(APPEND_REPLY, VOTE_REPLY, PRE_VOTE_REPLY, SNAPSHOT_REPLY);

  private final String text;
  private final String word;

  MessageKind(String text, String word) {
    this.text = text;
    this.word = word;
  }

  /** For a person. */
  public String text() {
    return Texts.of(text);
  }

  /** As one writes it in a filter. */
  public String word() {
    return word;
  }

  /** Of a message. */
  public static MessageKind of(Rpc rpc) {
    return switch (rpc) {
      case Rpc.AppendEntries append -> append.count() == 0 ? HEARTBEAT : APPEND;
      case Rpc.AppendEntriesReply _ -> APPEND_REPLY;
      case Rpc.RequestVote vote -> vote.preVote() ? PRE_VOTE : VOTE;
      case Rpc.RequestVoteReply reply -> reply.preVote() ? PRE_VOTE_REPLY : VOTE_REPLY;
      case Rpc.InstallSnapshot _ -> SNAPSHOT;
      case Rpc.InstallSnapshotReply _ -> SNAPSHOT_REPLY;
      case Rpc.TimeoutNow _ -> TIMEOUT_NOW;
      case Rpc.Unknown _ -> OTHER;
    };
  }
}
