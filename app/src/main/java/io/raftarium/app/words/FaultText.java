package io.raftarium.app.words;

import io.raftarium.view.Deed;
import io.raftarium.view.Fault;
import io.raftarium.view.LinkRule;
import io.raftarium.view.TimedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/** What is broken for a while, and what was ended, in words. */
public final class FaultText {
  private static final long TENTH = 100_000_000L;

  private FaultText() {}

  /** In short, for a place where the node or the link is seen, for example {@code down}. */
  public static String brief(Fault fault) {
    return switch (fault) {
      case Fault.Down _ -> Texts.of("down");
      case Fault.Frozen _ -> Texts.of("paused");
      case Fault.CutOff _ -> Texts.of("cut off");
      case Fault.Parted _ -> Texts.of("partition");
      case Fault.SlowDisk _ -> Texts.of("slow disk");
      case Fault.Ruled(int from, int to, LinkRule _) -> NodeNames.of(from) + "→" + NodeNames.of(to);
    };
  }

  /** How long it still is, in tenths of a second, for example {@code 4.2 s}. */
  public static String left(long nanos) {
    long tenths = Math.max(0, Math.ceilDiv(nanos, TENTH));
    return tenths / 10 + "." + tenths % 10 + " s";
  }

  /** As a sentence without its full stop, for example {@code S3 is down}. */
  public static String of(Fault fault) {
    return switch (fault) {
      case Fault.Down(int node) -> Texts.of("{0} is down", NodeNames.of(node));
      case Fault.Frozen(int node) -> Texts.of("{0} is paused", NodeNames.of(node));
      case Fault.CutOff(SortedSet<Integer> nodes) ->
          nodes.size() == 1
              ? Texts.of("{0} is cut off", NodeNames.list(nodes))
              : Texts.of("{0} are cut off", NodeNames.list(nodes));
      case Fault.Parted(SortedMap<String, SortedSet<Integer>> _) ->
          Texts.of("the network is partitioned");
      case Fault.SlowDisk(int node, Duration _) ->
          Texts.of("the disk of {0} is slow", NodeNames.of(node));
      case Fault.Ruled(int from, int to, LinkRule rule) ->
          Texts.of(
              "the link from {0} to {1}: {2}",
              NodeNames.of(from), NodeNames.of(to), LinkRuleText.of(rule));
    };
  }

  /** That it ends by itself. */
  static String begun(TimedFault timed) {
    return Texts.of("For {0}: {1}", length(timed), of(timed.fault()));
  }

  /** How it came to its end. */
  static String over(TimedFault timed, TimedFault.End end) {
    String what = of(timed.fault());
    return switch (end) {
      case TIME -> Texts.of("Over after {0}: {1}", length(timed), what);
      case HAND -> Texts.of("Ended before its {0} were over: {1}", length(timed), what);
      case MENDED -> Texts.of("Mended before its {0} were over: {1}", length(timed), what);
    };
  }

  private static String length(TimedFault timed) {
    String length = left(timed.time().length());
    return length.replace(".0 s", " s");
  }

  /** All that was ended. */
  public static String ended(Deed.FaultsEnded ended) {
    List<String> parts = new ArrayList<>();
    if (ended.links() == 1) {
      parts.add(Texts.of("1 link healed"));
    } else if (ended.links() > 1) {
      parts.add(Texts.of("{0} links healed", ended.links()));
    }
    if (ended.partition()) {
      parts.add(Texts.of("the partition taken back"));
    }
    if (ended.held() == 1) {
      parts.add(Texts.of("1 held message delivered"));
    } else if (ended.held() > 1) {
      parts.add(Texts.of("{0} held messages delivered", ended.held()));
    }
    part(parts, ended.servers(), Texts.mark("servers of {0} started"));
    part(parts, ended.started(), Texts.mark("{0} started again"));
    part(parts, ended.resumed(), Texts.mark("{0} resumed"));
    part(parts, ended.disks(), Texts.mark("disks of {0} fast again"));
    part(parts, ended.clocks(), Texts.mark("clocks of {0} as the laboratory's"));
    part(parts, ended.left(), Texts.mark("{0} down still, started only where it was"));
    return parts.isEmpty()
        ? Texts.of("Ended every fault: there was none")
        : Texts.of("Ended every fault: {0}", String.join(", ", parts));
  }

  private static void part(List<String> parts, SortedSet<Integer> nodes, String text) {
    if (!nodes.isEmpty()) {
      parts.add(Texts.of(text, NodeNames.list(nodes)));
    }
  }
}
