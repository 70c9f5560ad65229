package io.raftarium.app.words;

import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Rpc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** Events and messages of the contract in short. */
public final class EventText {
  private EventText() {}

  /** An event by type and sender, for example {@code AppendEntries from S2}. */
  public static String name(Event event) {
    String type = type(event);
    return event instanceof Rpc rpc && rpc.from() != 0
        ? Texts.of("{0} from {1}", type, NodeNames.of(rpc.from()))
        : type;
  }

  /** What a message carries, for example {@code AppendEntries → S3, index 9}. */
  public static String sent(Rpc rpc) {
    String head = type(rpc) + " → " + NodeNames.of(rpc.to());
    String content = content(rpc);
    return content.isEmpty() ? head : head + ", " + content;
  }

  private static String type(Event event) {
    return event.type().isEmpty() ? "?" : event.type();
  }

  private static String content(Rpc message) {
    return switch (message) {
      case Rpc.AppendEntries append ->
          switch (append.count()) {
            case 0 -> Texts.of("no entries");
            case 1 -> Texts.of("index {0}", append.firstIndex());
            default -> Texts.of("indexes {0} to {1}", append.firstIndex(), append.lastIndex());
          };
      case Rpc.AppendEntriesReply reply ->
          reply.success()
              ? Texts.of("match {0}", reply.matchIndex())
              : Texts.of("refused, conflict at {0}", reply.conflictIndex());
      case Rpc.RequestVote vote -> Texts.of("term {0}", vote.term());
      case Rpc.RequestVoteReply reply ->
          reply.granted() ? Texts.of("granted") : Texts.of("refused");
      case Rpc.InstallSnapshot _, Rpc.InstallSnapshotReply _, Rpc.TimeoutNow _, Rpc.Unknown _ -> "";
    };
  }

  /** Whether it tells of an answer: all else goes to a node, with an arrow. */
  public static boolean answers(String effect) {
    return !effect.contains(" → ");
  }

  /** What a step sent and answered, one line each; equal messages to several peers share a line. */
  public static List<String> effects(Actions actions) {
    record Line(String type, String content) {}
    SequencedMap<Line, List<String>> lines = new LinkedHashMap<>();
    for (Rpc rpc : actions.sent()) {
      lines
          .computeIfAbsent(new Line(type(rpc), content(rpc)), line -> new ArrayList<>())
          .add(NodeNames.of(rpc.to()));
    }
    List<String> effects = new ArrayList<>();
    lines.forEach((line, to) ->
        effects.add(
            line.type()
                + " → "
                + String.join(", ", to)
                + (line.content().isEmpty() ? "" : ", " + line.content())));
    for (Reply reply : actions.replies()) {
      String status = reply.status().name().toLowerCase(Locale.ROOT);
      effects.add(Texts.of("answer to {0}: {1}", reply.request(), status));
    }
    return effects;
  }
}
