package io.raftarium.app.words;

import io.raftarium.view.Ask;
import io.raftarium.view.Deed;
import io.raftarium.view.Hold;
import io.raftarium.view.LinkRule;
import io.raftarium.view.LoadCount;
import io.raftarium.view.LoadPlan;
import io.raftarium.view.OwnTime;
import io.raftarium.view.Steer;
import io.raftarium.view.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What the operator or the runtime did, in sentences. */
public final class DeedText {
  private static final int MOST_IN_NAME = 40;
  private static final int MOST_IN_ACT = 200;

  private DeedText() {}

  /** One sentence, with its full stop. */
  public static String sentence(Deed deed) {
    return of(deed) + ".";
  }

  /** The same without a full stop. */
  public static String of(Deed deed) {
    return switch (deed) {
      case Deed.Started(int nodes, boolean again) ->
          again
              ? "Opened the last cluster again, " + count(nodes) + ", as it was left"
              : "Started a cluster of " + count(nodes);
      case Deed.Opened opened ->
          "Opened from " + opened.from() + " as it was at " + TimeText.of(opened.at());
      case Deed.Broken broken -> "A promise of Raft is broken: " + broken.what();
      case Deed.Stopped _ -> "Stopped the cluster; its rows stay";
      case Deed.ServerStarted _ ->
          "Started the server again; every node goes on with its rows as they were committed";
      case Deed.Killed(int node) -> "Killed " + NodeNames.of(node);
      case Deed.ServerKilled(int node) -> "Killed the PostgreSQL server of " + NodeNames.of(node);
      case Deed.ServerRestarted(int node) ->
          "Started the PostgreSQL server of " + NodeNames.of(node) + " again";
      case Deed.DiskSlowed(int node, Duration more) ->
          more.isZero()
              ? "The disk of " + NodeNames.of(node) + " is as fast as it can be"
              : "Every commit of " + NodeNames.of(node) + " waits " + more.toMillis() + " ms more";
      case Deed.Wiped(int node) ->
          "Wiped the disk of "
              + NodeNames.of(node)
              + ": it began again without its term, its vote and its log";
      case Deed.Acted(int node, String who, String what) ->
          "Another window or shell ("
              + Shortened.of(who, MOST_IN_NAME)
              + ") at "
              + NodeNames.of(node)
              + ": "
              + Shortened.of(what, MOST_IN_ACT);
      case Deed.Restarted(int node) -> "Started " + NodeNames.of(node) + " again on its rows";
      case Deed.Paused(int node) -> "Paused " + NodeNames.of(node);
      case Deed.Resumed(int node) -> "Resumed " + NodeNames.of(node);
      case Deed.Isolated(SortedSet<Integer> nodes) -> "Isolated " + NodeNames.list(nodes);
      case Deed.Partitioned(SortedMap<String, SortedSet<Integer>> groups) ->
          "Partitioned into " + groups(groups);
      case Deed.LinkDelayed(Duration delay) ->
          "Every link takes " + delay.toMillis() + " ms for a message from now on";
      case Deed.LinkChanged(int from, int to, LinkRule rule, boolean _) ->
          "Link from "
              + NodeNames.of(from)
              + " to "
              + NodeNames.of(to)
              + ": "
              + LinkRuleText.of(rule);
      case Deed.Held(Hold hold) -> "Holds " + held(hold) + ": each waits on its link";
      case Deed.Released(int messages, boolean delivered) ->
          "Holds messages no longer; "
              + (messages == 0
                  ? "none was held"
                  : (messages == 1 ? "the one" : "the " + messages)
                      + " that waited "
                      + (delivered ? "arrived" : (messages == 1 ? "is" : "are") + " lost"));
      case Deed.Steered(Steer act, long message, int from, int to, String type, Duration by) -> {
        String what =
            Shortened.of(type, MOST_IN_NAME)
                + " (message "
                + message
                + ") from "
                + NodeNames.of(from)
                + " to "
                + NodeNames.of(to);
        yield switch (act) {
          case DELIVER -> "Delivered " + what;
          case DROP -> "Dropped " + what;
          case DUPLICATE -> "Duplicated " + what;
          case DELAY -> "Delayed " + what + " by " + by.toMillis() + " ms";
        };
      }
      case Deed.HeldTooMany(int most) ->
          most + " messages are held, and no more can be: those that come next are lost";
      case Deed.Healed _ -> "Healed every link";
      case Deed.TimedOut(int node) -> "Made the election timer of " + NodeNames.of(node) + " fire";
      case Deed.TimersAligned(SortedSet<Integer> nodes, Duration in) ->
          "The election timers of "
              + NodeNames.list(nodes)
              + (in.isZero() ? " fire together now" : " fire together in " + in.toMillis() + " ms");
      case Deed.TimersSpread(SortedSet<Integer> nodes, Duration apart) ->
          "The election timers of "
              + NodeNames.list(nodes)
              + " fire one after the other, "
              + apart.toMillis()
              + " ms apart";
      case Deed.ClockRate(int node, double rate) ->
          "The clock of " + NodeNames.of(node) + " " + OwnTimeText.rate(rate) + " from now on";
      case Deed.ClockJumped(int node, Duration by) ->
          "The clock of " + NodeNames.of(node) + " jumped forward by " + by.toMillis() + " ms";
      case Deed.ElectionRange(int node, OwnTime.@Nullable Range range) ->
          range == null
              ? NodeNames.of(node) + " draws its election timeout as its cluster does again"
              : NodeNames.of(node)
                  + " draws its election timeout from a range of its own, "
                  + OwnTimeText.of(range);
      case Deed.Submitted(Submission submission) ->
          "Request " + submission.request() + ": " + AskText.of(submission.ask());
      case Deed.Answered(Submission submission) ->
          "Request " + submission.request() + ": " + outcome(submission);
      case Deed.LoadStarted(LoadPlan plan) -> "Started a load: " + LoadText.of(plan);
      case Deed.LoadStopped(LoadPlan _, LoadCount count) ->
          "Stopped the load: " + LoadText.of(count);
      case Deed.Snapshot(int node) -> NodeNames.of(node) + " took a snapshot";
      case Deed.Sent(int node, String type) -> "Sent " + type + " to " + NodeNames.of(node);
      case Deed.Added(int node) ->
          "Added " + NodeNames.of(node) + "; it is in no configuration until one is chosen with it";
      case Deed.Removed(int node) -> "Removed " + NodeNames.of(node) + " and its rows";
      case Deed.Reconnected(int node, boolean committed) ->
          NodeNames.of(node)
              + " lost its connection to the database and starts again on its rows; the step it was"
              + " in "
              + (committed ? "had been committed" : "was not committed");
      case Deed.Refused(int node, String type, String why) ->
          NodeNames.of(node) + " refused " + type + ": " + NodeNames.in(why);
      case Deed.Failed(int node, String why) ->
          NodeNames.of(node) + " failed: " + NodeNames.in(why);
    };
  }

