package io.raftarium.record;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What {@code snapshot.json} holds: a moment of a cluster, consistent from one database snapshot.
 *
 * @param cluster the laboratory's name
 * @param takenAt the database's time of the moment
 * @param server the server's version
 * @param nodes by id, each with its state row, log, peers and key-value state
 * @param links the rules that differ from a link without fault
 * @param partition the groups of the running partition
 * @param processes state of each node's process
 * @param journal the newest steps of each node, up to 500, in the order of their time; none in a
 *     file of an earlier program
 * @param modified the ablation in the function; empty for Raft as it is
 */
public record Capture(
    String cluster,
    Instant takenAt,
    String server,
    SortedMap<Integer, NodeView> nodes,
    SortedMap<Link, LinkRule> links,
    SortedMap<String, SortedSet<Integer>> partition,
    SortedMap<Integer, NodeStatus.State> processes,
    List<JournalEntry> journal,
    String modified)
    implements SavedFile {
  /** The file format's name. */
  public static final String FORMAT = "raftarium-snapshot";

  /** The newest version of the format that this program writes and reads. */
  public static final int VERSION = 1;
}
