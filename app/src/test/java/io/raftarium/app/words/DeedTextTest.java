package io.raftarium.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.protocol.Command;
import io.raftarium.protocol.Result;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabTime;
import io.raftarium.view.Ask;
import io.raftarium.view.Deed;
import io.raftarium.view.Fault;
import io.raftarium.view.Hold;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.LoadCount;
import io.raftarium.view.LoadPlan;
import io.raftarium.view.OwnTime;
import io.raftarium.view.Steer;
import io.raftarium.view.Submission;
import io.raftarium.view.TimedFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DeedTextTest {
  private static final Map<Deed, String> TOLD = new LinkedHashMap<>();

  static {
    TOLD.put(new Deed.Started(5, false), "Started a cluster of 5 nodes.");
    TOLD.put(new Deed.Started(1, true), "Opened the last cluster again, 1 node, as it was left.");
    TOLD.put(new Deed.Stopped(), "Stopped the cluster; its rows stay.");
    TOLD.put(
        new Deed.ServerStarted(),
        "Started the server again; every node goes on with its rows as they were committed.");
    TOLD.put(new Deed.Killed(3), "Killed S3.");
    TOLD.put(new Deed.Restarted(3), "Started S3 again on its rows.");
    TOLD.put(new Deed.ServerKilled(3), "Killed the PostgreSQL server of S3.");
    TOLD.put(new Deed.ServerRestarted(3), "Started the PostgreSQL server of S3 again.");
    TOLD.put(
        new Deed.DiskSlowed(3, Duration.ofMillis(100)), "Every commit of S3 waits 100 ms more.");
    TOLD.put(new Deed.DiskSlowed(3, Duration.ZERO), "The disk of S3 is as fast as it can be.");
    TOLD.put(
        new Deed.Wiped(3),
        "Wiped the disk of S3: it began again without its term, its vote and its log.");
    TOLD.put(
        new Deed.Acted(3, "operator ann", "paused"),
        "Another window or shell (operator ann) at S3: paused.");
    TOLD.put(new Deed.Paused(3), "Paused S3.");
    TOLD.put(new Deed.Resumed(3), "Resumed S3.");
    TOLD.put(new Deed.Isolated(new TreeSet<>(List.of(2, 1))), "Isolated S1 and S2.");
    TOLD.put(
        new Deed.Partitioned(
            new TreeMap<>(
                Map.of("a", new TreeSet<>(List.of(1, 2)), "b", new TreeSet<>(List.of(3))))),
        "Partitioned into a (S1, S2), b (S3).");
    TOLD.put(
        new Deed.LinkDelayed(Duration.ofMillis(20)),
        "Every link takes 20 ms for a message from now on.");
    TOLD.put(new Deed.Held(Hold.ALL), "Holds all messages: each waits on its link.");
    TOLD.put(
        new Deed.Held(Hold.of(Set.of("RequestVote"), Set.of(new Link(1, 2)))),
        "Holds RequestVote from S1 to S2: each waits on its link.");
    TOLD.put(new Deed.Released(3, true), "Holds messages no longer; the 3 that waited arrived.");
    TOLD.put(new Deed.Released(1, false), "Holds messages no longer; the one that waited is lost.");
    TOLD.put(
        new Deed.Steered(Steer.DELAY, 7, 1, 2, "AppendEntries", Duration.ofMillis(20)),
        "Delayed AppendEntries (message 7) from S1 to S2 by 20 ms.");
    TOLD.put(
        new Deed.HeldTooMany(1_000),
        "1000 messages are held, and no more can be: those that come next are lost.");
    TOLD.put(
        new Deed.LinkChanged(1, 2, LinkRule.OK.withCut(true), true), "Link from S1 to S2: cut.");
    TOLD.put(
        new Deed.LinkChanged(
            1, 2, LinkRule.OK.withDelay(Duration.ofMillis(40)).withLossPercent(10), false),
        "Link from S1 to S2: 40 ms, 10 % loss.");
    TOLD.put(new Deed.LinkChanged(1, 2, LinkRule.OK, false), "Link from S1 to S2: ok.");
    TOLD.put(new Deed.Healed(), "Healed every link.");
    TOLD.put(new Deed.TimedOut(4), "Made the election timer of S4 fire.");
    TOLD.put(new Deed.Submitted(submission(Submission.Outcome.WAITING)), "Request r7: put x 8.");
    TOLD.put(
        new Deed.Answered(
            submission(new Submission.Outcome(Submission.Status.OK, 9, 5, Result.NONE, null))),
        "Request r7: committed at index 9.");
    TOLD.put(
        new Deed.Answered(
            submission(
                new Submission.Outcome(
                    Submission.Status.NOT_LEADER,
                    0,
                    0,
                    Result.NONE,
                    "Node 2 is not the leader; by its row, node 1 is."))),
        "Request r7: S2 is not the leader; by its row, S1 is.");
    TOLD.put(new Deed.Snapshot(2), "S2 took a snapshot.");
    TOLD.put(new Deed.Sent(2, "TakeSnapshot"), "Sent TakeSnapshot to S2.");
    TOLD.put(new Deed.Added(6), "Added S6; it is in no configuration until one is chosen with it.");
    TOLD.put(new Deed.Removed(6), "Removed S6 and its rows.");
    TOLD.put(
        new Deed.Reconnected(1, true),
        "S1 lost its connection to the database and starts again on its rows; the step it was in"
            + " had been committed.");
    TOLD.put(
        new Deed.Refused(2, "AppendEntries", "ERROR: there is no node 2 here"),
        "S2 refused AppendEntries: ERROR: there is no S2 here.");
    TOLD.put(
        new Deed.Opened("lab-1", 66, Instant.parse("2026-01-31T12:00:00Z")),
        "Opened from lab-1 as it was at "
            + TimeText.of(Instant.parse("2026-01-31T12:00:00Z"))
            + ".");
    TOLD.put(
        new Deed.TimersAligned(new TreeSet<>(List.of(1, 2)), Duration.ofMillis(40)),
        "The election timers of S1 and S2 fire together in 40 ms.");
    TOLD.put(
        new Deed.TimersSpread(new TreeSet<>(List.of(1, 2)), Duration.ofMillis(300)),
        "The election timers of S1 and S2 fire one after the other, 300 ms apart.");
    TOLD.put(new Deed.ClockRate(2, 2), "The clock of S2 runs 2 times as fast from now on.");
    TOLD.put(
        new Deed.ClockJumped(2, Duration.ofMillis(500)),
        "The clock of S2 jumped forward by 500 ms.");
    TOLD.put(
        new Deed.ElectionRange(
            2, new OwnTime.Range(Duration.ofMillis(150), Duration.ofMillis(300))),
        "S2 draws its election timeout from a range of its own, 150–300 ms.");
    TOLD.put(
        new Deed.ElectionRange(2, null),
        "S2 draws its election timeout as its cluster does again.");
    TOLD.put(
        new Deed.LoadStarted(new LoadPlan(8, new LoadPlan.Mix(50, 50, 0, 0), 100, 4)),
        "Started a load: 8 clients, 50 % put, 50 % get on 4 keys, 100 a second.");
    TOLD.put(
        new Deed.LoadStopped(
            new LoadPlan(8, new LoadPlan.Mix(50, 50, 0, 0), 100, 4), new LoadCount(40, 38, 1, 2)),
        "Stopped the load: 40 writes and 38 reads answered, 1 not done, 2 of unknown outcome.");
    TOLD.put(
        new Deed.Broken("election_safety", "S1 and S2 lead term 3"),
        "A promise of Raft is broken: S1 and S2 lead term 3.");
    TOLD.put(new Deed.LinksSet(2), "Set 2 links back to how they were.");
    TOLD.put(new Deed.LinksSet(1), "Set 1 link back to how it was.");
    TimedFault down =
        new TimedFault(1, new Fault.Down(3), Countdown.from(LabTime.START, 5_000_000_000L));
    TOLD.put(new Deed.FaultTimed(down), "For 5 s: S3 is down.");
    TOLD.put(new Deed.FaultOver(down, TimedFault.End.TIME), "Over after 5 s: S3 is down.");
    TOLD.put(
        new Deed.FaultOver(
            new TimedFault(2, new Fault.CutOff(new TreeSet<>(List.of(1, 2))), down.time()),
            TimedFault.End.MENDED),
        "Mended before its 5 s were over: S1 and S2 are cut off.");
    TOLD.put(
        new Deed.FaultsEnded(
            8,
            true,
            1,
            new TreeSet<>(List.of(2)),
            new TreeSet<>(List.of(3, 4)),
            new TreeSet<>(),
            new TreeSet<>(),
            new TreeSet<>(List.of(5)),
            1,
            new TreeSet<>()),
        "Ended every fault: 8 links healed, the partition taken back, 1 held message delivered,"
            + " S3 and S4 started again, S2 resumed, clocks of S5 as the laboratory's.");
    TOLD.put(new Deed.SpeedSet(0.1), "Speed 0.1×.");
    TOLD.put(new Deed.Failed(2, "no such server"), "S2 failed: no such server.");
  }

  private static Submission submission(Submission.Outcome outcome) {
    return new Submission(
        "r7",
        new Ask.Write(Command.put("x", new tools.jackson.databind.node.IntNode(8))),
        2,
        Instant.EPOCH,
        outcome,
        Duration.ofMillis(2));
  }

  @Test
  void everyDeedHasItsSentence() {
    assertThat(TOLD)
        .allSatisfy((deed, sentence) -> assertThat(DeedText.sentence(deed)).isEqualTo(sentence));
    assertThat(TOLD.keySet().stream().map(Object::getClass))
        .containsAll(Arrays.asList(Deed.class.getPermittedSubclasses()));
  }
}
