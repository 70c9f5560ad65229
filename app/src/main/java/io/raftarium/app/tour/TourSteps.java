package io.raftarium.app.tour;

import io.raftarium.app.tour.Act.AdvanceToElection;
import io.raftarium.app.tour.Act.CutOff;
import io.raftarium.app.tour.Act.DelayAllButOne;
import io.raftarium.app.tour.Act.Heal;
import io.raftarium.app.tour.Act.Kill;
import io.raftarium.app.tour.Act.LookBack;
import io.raftarium.app.tour.Act.Restart;
import io.raftarium.app.tour.Act.Run;
import io.raftarium.app.tour.Act.Submit;
import io.raftarium.app.words.DurationText;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The steps of the tour: election, submit, partition, repair, kill, restart, and the reasons. */
public final class TourSteps {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final double SLOW = 0.02;

  private TourSteps() {}

  /** For a cluster of five nodes that has just been started and whose time stands still. */
  public static List<TourStep> all() {
    return Stream.concat(basics().stream(), TimeMachineSteps.all().stream()).toList();
  }

  private static List<TourStep> basics() {
    return List.of(
        step("start", "Five nodes start as followers", List.of(), started(), false, Who.LEADER),
        step(
            "election",
            "A timer fires: a candidate asks for votes",
            List.of(new AdvanceToElection(), new Run(SLOW)),
            votesFly(),
            true,
            Who.CANDIDATE),
        step("leader", "A leader is elected", List.of(new Run(1)), leads(), false, Who.LEADER),
        step(
            "submit",
            "Commands are replicated and committed",
            List.of(
                new Submit(Who.LEADER, "put x 1"),
                new Submit(Who.LEADER, "put y 2"),
                new Submit(Who.LEADER, "cas x 1 5"),
                new Submit(Who.LEADER, "put z 7")),
            everyoneHas("z"),
            false,
            Who.LEADER),
        step(
            "replicate",
            "An entry on its way: stored by two of five, not committed yet",
            List.of(
                new DelayAllButOne(Duration.ofMillis(40)),
                new Run(SLOW),
                new Submit(Who.LEADER, "put x 8")),
            twoHaveIt(),
            true,
            Who.LEADER),
        step(
            "commit",
            "A majority has stored it: committed",
            List.of(new Heal(), new Run(1)),
            everyoneHas("x"),
            false,
            Who.LEADER),
        step(
            "partition",
            "The leader is cut off and takes commands that it cannot commit",
            List.of(
                new CutOff(Who.LEADER),
                new Submit(Who.OLD_LEADER, "put w 3"),
                new Submit(Who.OLD_LEADER, "put w 4")),
            stuck(),
            true,
            Who.OLD_LEADER),
        step(
            "second-leader",
            "The majority elects another leader in a newer term",
            List.of(new Run(1)),
            twoLeaders(),
            true,
            Who.LEADER),
        step(
            "majority",
            "The majority commits; what the old leader took differs now",
            List.of(new Run(1), new Submit(Who.LEADER, "put x 9")),
            majorityCommits(),
            true,
            Who.OLD_LEADER),
        step(
            "heal",
            "Healed: the old leader steps down and its log is repaired",
            List.of(new Heal(), new Run(1)),
            repaired(),
            false,
            Who.OLD_LEADER),
        step(
            "kill",
            "A node is killed; four of five go on",
            List.of(
                new Kill(Who.VICTIM),
                new Submit(Who.LEADER, "append name raft"),
                new Submit(Who.LEADER, "delete y")),
            goesOn(),
            false,
            Who.VICTIM),
        step(
            "restart",
            "Restarted, it catches up",
            List.of(new Restart(Who.VICTIM)),
            caughtUp(),
            false,
            Who.VICTIM),
        step(
            "past",
            "Back in time: two leaders, a cut, and the messages that were under way",
            List.of(new LookBack(TourSteps::dividedAndBusy)),
            looksBack(),
            false,
            Who.OLD_LEADER));
  }

