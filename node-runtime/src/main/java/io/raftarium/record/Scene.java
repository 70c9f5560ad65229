package io.raftarium.record;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.record.Happening.Read;
import io.raftarium.record.Happening.Stamp;
import io.raftarium.view.ClusterView;
import io.raftarium.view.LabEvent;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What there is after some happenings; one more happening makes it the next. Not thread-safe. */
final class Scene {
  private static final int MOST_EVENTS = 1_000;
  private static final int MOST_SUBMISSIONS = 500;
  private static final int MOST_ENDED = 400;

  /** Messages that ended stay as long as anything drawn of them fades. */
  static final long FADES_NANOS = Duration.ofSeconds(1).toNanos();

  private ClusterView view = ClusterView.NOTHING;
  private SortedMap<Integer, NodeStatus> processes = Collections.emptySortedMap();
  private SortedMap<Link, LinkRule> links = Collections.emptySortedMap();
  private SortedMap<String, SortedSet<Integer>> partition = Collections.emptySortedMap();

  /** The version of each node's row after its newest step, as its process was told. */
  private final Map<Integer, Long> versions = new TreeMap<>();

  private final Map<Long, WireMessage> flying = new LinkedHashMap<>();
  private final Deque<WireMessage> ended = new ArrayDeque<>();

  /** By their numbers, oldest first. */
  private final Listed<Long, LabEvent> events = new Listed<>(MOST_EVENTS);

  /** By their requests, oldest first. */
  private final Listed<String, Submission> submissions = new Listed<>(MOST_SUBMISSIONS);

  /** The same, to go on from by itself. */
  Scene copy() {
    Scene copy = copyOfFlying();
    copy.ended.addAll(ended);
    return copy;
  }

  /** The same without what ended. */
  Scene copyOfFlying() {
    Scene copy = new Scene();
    copy.view = view;
    copy.processes = processes;
    copy.links = links;
    copy.partition = partition;
    copy.versions.putAll(versions);
    copy.flying.putAll(flying);
    copy.events.become(events);
    copy.submissions.become(submissions);
    return copy;
  }

  /** As a recording has it. */
  Checkpoint checkpoint(Stamp stamp, boolean anew) {
    forget(stamp.nanos());
    return new Checkpoint(
        stamp,
        anew,
        ViewChange.between(ClusterView.NOTHING, view),
        processes,
        links,
        partition,
        new TreeMap<>(versions),
        List.copyOf(flying.values()),
        List.copyOf(ended),
        events.list(),
        submissions.list());
  }

  /** From a recording. */
  static Scene of(Checkpoint recorded) {
    Scene scene = new Scene();
    scene.view = recorded.view().after(ClusterView.NOTHING);
    scene.processes = recorded.processes();
    scene.links = recorded.links();
    scene.partition = recorded.partition();
    scene.versions.putAll(recorded.versions());
    recorded.flying().forEach(message -> scene.flying.put(message.number(), message));
    scene.ended.addAll(Objects.requireNonNullElse(recorded.ended(), List.of()));
    recorded.events().forEach(event -> scene.events.put(event.number(), event));
    recorded.submissions().forEach(asked -> scene.submissions.put(asked.request(), asked));
    return scene;
  }

  void take(Happening happening) {
    switch (happening) {
      case Read read -> view = read.view();
      case Happening.Stepped stepped -> {
        processes = with(stepped.process());
        versions.put(stepped.process().id(), stepped.version());
      }
      case Happening.Sent sent -> flying.put(sent.message().number(), sent.message());
      case Happening.Held held ->
          flying.computeIfPresent(
              held.message(),
              (_, message) -> held.on() == null ? message.held() : message.flying(held.on()));
      case Happening.Ended end -> {
        WireMessage message = flying.remove(end.message());
        if (message != null) {
          ended.addLast(message.ended(end.stamp().nanos(), end.fate()));
        }
      }
      case Happening.Done done -> events.put(done.event().number(), done.event());
      case Happening.Asked asked ->
          submissions.put(asked.submission().request(), asked.submission());
      // Thousands a second: they are counted, not shown one by one.
      case Happening.Load _ -> {}
      case Happening.Linked linked -> {
        links = linked.links();
        partition = linked.partition();
      }
      case Happening.Ran ran -> processes = ran.processes();
    }
    forget(happening.stamp().nanos());
  }

