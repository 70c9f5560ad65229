package io.raftarium.view;

import io.raftarium.time.LabTime;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * All that the window shows at one moment; immutable, taken once a frame.
 *
 * <p>Node state comes from {@code view} alone. {@code processes}, {@code wire}, {@code links} and
 * {@code events} are what the database cannot know.
 *
 * @param live false where this is the past or a capture: nothing can be acted on then
 * @param number of the newest happening that it holds; of a recorded run, of the step
 * @param at when that happened
 * @param realNow real time, {@link System#nanoTime()}, for what fades
 * @param speed of the laboratory clock
 * @param paused whether the clock stands still
 */
public record Moment(
    String title,
    String database,
    boolean live,
    long number,
    Instant at,
    ClusterView view,
    SortedMap<Integer, NodeStatus> processes,
    SortedMap<Link, LinkRule> links,
    SortedMap<String, SortedSet<Integer>> partition,
    List<WireMessage> wire,
    List<LabEvent> events,
    List<Submission> submissions,
    LabTime labNow,
    long realNow,
    double speed,
    boolean paused) {

  /**
   * Whether anyone knows which processes ran and which links worked; nobody does of an earlier
   * moment or of a recorded run, which have neither.
   */
  public boolean aroundKnown() {
    return live || !processes.isEmpty();
  }

  /**
   * Whether a node's process is up, as far as anyone knows; a node of a capture without processes
   * counts as up.
   */
  public boolean up(int node) {
    NodeStatus process = processes.get(node);
    return process == null
        || process.state() == NodeStatus.State.RUNNING
        || process.state() == NodeStatus.State.PAUSED;
  }

  /** The leader of the highest term if its process is up, else null: its row cannot know. */
  public @Nullable NodeView leader() {
    NodeView leader = view.leader();
    return leader != null && up(leader.id()) ? leader : null;
  }

  /** The rule of a directed link. */
  public LinkRule link(int from, int to) {
    return links.getOrDefault(new Link(from, to), LinkRule.OK);
  }
}
