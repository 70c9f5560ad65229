package io.raftarium.app.spacetime;

import io.raftarium.app.feed.News;
import io.raftarium.app.feed.NewsItem;
import io.raftarium.app.feed.TapeReader;
import io.raftarium.app.parts.MessageLook;
import io.raftarium.app.tape.TapeModel;
import io.raftarium.app.words.MessageKind;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Role;
import io.raftarium.record.Happening;
import io.raftarium.record.Tape;
import io.raftarium.record.Traces;
import io.raftarium.record.Traces.Trip;
import io.raftarium.view.Deed;
import io.raftarium.view.Newest;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a tape on and tells what is new for the lanes; not for the FX thread. */
final class LaneReader {
  private static final int MOST_PAGES = 20;
  private static final int MOST_VERSIONS = 4_096;

  private final Tape tape;
  private final TapeReader reader;
  private final News news = new News();
  private final TapeModel marks = new TapeModel(this::marked);
  private final Map<Integer, Turn> now = new HashMap<>();

  /** Where the step was that gave a node's row a version. */
  private final Map<Version, At> versions = new Newest<>(MOST_VERSIONS);

  private List<Turn> turns = new ArrayList<>();
  private List<Spot> spots = new ArrayList<>();
  private At markedAt = new At(1, 0);
  private int markedNode;

  private record Version(int node, long version) {}

  LaneReader(Tape tape) {
    this.tape = tape;
    this.reader = new TapeReader(tape);
  }

  /** Where the messages and steps lie that were read. */
  Traces traces() {
    return reader.traces();
  }

  /** What is new since the last call, or a part of it. */
  synchronized Lanes.News readOn() {
    turns = new ArrayList<>();
    spots = new ArrayList<>();
    List<Integer> stepped = new ArrayList<>();
    Places steps = new Places();
    List<Way> fresh = new ArrayList<>();
    At last = null;
    boolean more = true;
    for (int pages = 0; pages < MOST_PAGES && more; pages++) {
      TapeReader.Page page = reader.read();
      Iterator<Trip> sent = page.sent().iterator();
      for (Happening happening : page.happenings()) {
        At at = At.of(happening.stamp());
        last = at;
        switch (happening) {
          case Happening.Sent message -> {
            Trip trip = sent.next();
            fresh.add(
                new Way(
                    trip,
                    MessageKind.of(message.message().rpc()),
                    MessageLook.of(message.message().rpc()),
                    at,
                    end(trip)));
          }
          case Happening.Stepped step -> {
            NodeStatus process = step.process();
            stepped.add(process.id());
            steps.add(at);
            versions.putIfAbsent(new Version(process.id(), step.version()), at);
            process(process, at);
          }
          case Happening.Ran ran -> ran.processes().values().forEach(each -> process(each, at));
          case Happening.Read read -> read(read, at);
          case Happening.Done done -> {
            mark(at, node(done.event().deed()));
            marks.take(new NewsItem.Done(done.event()));
          }
          default -> {}
        }
      }
      more = page.more();
    }
    List<Lanes.Known> changed =
        reader.changed().stream().map(trip -> new Lanes.Known(trip, end(trip))).toList();
    return new Lanes.News(stepped, steps, turns, spots, fresh, changed, last, tape.first(), more);
  }

  private @Nullable At end(Trip trip) {
    if (trip.takenBy() > 0) {
      return traces()
          .step(trip.takenBy())
          .map(step -> At.of(step.happening(), step.at()))
          .orElse(null);
    }
    Instant ended = trip.endedAt();
    return ended == null ? null : At.of(trip.ended(), ended);
  }

  private void turn(Turn turn) {
    Turn before = now.get(turn.node());
    if (before == null || !before.sameAs(turn)) {
      now.put(turn.node(), turn);
      turns.add(turn);
    }
  }

  private Turn of(int node, At at) {
    Turn before = now.get(node);
    return before == null ? Turn.first(node, at) : before;
  }

  private void process(NodeStatus process, At at) {
    turn(of(process.id(), at).process(at, process.state()));
  }

  private void read(Happening.Read read, At at) {
    for (NewsItem item : news.rows(read.view())) {
      switch (item) {
        case NewsItem.Step step -> {
          JournalEntry entry = step.entry();
          At then = versions.getOrDefault(new Version(entry.nodeId(), entry.version()), at);
          Turn before = of(entry.nodeId(), then);
          Role role = entry.changed().role();
          turn(
              before.in(
                  then,
                  entry.changed().currentTerm(before.term()),
                  role == null ? before.role() : role));
          mark(then, entry.nodeId());
        }
        case NewsItem.NewCluster _ -> versions.clear();
        case NewsItem.Done _ -> mark(at, 0);
      }
      marks.take(item);
    }
    for (NodeView node : read.view().nodes().values()) {
      if (node.known()) {
        turn(of(node.id(), at).in(at, node.currentTerm(), node.role()));
      }
    }
  }

  private void mark(At at, int node) {
    markedAt = at;
    markedNode = node;
  }

  private void marked(TapeModel.Mark mark) {
    spots.add(new Spot(markedAt, markedNode, mark.sign(), mark.text()));
  }

  /** Whose lane a deed belongs to; 0 for all. */
  private static int node(Deed deed) {
    return switch (deed) {
      case Deed.Killed(int node) -> node;
      case Deed.Restarted(int node) -> node;
      case Deed.ServerKilled(int node) -> node;
      case Deed.ServerRestarted(int node) -> node;
      case Deed.DiskSlowed slowed -> slowed.node();
      case Deed.Wiped(int node) -> node;
      case Deed.Acted acted -> acted.node();
      case Deed.Paused(int node) -> node;
      case Deed.Resumed(int node) -> node;
      case Deed.TimedOut(int node) -> node;
      case Deed.Snapshot(int node) -> node;
      case Deed.Sent sent -> sent.node();
      case Deed.Added(int node) -> node;
      case Deed.Removed(int node) -> node;
      case Deed.Reconnected reconnected -> reconnected.node();
      case Deed.Refused refused -> refused.node();
      case Deed.Failed failed -> failed.node();
      default -> 0;
    };
  }
}
