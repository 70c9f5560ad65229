package io.raftarium.remote;

import io.grpc.ManagedChannel;
import io.raftarium.remote.v1.MessageEnded;
import io.raftarium.remote.v1.MessageHeld;
import io.raftarium.remote.v1.MessageSent;
import io.raftarium.remote.v1.OperatorAct;
import io.raftarium.remote.v1.StepTaken;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.SiteException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the nodes of a cluster say of themselves, kept up to date: for a terminal. */
public final class NodeWatch implements AutoCloseable {
  private static final int MOST_NEWS = 200;
  private static final long RATE_NANOS = 2_000_000_000L;

  private final TreeMap<Integer, ManagedChannel> channels = new TreeMap<>();
  private final TreeMap<Integer, Seen> nodes = new TreeMap<>();
  private final Deque<News> news = new ArrayDeque<>();
  private final Following following;

  /**
   * A node as it is known.
   *
   * @param report the newest; null before the first
   * @param lostSince when it was heard of last; null while it is heard of
   * @param stepsPerSecond in the last two seconds
   */
  public record Node(
      int id, @Nullable NodeReport report, @Nullable Instant lostSince, double stepsPerSecond) {}

  /** Something that changed. */
  public record News(Instant at, int node, String text) {}

  /** What is gathered of one node. */
  private static final class Seen {
    private @Nullable NodeReport report;
    private @Nullable Instant lostSince;
    private final Deque<Long> steps = new ArrayDeque<>();

    double rate() {
      long now = System.nanoTime();
      while (!steps.isEmpty() && now - steps.getFirst() > RATE_NANOS) {
        steps.removeFirst();
      }
      return steps.size() * 1e9 / RATE_NANOS;
    }
  }

  /**
   * Connects at once.
   *
   * @param name of the certificate's files, where the cluster has certificates
   */
  public NodeWatch(ClusterFile cluster, String name) throws SiteException {
    Channels to = Channels.of(cluster, name);
    for (int id : cluster.members().keySet()) {
      channels.put(id, to.to(id));
      nodes.put(id, new Seen());
    }
    following = new Following(channels, new Told());
  }

  /** All nodes as they are known now. */
  public synchronized SortedMap<Integer, Node> nodes() {
    TreeMap<Integer, Node> all = new TreeMap<>();
    nodes.forEach(
        (id, seen) -> all.put(id, new Node(id, seen.report, seen.lostSince, seen.rate())));
    return Collections.unmodifiableSortedMap(all);
  }

  /** What changed, the newest first, a bounded number. */
  public synchronized List<News> news() {
    return List.copyOf(news);
  }

  private synchronized void tell(int node, String text) {
    news.addFirst(new News(Instant.now(), node, text));
    while (news.size() > MOST_NEWS) {
      news.removeLast();
    }
  }

  private synchronized void heard(NodeReport report, boolean stepped) {
    Seen seen = nodes.computeIfAbsent(report.node(), _ -> new Seen());
    NodeReport before = seen.report;
    if (seen.lostSince != null || before == null) {
      tell(report.node(), "is heard of");
    }
    if (before == null || !before.process().equals(report.process())) {
      tell(report.node(), "is " + report.process());
    }
    if (before == null || !before.role().equals(report.role()) || before.term() != report.term()) {
      tell(report.node(), report.role() + " in term " + report.term());
    }
    seen.lostSince = null;
    seen.report = report;
    if (stepped) {
      seen.steps.addLast(System.nanoTime());
    }
  }

  private synchronized void notHeard(int node, Instant since) {
    Seen seen = nodes.computeIfAbsent(node, _ -> new Seen());
    if (seen.lostSince == null) {
      seen.lostSince = since;
      tell(node, "cannot be reached");
    }
  }

  /** Takes what the nodes tell. */
  private final class Told implements Following.Listener {
    @Override
    public void is(NodeReport report) {
      heard(report, false);
    }

    @Override
    public void stepped(NodeReport after, StepTaken step) {
      heard(after, true);
    }

    @Override
    public void sent(int node, MessageSent sent) {
      // Their steps are counted.
    }

    @Override
    public void held(int node, MessageHeld held) {
      // Who holds them knows.
    }

    @Override
    public void ended(int node, MessageEnded ended) {
      // Where it went wrong the roles tell.
    }

    @Override
    public void acted(int node, OperatorAct act) {
      tell(node, act.getWho() + ": " + act.getWhat());
    }

    @Override
    public void lost(int node, Instant heard) {
      notHeard(node, heard);
    }
  }

  @Override
  public void close() {
    following.close();
    channels.values().forEach(ManagedChannel::shutdownNow);
  }
}
