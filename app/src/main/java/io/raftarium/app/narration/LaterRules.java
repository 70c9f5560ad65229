package io.raftarium.app.narration;

import io.raftarium.app.words.ConfigText;
import io.raftarium.app.words.NodeNames;
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
                    "The joint configuration is committed",
                    ": " + me + " appends the final one, " + voters() + ", by itself.");
            case "Config.3" ->
                say(
                    "The configuration " + voters() + " is committed",
                    ": the change is done, the old majority counts no longer.");
            case "Config.6" ->
                say(
                    me + " undoes a configuration",
                    ": its entry was cut from the log, so " + voters() + " counts again.");
            case "Config.8" ->
                say(
                    me + " begins a change of the configuration",
                    ": as long as it is joint, a majority on each side of "
                        + voters()
                        + " is needed.");
            case "Transfer.1" ->
                say(
                    me + " hands the leadership over to " + target(),
                    ": it takes no more writes and brings " + target() + "'s log up to date.");
            case "Transfer.2" ->
                say(
                    me + " tells " + toldToCampaign() + " to campaign at once",
                    ": it does not wait for its election timer.");
            case "Transfer.5" ->
                say(
                    "The transfer took too long",
                    ": " + me + " goes on as leader and takes writes again.");
            case "Snapshot.1" ->
                say(
                    me + " took a snapshot up to index " + snapshotIndex(),
                    ": what it holds can be left out of the log.");
            case "Snapshot.5" ->
                say(
                    me + " installed the snapshot of " + sender(),
                    " up to index " + snapshotIndex() + " in place of its own log.");
            case "Snapshot.6" ->
                say(
                    me + " installed the snapshot of " + sender(),
                    " up to index " + snapshotIndex() + " and kept the log behind it.");
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
        .orElse("the other");
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
        me + " answered " + (reads == 1 ? "a read" : reads + " reads"),
        " at index " + Math.max(before.commitIndex(), after.commitIndex()) + ".");
  }
}