  static TourStep step(
      String name, String title, List<Act> acts, Goal goal, boolean freeze, Who shown) {
    boolean light =
        List.of("replicate", "majority", "restart", "preview", "space-time", "figure-2")
            .contains(name);
    return new TourStep(name, title, acts, goal, LIMIT, freeze, light, shown);
  }

  private static boolean dividedAndBusy(Moment moment) {
    return !moment.partition().isEmpty()
        && moment.leader() != null
        && moment.wire().stream()
                .filter(message ->
                    message.fate() == WireMessage.Fate.FLYING && carriesEntries(message.rpc()))
                .count()
            >= 3;
  }

  static boolean carriesEntries(Rpc rpc) {
    return rpc instanceof Rpc.AppendEntries append && append.count() > 0;
  }

  private static Goal looksBack() {
    return goal(
        "a moment of the cut in the window",
        play -> !play.shown().live() && dividedAndBusy(play.shown()),
        play ->
            "the window shows happening "
                + play.shown().number()
                + " of "
                + play.lab().tape().last()
                + "; the nodes go on meanwhile");
  }

  static Goal goal(String awaited, Predicate<Play> reached, Function<Play, String> outcome) {
    return new Goal(awaited, reached, outcome);
  }

  private static Goal started() {
    return goal(
        "five followers in term 0 whose processes run",
        play ->
            play.nodes().size() == 5
                && play.lab().cluster().processes().values().stream()
                    .allMatch(p -> p.state() == NodeStatus.State.RUNNING)
                && play.nodes().values().stream()
                    .allMatch(n -> n.role() == Role.FOLLOWER && n.currentTerm() == 0),
        _ -> "five followers in term 0, their election timers armed");
  }

  private static Goal votesFly() {
    return goal(
        "a candidate, and its four vote requests under way",
        play ->
            play.nodes().values().stream().anyMatch(n -> n.role() == Role.CANDIDATE)
                && play.flying(Rpc.RequestVote.class::isInstance, 4),
        play ->
            play.name(Who.CANDIDATE)
                + " asks for votes in term "
                + play.node(Who.CANDIDATE).currentTerm());
  }

  private static Goal leads() {
    return goal(
        "a leader whose no-op is committed on all five nodes",
        play -> play.agreed() && play.node(Who.LEADER).commitIndex() >= 1,
        play ->
            play.name(Who.LEADER)
                + " leads term "
                + play.node(Who.LEADER).currentTerm()
                + "; its no-op is committed on all five");
  }

  private static Goal everyoneHas(String key) {
    return goal(
        "every request answered ok, and key " + key + " the same on all five nodes",
        play ->
            play.agreed()
                && play.node(Who.LEADER).keyValues().containsKey(key)
                && play.lab().client().submissions().stream()
                    .allMatch(s -> s.status() == Submission.Status.OK),
        play ->
            "the newest of "
                + play.lab().client().submissions().size()
                + " commands committed in "
                + DurationText.of(play.newest().latency())
                + " of laboratory time; all five logs end at index "
                + play.node(Who.LEADER).lastLogIndex());
  }

  private static Goal twoHaveIt() {
    return goal(
        "the newest entry on two nodes and under way to others",
        play -> {
          NodeView leader = play.view().leader();
          if (leader == null || leader.lastLogIndex() == leader.commitIndex()) {
            return false;
          }
          LogEntry entry = leader.entry(leader.lastLogIndex());
          return entry != null
              && play.holders(entry) == 2
              && play.flying(TourSteps::carriesEntries, 3);
        },
        play ->
            "index "
                + play.node(Who.LEADER).lastLogIndex()
                + " is on 2 of 5; "
                + play.name(Who.LEADER)
                + " may not commit it yet");
  }

