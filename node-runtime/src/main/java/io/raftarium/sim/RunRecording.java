package io.raftarium.sim;

import io.raftarium.database.Steps.Step;
import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Result;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.Happening;
import io.raftarium.record.Happening.Stamp;
import io.raftarium.record.LogChange;
import io.raftarium.record.RecordingWriter;
import io.raftarium.record.StepViews;
import io.raftarium.sim.Stepper.Outcome;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabTime;
import io.raftarium.view.Ask;
import io.raftarium.view.Deed;
import io.raftarium.view.LabEvent;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeState;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes a run down as what happened in it, in its own time. */
final class RunRecording implements Simulation.Recorder {
  private static final long NANOS = 1_000_000;

  private final RecordingWriter out;
  private final StepViews views;
  private final Map<String, Submission> asked = new HashMap<>();
  private SortedMap<Integer, NodeStatus> processes = Collections.emptySortedMap();
  private Set<Link> cut = Set.of();
  private long number;
  private long events;

  /** The step whose rows are not written yet: its messages come before them. */
  private long unread;

  private long unreadAt;

  RunRecording(RecordingWriter out, StepViews views) {
    this.out = out;
    this.views = views;
  }

  @Override
  public void step(long step, long time, Outcome outcome) {
    read();
    JournalEntry taken =
        views.step(
            at(time),
            outcome.step().event(),
            new Actions(outcome.result().body()),
            outcome.rules(),
            outcome.row(),
            outcome.changes());
    NodeStatus process =
        processes.getOrDefault(taken.nodeId(), status(taken.nodeId(), NodeStatus.State.RUNNING));
    String message = taken.event() instanceof Rpc rpc ? rpc.id() : "";
    write(
        time,
        stamp ->
            new Happening.Stepped(stamp, process, taken.event().type(), message, taken.version()));
    unread = step;
    unreadAt = time;
  }

  /** The rows after the newest step. */
  void read() {
    if (unread > 0) {
      long step = unread;
      unread = 0;
      append(unreadAt, stamp -> new Happening.Read(stamp, views.view(step, at(unreadAt))));
    }
  }

  @Override
  public void lost(long step, long time, NodeState row, List<LogChange> changes) {
    read();
    views.lost(row, changes);
    done(time, new Deed.ServerKilled(row.id()));
  }

  @Override
  public void refused(long step, long time, Step refused, String why) {
    read();
    done(time, new Deed.Refused(refused.node(), refused.event().type(), why));
    unread = step;
    unreadAt = time;
    read();
  }

  @Override
  public void sent(long time, long message, Rpc rpc, long delay) {
    LabTime begin = new LabTime(time * NANOS);
    append(
        time,
        stamp ->
            new Happening.Sent(
                stamp,
                new WireMessage(
                    message,
                    rpc.from(),
                    rpc.to(),
                    rpc,
                    Countdown.from(begin, delay * NANOS),
                    0,
                    WireMessage.Fate.FLYING)));
  }

  @Override
  public void ended(long time, long message, WireMessage.Fate fate) {
    write(time, stamp -> new Happening.Ended(stamp, message, fate));
  }

  @Override
  public void around(long time, SortedMap<Integer, NodeStatus.State> states, Set<Link> nowCut) {
    SortedMap<Integer, NodeStatus> now = new TreeMap<>();
    states.forEach((node, state) -> now.put(node, status(node, state)));
    if (!now.equals(processes)) {
      SortedMap<Integer, NodeStatus> before = processes;
      processes = Collections.unmodifiableSortedMap(now);
      write(time, stamp -> new Happening.Ran(stamp, processes));
      now.forEach((node, status) -> changed(time, node, before.get(node), status));
    }
    if (!nowCut.equals(cut)) {
      SortedMap<Link, LinkRule> links = new TreeMap<>();
      nowCut.forEach(link -> links.put(link, LinkRule.OK.withCut(true)));
      Set<Link> before = cut;
      cut = Set.copyOf(nowCut);
      write(
          time,
          stamp ->
              new Happening.Linked(
                  stamp, Collections.unmodifiableSortedMap(links), Collections.emptySortedMap()));
      if (cut.isEmpty()) {
        done(time, new Deed.Healed());
      }
      for (Link link : links.keySet()) {
        if (!before.contains(link)) {
          done(time, new Deed.LinkChanged(link.from(), link.to(), LinkRule.OK.withCut(true), true));
        }
      }
    }
  }

  private void changed(long time, int node, @Nullable NodeStatus before, NodeStatus now) {
    NodeStatus.State was = before == null ? NodeStatus.State.RUNNING : before.state();
    if (was == now.state()) {
      return;
    }
    done(
        time,
        switch (now.state()) {
          case DOWN, FAILED, UNKNOWN -> new Deed.Killed(node);
          case PAUSED -> new Deed.Paused(node);
          case RUNNING ->
              was == NodeStatus.State.PAUSED ? new Deed.Resumed(node) : new Deed.Restarted(node);
        });
  }

  @Override
  public void asked(long time, String request, Command command, boolean log, int node) {
    Submission before = asked.get(request);
    Submission now =
        before == null
            ? new Submission(
                request,
                log ? new Ask.Write(command) : new Ask.Read(command.key().asString("")),
                node,
                at(time),
                Submission.Outcome.WAITING,
                Duration.ZERO)
            : before.with(node, before.outcome(), Duration.between(before.submittedAt(), at(time)));
    asked.put(request, now);
    write(time, stamp -> new Happening.Asked(stamp, now));
  }

  @Override
  public void answered(long time, String request, Submission.Status status, Result result) {
    Submission before = asked.remove(request);
    if (before != null) {
      Submission now =
          before.with(
              before.node(),
              new Submission.Outcome(status, 0, 0, result, null),
              Duration.between(before.submittedAt(), at(time)));
      write(time, stamp -> new Happening.Asked(stamp, now));
    }
  }

  private void done(long time, Deed deed) {
    write(time, stamp -> new Happening.Done(stamp, new LabEvent(++events, stamp.at(), deed)));
  }

  private void write(long time, Function<Stamp, Happening> made) {
    read();
    append(time, made);
  }

  private void append(long time, Function<Stamp, Happening> made) {
    try {
      out.add(made.apply(new Stamp(++number, at(time), new LabTime(time * NANOS), time * NANOS)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NodeStatus status(int node, NodeStatus.State state) {
    return new NodeStatus(node, state, null, null, Duration.ZERO, "simulated");
  }

  private static Instant at(long time) {
    return Instant.EPOCH.plusMillis(time);
  }
}
