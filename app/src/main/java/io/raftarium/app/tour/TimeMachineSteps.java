package io.raftarium.app.tour;

import static io.raftarium.app.tour.TourSteps.goal;
import static io.raftarium.app.tour.TourSteps.step;

import io.raftarium.app.tour.Act.Click;
import io.raftarium.app.tour.Act.PickMessage;
import io.raftarium.app.tour.Act.Press;
import io.raftarium.app.tour.Act.Run;
import io.raftarium.app.tour.Act.Select;
import io.raftarium.app.tour.Act.Submit;
import io.raftarium.view.WireMessage;
import java.util.List;

/** The steps about what is about to happen, what happened, and why. */
final class TimeMachineSteps {
  private TimeMachineSteps() {}

  /** For a cluster that agrees, of which one node was a leader and was cut off. */
  static List<TourStep> all() {
    return List.of(
        step(
            "live",
            "Back to the present",
            List.of(new Press("time.live")),
            goal(
                "the present in the window",
                play -> play.shown().live() && play.agreed(),
                play -> "the nodes had gone on to index " + play.node(Who.LEADER).lastLogIndex()),
            false,
            Who.LEADER),
        step(
            "hold",
            "Messages are held from now on, and time stands still",
            List.of(new Press("hold.all")),
            goal(
                "a hold on every link",
                play -> play.lab().network().hold().isPresent() && play.lab().time().paused(),
                ignored -> "what is sent now stops on its link"),
            false,
            Who.LEADER),
        step(
            "held",
            "An entry on its way to four nodes, and each message waits",
            List.of(new Submit(Who.LEADER, "put w 7")),
            goal(
                "four held messages with the entry",
                play ->
                    play.shown().wire().stream().filter(TimeMachineSteps::heldEntry).count() == 4,
                play ->
                    "index "
                        + play.node(Who.LEADER).lastLogIndex()
                        + " is on "
                        + play.name(Who.LEADER)
                        + " alone; its four messages wait"),
            false,
            Who.LEADER),
        step(
            "preview",
            "What a held message would do, tried and taken back",
            List.of(new PickMessage(TimeMachineSteps::heldEntry), new Press("message.preview")),
            says("WHAT WOULD HAPPEN", "AppendEntries.4", "the receiver's step, which was undone"),
            false,
            Who.LEADER),
        step(
            "release",
            "Let go, they arrive: the entry is committed",
            List.of(new Press("hold.all"), new Press("panel.usual"), new Run(1)),
            goal(
                "all five nodes agree again, nothing held",
                play ->
                    play.agreed()
                        && play.node(Who.LEADER).keyValues().containsKey("w")
                        && play.shown().wire().stream().noneMatch(TimeMachineSteps::held),
                play ->
                    "index " + play.node(Who.LEADER).commitIndex() + " is committed on all five"),
            false,
            Who.LEADER),
        step(
            "messages",
            "Every message that was sent, in a list",
            List.of(new Press("panel.messages")),
            says("Append reply", "delivered", "the messages with their kinds and fates"),
            false,
            Who.LEADER),
        step(
            "space-time",
            "The same as lines between the nodes' lanes",
            List.of(new Press("panel.spacetime")),
            says("5 lanes", "Picked", "five lanes, and the picked message between two of them"),
            false,
            Who.LEADER),
        step(
            "why",
            "Why the old leader is a follower: back to the cut",
            List.of(new Press("panel.usual"), new Select(Who.OLD_LEADER), new Press("why.role")),
            says("Why", "because", "a chain of causes, each a way to its moment"),
            false,
            Who.OLD_LEADER),
        step(
            "function",
            "The source that took the last step, what ran of it bright",
            List.of(new Press("panel.function")),
            says("THE RULES THAT RAN", "on_append_entries", "the handler, and the rules that ran"),
            false,
            Who.OLD_LEADER),
        step(
            "figure-2",
            "All of Raft on one page, lit by what ran last",
            List.of(new Press("panel.figure")),
            says("FIGURE 2", "AllServers.1", "the rules, with who ran them last"),
            false,
            Who.LEADER),
        step(
            "sql",
            "The same tables, asked in SQL",
            List.of(new Press("panel.sql"), new Click("sql-ask")),
            says("rows", "current_term", "an answer of the lab's own tables"),
            false,
            Who.LEADER));
  }

  private static boolean held(WireMessage message) {
    return message.fate() == WireMessage.Fate.HELD;
  }

  private static boolean heldEntry(WireMessage message) {
    return held(message) && TourSteps.carriesEntries(message.rpc());
  }

  private static Goal says(String one, String other, String outcome) {
    return goal(
        "the words \"" + one + "\" and \"" + other + "\" in the window",
        play -> play.says(one) && play.says(other),
        ignored -> "the window shows " + outcome);
  }
}
