package io.raftarium.app.model;

import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the next failure would mean: whether entries can commit now, and how many more processes may
 * fail before they cannot.
 *
 * <p>Entries can commit where some running node reaches a majority, itself included, over links
 * that work in both directions, and either leads in the highest term or has a log good enough to
 * win that majority's votes (section 5.4.1). While a configuration is joint, both majorities are
 * needed (section 6).
 *
 * @param reachable voters that the leader reaches, itself included; without a working leader, those
 *     that the best placed node reaches
 * @param tolerated how many more failures, whichever they are, leave commits possible; −1 where
 *     they are not possible now, the largest number where nobody knows
 * @param critical running nodes each of which alone would stop commits by failing
 */
public record Outlook(
    List<Integer> voters,
    List<Integer> outgoing,
    int reachable,
    int tolerated,
    SortedSet<Integer> critical,
    String text) {

  private static final int UNKNOWN = Integer.MAX_VALUE;

  /** How bad it is. */
  public enum Level {
    CALM,
    WARN,
    ALERT
  }

  /** Of what there is. */
  public Level level() {
    return tolerated < 0 ? Level.ALERT : tolerated == 0 ? Level.WARN : Level.CALM;
  }

  /** Computed from what a moment shows. */
  public static Outlook of(Moment moment) {
    if (moment.view().nodes().isEmpty()) {
      return new Outlook(List.of(), List.of(), 0, -1, new TreeSet<>(), Texts.of("no nodes"));
    }
    if (moment.view().nodes().values().stream().noneMatch(NodeView::known)) {
      return new Outlook(
          List.of(), List.of(), 0, UNKNOWN, new TreeSet<>(), Texts.of("no database was read yet"));
    }
    Reckoning reckoning = new Reckoning(moment);
    return moment.aroundKnown() ? reckoning.outlook() : reckoning.quorumAlone();
  }

  /** The computation over one moment. */
  private static final class Reckoning {
    private final Moment moment;
    private final List<Integer> voters;
    private final List<Integer> outgoing;
    private final Set<Integer> running = new HashSet<>();
    private final @Nullable Integer leader;

    Reckoning(Moment moment) {
      this.moment = moment;
      NodeView leading = moment.view().leader();
      boolean leads =
          leading != null
              && leading.currentTerm() == moment.view().highestTerm()
              && runs(leading.id());
      this.leader = leads && leading != null ? leading.id() : null;
      NodeView told =
          leads && leading != null
              ? leading
              : moment.view().nodes().values().stream()
                  .max(
                      Comparator.comparingLong(NodeView::lastLogTerm)
                          .thenComparingLong(NodeView::lastLogIndex))
                  .orElseThrow();
      this.voters = told.voters();
      this.outgoing = told.outgoing();
      moment.view().nodes().keySet().stream().filter(this::runs).forEach(running::add);
    }

    Outlook outlook() {
      int tolerated = tolerated();
      SortedSet<Integer> critical = new TreeSet<>();
      if (tolerated == 0) {
        for (int node : running) {
          Set<Integer> left = new HashSet<>(running);
          left.remove(node);
          if (!commits(left)) {
            critical.add(node);
          }
        }
      }
      int reachable = reachable();
      return new Outlook(
          voters,
          outgoing,
          reachable,
          tolerated,
          critical,
          quorum() + " · " + reach(reachable, tolerated) + " · " + meaning(tolerated, critical));
    }

    /** Whom the leader reaches; where that is too few but another one could lead, who that is. */
    private String reach(int reachable, int tolerated) {
      if (leader == null || tolerated < 0 || isMajority(reached(leader))) {
        return Texts.of("reachable {0}", reachable);
      }
      List<Integer> others =
          reached(bestPlaced(running)).stream().filter(this::isVoter).sorted().toList();
      return Texts.of(
          "leader {0} reaches {1} and commits nothing · {2} can elect another",
          NodeNames.of(leader), reachable, NodeNames.list(others));
    }

    Outlook quorumAlone() {
      return new Outlook(voters, outgoing, 0, UNKNOWN, new TreeSet<>(), quorum());
    }

    private String quorum() {
      String text = Texts.of("quorum {0} of {1}", majority(voters), voters.size());
      return outgoing.isEmpty()
          ? text
          : Texts.of("{0} and {1} of {2}", text, majority(outgoing), outgoing.size());
    }

    private String meaning(int tolerated, SortedSet<Integer> critical) {
      if (tolerated < 0) {
        return Texts.of("nothing can commit");
      }
      if (tolerated > 0) {
        return tolerated == 1
            ? Texts.of("tolerates one failure")
            : Texts.of("tolerates {0} failures", tolerated);
      }
      boolean any = critical.containsAll(reached(bestPlaced(running)));
      return any
          ? Texts.of("one more failure stops commits")
          : Texts.of(
              "commits stop if {0} fails",
              critical.stream().map(NodeNames::of).collect(Collectors.joining(Texts.of(" or "))));
    }

    /** The largest k for which every k further failures leave commits possible. */
    private int tolerated() {
      if (!commits(running)) {
        return -1;
      }
      int[] nodes = running.stream().mapToInt(Integer::intValue).sorted().toArray();
      int smallestFatal = nodes.length;
      for (int mask = 1; mask < (1 << nodes.length); mask++) {
        int failures = Integer.bitCount(mask);
        if (failures < smallestFatal) {
          Set<Integer> left = new HashSet<>();
          for (int i = 0; i < nodes.length; i++) {
            if ((mask & (1 << i)) == 0) {
              left.add(nodes[i]);
            }
          }
          if (!commits(left)) {
            smallestFatal = failures;
          }
        }
      }
      return smallestFatal - 1;
    }

    private boolean commits(Set<Integer> up) {
      return up.stream().anyMatch(node -> canLead(node, up));
    }

    private boolean canLead(int node, Set<Integer> up) {
      Set<Integer> reached = reached(node, up);
      if (!isMajority(reached)) {
        return false;
      }
      if (leader != null && leader == node) {
        return true;
      }
      if (!voters.contains(node) && !outgoing.contains(node)) {
        return false;
      }
      reached.removeIf(other -> betterLog(other, node));
      return isMajority(reached);
    }

    private int reachable() {
      Integer middle = leader == null ? bestPlaced(running) : leader;
      return (int) reached(middle).stream().filter(this::isVoter).count();
    }

    private boolean isVoter(int node) {
      return voters.contains(node) || outgoing.contains(node);
    }

    private Set<Integer> reached(@Nullable Integer node) {
      return node == null ? Set.of() : reached(node, running);
    }

    private @Nullable Integer bestPlaced(Set<Integer> up) {
      return up.stream()
          .max(
              Comparator.comparingLong(node ->
                  (canLead(node, up) ? up.size() + 1L : 0)
                      + reached(node, up).stream().filter(this::isVoter).count()))
          .orElse(null);
    }

    /** A node and those that it can exchange messages with. */
    private Set<Integer> reached(int node, Set<Integer> up) {
      Set<Integer> reached = new HashSet<>();
      for (int other : up) {
        if (other == node || (passes(node, other) && passes(other, node))) {
          reached.add(other);
        }
      }
      return reached;
    }

    private boolean passes(int from, int to) {
      return !moment.link(from, to).cut() && moment.link(from, to).lossPercent() < 100;
    }

    private boolean betterLog(int node, int than) {
      NodeView a = moment.view().nodes().get(node);
      NodeView b = moment.view().nodes().get(than);
      if (a == null || b == null) {
        return false;
      }
      return a.lastLogTerm() != b.lastLogTerm()
          ? a.lastLogTerm() > b.lastLogTerm()
          : a.lastLogIndex() > b.lastLogIndex();
    }

    private boolean isMajority(Collection<Integer> nodes) {
      return counts(voters, nodes) && (outgoing.isEmpty() || counts(outgoing, nodes));
    }

    private static boolean counts(List<Integer> configuration, Collection<Integer> nodes) {
      return configuration.stream().filter(nodes::contains).count() >= majority(configuration);
    }

    private static int majority(List<Integer> configuration) {
      return configuration.size() / 2 + 1;
    }

    private boolean runs(int node) {
      NodeStatus process = moment.processes().get(node);
      return process == null || process.state() == NodeStatus.State.RUNNING;
    }
  }
}
