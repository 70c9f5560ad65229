package io.raftarium.app.narration;

import io.raftarium.app.words.ConfigText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Rpc;
import io.raftarium.view.NodeView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a step did by the rules beyond Figure 2: configurations, transfer, snapshots, reads.
 */
final class LaterRules {
  private final JournalEntry step;
  private final Known before;
  private final Known after;
  private final @Nullable NodeView view;
  private final String me;

  LaterRules(JournalEntry step, Known before, Known after, @Nullable NodeView view) {
    this.step = step;
    this.before = before;
    this.after = after;
    this.view = view;
    me = NodeNames.of(step.nodeId());
  }

  void tell(List<Sentence> told) {
    for (String rule : step.rules()) {
      Sentence sentence =
          switch (rule) {
            case "Config.2" ->
                say(
                    Texts.of("The joint configuration is committed"),
                    Texts.of(": {0} appends the final one, {1}, by itself.", me, voters()));
            case "Config.3" ->
                say(
                    Texts.of("The configuration {0} is committed", voters()),
                    Texts.of(": the change is done, the old majority counts no longer."));
            case "Config.6" ->
                say(
                    Texts.of("{0} undoes a configuration", me),
                    Texts.of(": its entry was cut from the log, so {0} counts again.", voters()));
            case "Config.8" ->
                say(
                    Texts.of("{0} begins a change of the configuration", me),
                    Texts.of(
                        ": as long as it is joint, a majority on each side of {0} is needed.",
                        voters()));
            case "Transfer.1" ->
                say(
                    Texts.of("{0} hands the leadership over to {1}", me, target()),
                    Texts.of(
                        ": it takes no more writes and brings {0}'s log up to date.", target()));
            case "Transfer.2" ->
                say(
                    Texts.of("{0} tells {1} to campaign at once", me, toldToCampaign()),
                    Texts.of(": it does not wait for its election timer."));
            case "Transfer.5" ->
                say(
                    Texts.of("The transfer took too long"),
                    Texts.of(": {0} goes on as leader and takes writes again.", me));
            case "Snapshot.1" ->
                say(
                    Texts.of("{0} took a snapshot up to index {1}", me, snapshotIndex()),
                    Texts.of(": what it holds can be left out of the log."));
            case "Snapshot.5" ->
                say(
                    Texts.of("{0} installed the snapshot of {1}", me, sender()),
                    Texts.of(" up to index {0} in place of its own log.", snapshotIndex()));
            case "Snapshot.6" ->
                say(
                    Texts.of("{0} installed the snapshot of {1}", me, sender()),
                    Texts.of(" up to index {0} and kept the log behind it.", snapshotIndex()));
            case "Read.2" -> read();
            default -> null;
          };
      if (sentence != null && (told.isEmpty() || !told.getLast().equals(sentence))) {
        told.add(sentence);
      }
    }
  }

  private Sentence say(String head, String rest) {
    return new Sentence(step.at(), after.term(), head, rest, true);
  }

  private String sender() {
    return NodeNames.of(step.event() instanceof Rpc rpc ? rpc.from() : 0);
  }

  private String toldToCampaign() {
    return step.actions().sent().stream()
        .filter(Rpc.TimeoutNow.class::isInstance)
        .findFirst()
        .map(rpc -> NodeNames.of(rpc.to()))
        .orElse(Texts.of("the other"));
  }

  private String target() {
    return NodeNames.of(step.event() instanceof Event.TransferLeadership asked ? asked.to() : 0);
  }

  /** Voters as this step left them, or as the rows have them now where it changed none. */
  private String voters() {
    Optional<List<Integer>> voters = step.changed().voters();
    List<Integer> outgoing = view == null || voters.isPresent() ? List.of() : view.outgoing();
    return ConfigText.voters(
        step.changed().outgoing().orElse(outgoing),
        voters.orElse(view == null ? List.of() : view.voters()));
  }

  private long snapshotIndex() {
    return step.changed().snapshotIndex(0);
  }

  private Sentence read() {
    long reads =
        step.actions().replies().stream().filter(reply -> reply.result().hasValue()).count();
    return say(
        reads == 1
            ? Texts.of("{0} answered a read", me)
            : Texts.of("{0} answered {1} reads", me, reads),
        Texts.of(" at index {0}.", Math.max(before.commitIndex(), after.commitIndex())));
  }
}
