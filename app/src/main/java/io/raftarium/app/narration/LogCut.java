package io.raftarium.app.narration;

import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Rpc;
import io.raftarium.view.NodeView;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a step cut off the end of a node's log.
 *
 * @param from the first index that is known to be cut away
 * @param to the last one
 * @param exact whether nothing before it was cut away
 * @param replaced whether the sender is known to have another entry at the first index
 * @param committedBy the nodes that had committed the very entry at the first index
 */
record LogCut(long from, long to, boolean exact, boolean replaced, SortedSet<Integer> committedBy) {

  /**
   * Of an AppendEntries.
   *
   * @param was the node right before the step; null where no view shows that
   * @param view the node now
   * @param all every node now
   * @return null where nothing is known to be cut
   */
  static @Nullable LogCut of(
      JournalEntry step,
      Known before,
      @Nullable NodeView was,
      @Nullable NodeView view,
      Collection<NodeView> all) {
    if (!(step.event() instanceof Rpc.AppendEntries append) || !before.sure()) {
      return null;
    }
    if (was != null && view != null && view.version() == step.version()) {
      return compared(append, was, view, all);
    }
    return step.rules().contains("AppendEntries.3") ? told(step, append, before) : null;
  }

  private static @Nullable LogCut compared(
      Rpc.AppendEntries append, NodeView was, NodeView view, Collection<NodeView> all) {
    long kept = view.log().isEmpty() ? view.lastLogIndex() + 1 : view.log().getFirst().index();
    for (LogEntry old : was.log()) {
      LogEntry now = view.entry(old.index());
      boolean gone = now == null ? old.index() > view.lastLogIndex() : now.term() != old.term();
      if (gone && (old.index() >= kept || old.index() > view.lastLogIndex())) {
        long sent = append.termAt(old.index());
        return new LogCut(
            old.index(),
            was.lastLogIndex(),
            true,
            sent > 0 && sent != old.term(),
            committers(old, was, all));
      }
    }
    return null;
  }

  private static SortedSet<Integer> committers(
      LogEntry cut, NodeView was, Collection<NodeView> all) {
    SortedSet<Integer> nodes = new TreeSet<>();
    if (was.committed(cut.index())) {
      nodes.add(was.id());
    }
    for (NodeView other : all) {
      LogEntry same = other.entry(cut.index());
      if (other.id() != was.id()
          && other.committed(cut.index())
          && same != null
          && same.term() == cut.term()) {
        nodes.add(other.id());
      }
    }
    return nodes;
  }

  /** Terms only rise along a log, so an entry newer than the whole old log cannot be in it. */
  private static LogCut told(JournalEntry step, Rpc.AppendEntries append, Known before) {
    long last = Math.min(append.lastIndex(), before.lastLogIndex());
    for (long index = append.firstIndex(); index <= last; index++) {
      if (append.termAt(index) > before.lastLogTerm()) {
        boolean exact = index == append.firstIndex();
        return new LogCut(
            index, before.lastLogIndex(), exact, true, committed(index, step, before));
      }
    }
    // The last one went: a conflict anywhere ends the log there.
    return new LogCut(
        before.lastLogIndex(),
        before.lastLogIndex(),
        false,
        false,
        committed(before.lastLogIndex(), step, before));
  }

  private static SortedSet<Integer> committed(long index, JournalEntry step, Known before) {
    SortedSet<Integer> nodes = new TreeSet<>();
    if (index <= before.commitIndex()) {
      nodes.add(step.nodeId());
    }
    return nodes;
  }

  /** Whether what was cut had been committed, and by whom. */
  private String fate(String me, boolean many) {
    String names = NodeNames.list(committedBy);
    return switch (committedBy.size()) {
      case 0 ->
          many
              ? Texts.of("; {0} had not committed them.", me)
              : Texts.of("; {0} had not committed it.", me);
      case 1 ->
          many
              ? Texts.of(", although {0} has committed entry {1}.", names, from)
              : Texts.of(", although {0} has committed it.", names);
      default ->
          many
              ? Texts.of(", although {0} have committed entry {1}.", names, from)
              : Texts.of(", although {0} have committed it.", names);
    };
  }

  Sentence sentence(JournalEntry step, Known after) {
    String me = NodeNames.of(step.nodeId());
    String sender = NodeNames.of(step.event() instanceof Rpc rpc ? rpc.from() : 0);
    boolean one = from == to;
    String head =
        exact
            ? Texts.of("{0} cut its log from index {1} on", me, from)
            : Texts.of("{0} cut off the end of its log", me);
    String why =
        replaced
            ? Texts.of(
                ": {0}, the leader of term {1}, has another entry there", sender, after.term())
            : Texts.of(": it took what {0}, the leader of term {1}, sent", sender, after.term());
    String what =
        exact && !one
            ? Texts.of("The entries {0} to {1} are gone", from, to)
            : exact ? Texts.of("Its entry is gone") : Texts.of("The old entry {0} is gone", to);
    String fate = fate(me, exact && !one);
    return new Sentence(
        step.at(),
        after.term(),
        head,
        Texts.of(
            "{0}. {1}{2} The log now ends at index {3}.", why, what, fate, after.lastLogIndex()),
        true);
  }
}