  /** Which messages stop, in words, for example {@code RequestVote from S1 to S2}. */
  public static String held(Hold hold) {
    String kinds = hold.kinds().isEmpty() ? "messages" : String.join(", ", hold.kinds());
    String links =
        String.join(
            ", ",
            hold.links().stream()
                .map(link -> "from " + NodeNames.of(link.from()) + " to " + NodeNames.of(link.to()))
                .toList());
    String all = hold.everything() ? "all messages" : kinds + (links.isEmpty() ? "" : " " + links);
    return Shortened.of(all, MOST_IN_ACT);
  }

  /** The same as what the operator did, or as it is where it was somebody else. */
  public static String byOperator(Deed deed) {
    String text = of(deed);
    return switch (deed) {
      case Deed.Isolated(SortedSet<Integer> nodes) -> "You cut " + NodeNames.list(nodes) + " off";
      case Deed.LinkChanged(int from, int to, LinkRule rule, boolean _) ->
          "You changed the link from "
              + NodeNames.of(from)
              + " to "
              + NodeNames.of(to)
              + ": "
              + LinkRuleText.of(rule);
      case Deed.LinkDelayed(Duration delay) ->
          "You let every link take " + delay.toMillis() + " ms for a message";
      case Deed.Started _,
          Deed.Stopped _,
          Deed.ServerStarted _,
          Deed.Killed _,
          Deed.ServerKilled _,
          Deed.ServerRestarted _,
          Deed.Wiped _,
          Deed.Restarted _,
          Deed.Paused _,
          Deed.Resumed _,
          Deed.Partitioned _,
          Deed.Healed _,
          Deed.TimedOut _,
          Deed.Sent _,
          Deed.Added _,
          Deed.Removed _ ->
          "You " + Character.toLowerCase(text.charAt(0)) + text.substring(1);
      default -> text;
    };
  }

  private static String outcome(Submission submission) {
    String problem = submission.problem();
    String why = problem == null ? "" : NodeNames.in(problem).replaceFirst("\\.$", "");
    return switch (submission.status()) {
      case OK ->
          switch (submission.ask()) {
            case Ask.Write _ -> "committed at index " + submission.index();
            case Ask.Read _ -> "read " + submission.result().value();
            case Ask.Change _ -> "the configuration is committed";
            case Ask.Transfer _ -> "another node leads";
          };
      case HAPPENED -> "it happened, its entry is committed at index " + submission.index();
      case DID_NOT_HAPPEN -> "it did not happen" + (why.isEmpty() ? "" : ", " + why);
      case UNKNOWN -> "its outcome is unknown, it may or may not happen";
      case WAITING, NOT_LEADER, REJECTED, NODE_DOWN -> why.isEmpty() ? "nothing was done" : why;
    };
  }

  private static String groups(SortedMap<String, SortedSet<Integer>> groups) {
    List<String> texts = new ArrayList<>();
    groups.forEach((group, members) -> {
      String names = String.join(", ", members.stream().map(NodeNames::of).toList());
      texts.add(group + " (" + names + ")");
    });
    return String.join(", ", texts);
  }

  private static String count(int nodes) {
    return nodes == 1 ? "1 node" : nodes + " nodes";
  }
}