  /** The processes with one as it is now. */
  SortedMap<Integer, NodeStatus> with(NodeStatus process) {
    TreeMap<Integer, NodeStatus> changed = new TreeMap<>(processes);
    changed.put(process.id(), process);
    return Collections.unmodifiableSortedMap(changed);
  }

  private void forget(long now) {
    for (@Nullable WireMessage oldest = ended.peekFirst();
        oldest != null && (ended.size() > MOST_ENDED || now - oldest.endedAt() > FADES_NANOS);
        oldest = ended.peekFirst()) {
      ended.removeFirst();
    }
  }

  /** The rows are those of another cluster: nothing that was read holds any longer. */
  void forgetRows() {
    view = ClusterView.NOTHING;
    versions.clear();
    submissions.removeIf(Submission::answered);
  }

  /**
   * Puts the rows in place that the steps up to here had committed: a follower reads them a moment
   * later, perhaps together with what came after.
   *
   * @param later what was read next, in order
   */
  void catchUp(List<Read> later) {
    SortedMap<Integer, NodeView> nodes = new TreeMap<>(view.nodes());
    List<JournalEntry> journal = new ArrayList<>(view.journal());
    boolean differs = false;
    for (NodeView now : view.nodes().values()) {
      long committed = versions.getOrDefault(now.id(), 0L);
      for (Read read : now.version() < committed ? later : List.<Read>of()) {
        NodeView next = read.view().nodes().get(now.id());
        if (next != null && next.version() >= committed) {
          List<JournalEntry> steps =
              read.view().journal().stream()
                  .filter(step ->
                      step.nodeId() == next.id()
                          && step.version() > now.version()
                          && step.version() <= committed)
                  .toList();
          NodeView then =
              next.version() == committed ? next : Interim.after(now, next, steps, committed);
          if (then != null) {
            nodes.put(then.id(), then);
            journal.addAll(steps);
            differs = true;
          }
          break;
        }
      }
    }
    if (differs) {
      view =
          new ClusterView(
              view.number(),
              view.at(),
              Collections.unmodifiableSortedMap(nodes),
              List.copyOf(journal),
              view.feed());
    }
  }

  /** Whether its rows are those that the steps up to here had committed. */
  boolean whole() {
    return view.nodes().values().stream()
        .allMatch(node ->
            node.version() == versions.getOrDefault(node.id(), node.version()) && node.known());
  }

  /** What ended does not fade, but is gone. */
  void forgetEnded() {
    ended.clear();
  }

  /** How many parts a copy has of its own. */
  int weight() {
    return 10 * flying.size() + 6 * (events.size() + submissions.size());
  }

  ClusterView view() {
    return view;
  }

  boolean linkedAs(
      SortedMap<Link, LinkRule> otherLinks, SortedMap<String, SortedSet<Integer>> otherPartition) {
    return links.equals(otherLinks) && partition.equals(otherPartition);
  }

  /** Oldest first. */
  List<LabEvent> events() {
    return events.list();
  }

  /** What flies, and what ended within the last second, by number. */
  List<WireMessage> wire(long nanos) {
    forget(nanos);
    if (ended.isEmpty() && flying.isEmpty()) {
      return List.of();
    }
    TreeMap<Long, WireMessage> all = new TreeMap<>(flying);
    ended.forEach(message -> all.put(message.number(), message));
    return List.copyOf(all.values());
  }

  /** The moment of a happening, to look at. */
  Moment moment(String title, String database, Stamp stamp) {
    return new Moment(
        title,
        database,
        false,
        stamp.number(),
        stamp.at(),
        view,
        processes,
        links,
        partition,
        wire(stamp.nanos()),
        events.list(),
        submissions.list().reversed(),
        stamp.labAt(),
        stamp.nanos(),
        1,
        true);
  }
}
