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
import io.raftarium.view.TimedFault;
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
              ? Texts.of("Opened the last cluster again, {0}, as it was left", count(nodes))
              : Texts.of("Started a cluster of {0}", count(nodes));
      case Deed.Opened opened ->
          Texts.of("Opened from {0} as it was at {1}", opened.from(), TimeText.of(opened.at()));
      case Deed.Broken broken ->
          Texts.of("A promise of Raft is broken: {0}", LabText.of(broken.what()));
      case Deed.Stopped _ -> Texts.of("Stopped the cluster; its rows stay");
      case Deed.ServerStarted _ ->
          Texts.of(
              "Started the server again; every node goes on with its rows as they were committed");
      case Deed.Killed(int node) -> Texts.of("Killed {0}", NodeNames.of(node));
      case Deed.ServerKilled(int node) ->
          Texts.of("Killed the PostgreSQL server of {0}", NodeNames.of(node));
      case Deed.ServerRestarted(int node) ->
          Texts.of("Started the PostgreSQL server of {0} again", NodeNames.of(node));
      case Deed.DiskSlowed(int node, Duration more) ->
          more.isZero()
              ? Texts.of("The disk of {0} is as fast as it can be", NodeNames.of(node))
              : Texts.of(
                  "Every commit of {0} waits {1} ms more", NodeNames.of(node), more.toMillis());
      case Deed.Wiped(int node) ->
          Texts.of(
              "Wiped the disk of {0}: it began again without its term, its vote and its log",
              NodeNames.of(node));
      case Deed.Acted(int node, String who, String what) ->
          Texts.of(
              "Another window or shell ({0}) at {1}: {2}",
              Shortened.of(who, MOST_IN_NAME), NodeNames.of(node), Shortened.of(what, MOST_IN_ACT));
      case Deed.Restarted(int node) ->
          Texts.of("Started {0} again on its rows", NodeNames.of(node));
      case Deed.Paused(int node) -> Texts.of("Paused {0}", NodeNames.of(node));
      case Deed.Resumed(int node) -> Texts.of("Resumed {0}", NodeNames.of(node));
      case Deed.Isolated(SortedSet<Integer> nodes) ->
          Texts.of("Isolated {0}", NodeNames.list(nodes));
      case Deed.Partitioned(SortedMap<String, SortedSet<Integer>> groups) ->
          Texts.of("Partitioned into {0}", groups(groups));
      case Deed.LinkDelayed(Duration delay) ->
          Texts.of("Every link takes {0} ms for a message from now on", delay.toMillis());
      case Deed.LinkChanged(int from, int to, LinkRule rule, boolean _) ->
          Texts.of(
              "Link from {0} to {1}: {2}",
              NodeNames.of(from), NodeNames.of(to), LinkRuleText.of(rule));
      case Deed.Held(Hold hold) -> Texts.of("Holds {0}: each waits on its link", held(hold));
      case Deed.Released(int messages, boolean delivered) ->
          switch (messages) {
            case 0 -> Texts.of("Holds messages no longer; none was held");
            case 1 ->
                delivered
                    ? Texts.of("Holds messages no longer; the one that waited arrived")
                    : Texts.of("Holds messages no longer; the one that waited is lost");
            default ->
                delivered
                    ? Texts.of("Holds messages no longer; the {0} that waited arrived", messages)
                    : Texts.of("Holds messages no longer; the {0} that waited are lost", messages);
          };
      case Deed.Steered(Steer act, long message, int from, int to, String type, Duration by) -> {
        String what =
            Texts.of(
                "{0} (message {1}) from {2} to {3}",
                Shortened.of(type, MOST_IN_NAME), message, NodeNames.of(from), NodeNames.of(to));
        yield switch (act) {
          case DELIVER -> Texts.of("Delivered {0}", what);
          case DROP -> Texts.of("Dropped {0}", what);
          case DUPLICATE -> Texts.of("Duplicated {0}", what);
          case DELAY -> Texts.of("Delayed {0} by {1} ms", what, by.toMillis());
        };
      }
      case Deed.HeldTooMany(int most) ->
          Texts.of(
              "{0} messages are held, and no more can be: those that come next are lost", most);
      case Deed.Healed _ -> Texts.of("Healed every link");
      case Deed.LinksSet(int links) ->
          links == 1
              ? Texts.of("Set 1 link back to how it was")
              : Texts.of("Set {0} links back to how they were", links);
      case Deed.FaultTimed(TimedFault fault) -> FaultText.begun(fault);
      case Deed.FaultOver(TimedFault fault, TimedFault.End end) -> FaultText.over(fault, end);
      case Deed.FaultsEnded ended -> FaultText.ended(ended);
      case Deed.SpeedSet(double speed) -> Texts.of("Speed {0}×", speed);
      case Deed.TimedOut(int node) ->
          Texts.of("Made the election timer of {0} fire", NodeNames.of(node));
      case Deed.TimersAligned(SortedSet<Integer> nodes, Duration in) ->
          in.isZero()
              ? Texts.of("The election timers of {0} fire together now", NodeNames.list(nodes))
              : Texts.of(
                  "The election timers of {0} fire together in {1} ms",
                  NodeNames.list(nodes), in.toMillis());
      case Deed.TimersSpread(SortedSet<Integer> nodes, Duration apart) ->
          Texts.of(
              "The election timers of {0} fire one after the other, {1} ms apart",
              NodeNames.list(nodes), apart.toMillis());
      case Deed.ClockRate(int node, double rate) ->
          Texts.of("The clock of {0} {1} from now on", NodeNames.of(node), OwnTimeText.rate(rate));
      case Deed.ClockJumped(int node, Duration by) ->
          Texts.of("The clock of {0} jumped forward by {1} ms", NodeNames.of(node), by.toMillis());
      case Deed.ElectionRange(int node, OwnTime.@Nullable Range range) ->
          range == null
              ? Texts.of(
                  "{0} draws its election timeout as its cluster does again", NodeNames.of(node))
              : Texts.of(
                  "{0} draws its election timeout from a range of its own, {1}",
                  NodeNames.of(node), OwnTimeText.of(range));
      case Deed.Submitted(Submission submission) ->
          Texts.of("Request {0}: {1}", submission.request(), AskText.of(submission.ask()));
      case Deed.Answered(Submission submission) ->
          Texts.of("Request {0}: {1}", submission.request(), outcome(submission));
      case Deed.LoadStarted(LoadPlan plan) -> Texts.of("Started a load: {0}", LoadText.of(plan));
      case Deed.LoadStopped(LoadPlan _, LoadCount count) ->
          Texts.of("Stopped the load: {0}", LoadText.of(count));
      case Deed.Snapshot(int node) -> Texts.of("{0} took a snapshot", NodeNames.of(node));
      case Deed.Sent(int node, String type) ->
          Texts.of("Sent {0} to {1}", type, NodeNames.of(node));
      case Deed.Added(int node) ->
          Texts.of(
              "Added {0}; it is in no configuration until one is chosen with it",
              NodeNames.of(node));
      case Deed.Removed(int node) -> Texts.of("Removed {0} and its rows", NodeNames.of(node));
      case Deed.Reconnected(int node, boolean committed) ->
          committed
              ? Texts.of(
                  "{0} lost its connection to the database and starts again on its rows; the"
                      + " step it was in had been committed",
                  NodeNames.of(node))
              : Texts.of(
                  "{0} lost its connection to the database and starts again on its rows; the"
                      + " step it was in was not committed",
                  NodeNames.of(node));
      case Deed.Refused(int node, String type, String why) ->
          Texts.of("{0} refused {1}: {2}", NodeNames.of(node), type, LabText.of(why));
      case Deed.Failed(int node, String why) ->
          Texts.of("{0} failed: {1}", NodeNames.of(node), LabText.of(why));
    };
  }

  /** Which messages stop, in words, for example {@code RequestVote from S1 to S2}. */
  public static String held(Hold hold) {
    String kinds = hold.kinds().isEmpty() ? Texts.of("messages") : String.join(", ", hold.kinds());
    String links =
        String.join(
            ", ",
            hold.links().stream()
                .map(link ->
                    Texts.of("from {0} to {1}", NodeNames.of(link.from()), NodeNames.of(link.to())))
                .toList());
    String all =
        hold.everything() ? Texts.of("all messages") : kinds + (links.isEmpty() ? "" : " " + links);
    return Shortened.of(all, MOST_IN_ACT);
  }

  /** The same as what the operator did, or as it is where it was somebody else. */
  public static String byOperator(Deed deed) {
    return switch (deed) {
      case Deed.Isolated(SortedSet<Integer> nodes) ->
          Texts.of("You cut {0} off", NodeNames.list(nodes));
      case Deed.LinkChanged(int from, int to, LinkRule rule, boolean _) ->
          Texts.of(
              "You changed the link from {0} to {1}: {2}",
              NodeNames.of(from), NodeNames.of(to), LinkRuleText.of(rule));
      case Deed.LinkDelayed(Duration delay) ->
          Texts.of("You let every link take {0} ms for a message", delay.toMillis());
      case Deed.Started(int nodes, boolean again) ->
          again
              ? Texts.of("You opened the last cluster again, {0}, as it was left", count(nodes))
              : Texts.of("You started a cluster of {0}", count(nodes));
      case Deed.Stopped _ -> Texts.of("You stopped the cluster; its rows stay");
      case Deed.ServerStarted _ ->
          Texts.of(
              "You started the server again; every node goes on with its rows as they were committed");
      case Deed.Killed(int node) -> Texts.of("You killed {0}", NodeNames.of(node));
      case Deed.ServerKilled(int node) ->
          Texts.of("You killed the PostgreSQL server of {0}", NodeNames.of(node));
      case Deed.ServerRestarted(int node) ->
          Texts.of("You started the PostgreSQL server of {0} again", NodeNames.of(node));
      case Deed.Wiped(int node) ->
          Texts.of(
              "You wiped the disk of {0}: it began again without its term, its vote and"
                  + " its log",
              NodeNames.of(node));
      case Deed.Restarted(int node) ->
          Texts.of("You started {0} again on its rows", NodeNames.of(node));
      case Deed.Paused(int node) -> Texts.of("You paused {0}", NodeNames.of(node));
      case Deed.Resumed(int node) -> Texts.of("You resumed {0}", NodeNames.of(node));
      case Deed.Partitioned(SortedMap<String, SortedSet<Integer>> groups) ->
          Texts.of("You partitioned into {0}", groups(groups));
      case Deed.Healed _ -> Texts.of("You healed every link");
      case Deed.TimedOut(int node) ->
          Texts.of("You made the election timer of {0} fire", NodeNames.of(node));
      case Deed.Sent(int node, String type) ->
          Texts.of("You sent {0} to {1}", type, NodeNames.of(node));
      case Deed.Added(int node) ->
          Texts.of(
              "You added {0}; it is in no configuration until one is chosen with it",
              NodeNames.of(node));
      case Deed.Removed(int node) -> Texts.of("You removed {0} and its rows", NodeNames.of(node));
      default -> of(deed);
    };
  }

  private static String outcome(Submission submission) {
    String problem = submission.problem();
    String why = problem == null ? "" : LabText.of(problem).replaceFirst("\\.$", "");
    return switch (submission.status()) {
      case OK ->
          switch (submission.ask()) {
            case Ask.Write _ -> Texts.of("committed at index {0}", submission.index());
            case Ask.Read _ -> Texts.of("read {0}", submission.result().value());
            case Ask.Change _ -> Texts.of("the configuration is committed");
            case Ask.Transfer _ -> Texts.of("another node leads");
          };
      case HAPPENED ->
          Texts.of("it happened, its entry is committed at index {0}", submission.index());
      case DID_NOT_HAPPEN ->
          why.isEmpty() ? Texts.of("it did not happen") : Texts.of("it did not happen, {0}", why);
      case UNKNOWN -> Texts.of("its outcome is unknown, it may or may not happen");
      case WAITING, NOT_LEADER, REJECTED, NODE_DOWN ->
          why.isEmpty() ? Texts.of("nothing was done") : why;
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
    return nodes == 1 ? Texts.of("1 node") : Texts.of("{0} nodes", nodes);
  }
}