  private static Goal stuck() {
    return goal(
        "two entries of the cut-off leader that are on no other node",
        play -> {
          NodeView old = play.node(Who.OLD_LEADER);
          LogEntry entry = old.entry(old.lastLogIndex());
          return old.lastLogIndex() == old.commitIndex() + 2
              && entry != null
              && play.holders(entry) == 1;
        },
        play ->
            play.name(Who.OLD_LEADER)
                + " holds indexes up to "
                + play.node(Who.OLD_LEADER).lastLogIndex()
                + " alone; committed stays "
                + play.node(Who.OLD_LEADER).commitIndex());
  }

  private static Goal twoLeaders() {
    return goal(
        "another leader in a newer term whose no-op is committed, the old one still in its term",
        play -> {
          NodeView leader = play.view().leader();
          NodeView old = play.node(Who.OLD_LEADER);
          return leader != null
              && leader.id() != old.id()
              && leader.currentTerm() > old.currentTerm()
              && leader.commitIndex() == leader.lastLogIndex();
        },
        play ->
            play.name(Who.LEADER)
                + " leads term "
                + play.node(Who.LEADER).currentTerm()
                + " while "
                + play.name(Who.OLD_LEADER)
                + " still believes in term "
                + play.node(Who.OLD_LEADER).currentTerm());
  }

  private static Goal majorityCommits() {
    return goal(
        "the new request committed by the majority, the old leader's entries not",
        play -> {
          NodeView old = play.node(Who.OLD_LEADER);
          LogEntry own = old.entry(old.lastLogIndex());
          LogEntry other = play.node(Who.LEADER).entry(old.lastLogIndex());
          return play.newestIs(Submission.Status.OK)
              && own != null
              && other != null
              && !own.matches(other)
              && old.commitIndex() < old.lastLogIndex()
              && play.holders(
                      Objects.requireNonNull(
                          play.node(Who.LEADER).entry(play.node(Who.LEADER).lastLogIndex())))
                  == 4;
        },
        play ->
            "put x 9 committed in "
                + DurationText.of(play.newest().latency())
                + " by 4 of 5; "
                + play.name(Who.OLD_LEADER)
                + " has other entries there, not committed");
  }

  private static Goal repaired() {
    return goal(
        "all five logs the same and the old leader a follower of the new one",
        play ->
            play.agreed()
                && play.node(Who.OLD_LEADER).role() == Role.FOLLOWER
                && play.id(Who.OLD_LEADER) != play.id(Who.LEADER)
                && !play.node(Who.LEADER).keyValues().containsKey("w"),
        play ->
            play.name(Who.OLD_LEADER)
                + " follows "
                + play.name(Who.LEADER)
                + " in term "
                + play.node(Who.LEADER).currentTerm()
                + "; all five logs end alike at index "
                + play.node(Who.LEADER).lastLogIndex());
  }

  private static Goal goesOn() {
    return goal(
        "the killed node down and two more commands committed without it",
        play ->
            play.process(Who.VICTIM) == NodeStatus.State.DOWN
                && play.newestIs(Submission.Status.OK)
                && play.node(Who.LEADER).commitIndex() == play.node(Who.LEADER).lastLogIndex()
                && play.node(Who.VICTIM).lastLogIndex() == play.node(Who.LEADER).lastLogIndex() - 2,
        play ->
            play.name(Who.VICTIM)
                + " is down at index "
                + play.node(Who.VICTIM).lastLogIndex()
                + "; the others have committed index "
                + play.node(Who.LEADER).commitIndex());
  }

  private static Goal caughtUp() {
    return goal(
        "the killed node running again with the same log and the same values",
        play -> play.process(Who.VICTIM) == NodeStatus.State.RUNNING && play.agreed(),
        play ->
            play.name(Who.VICTIM)
                + " runs and has the same log and the same "
                + play.node(Who.VICTIM).keyValues().size()
                + " values; nothing committed was lost");
  }
}
