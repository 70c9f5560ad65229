package io.raftarium.cli;

import io.raftarium.remote.NodeReport;
import io.raftarium.remote.NodeWatch;
import io.raftarium.remote.RuleWords;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** What the terminal shows of a cluster: a row a node, and below what changed, the newest first. */
final class WatchScreen {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final int BAR = 10;
  private static final String HEAD =
      String.format(
          Locale.ROOT,
          "%-5s %-14s %6s %6s %9s %9s %8s %8s  %-10s  %s",
          "node",
          "role",
          "term",
          "leader",
          "commit",
          "version",
          "steps/s",
          "step",
          "timer",
          "links");

  private final String title;

  WatchScreen(String title) {
    this.title = title;
  }

  /** The lines, none wider than the terminal and no more than it has. */
  List<AttributedString> lines(
      SortedMap<Integer, NodeWatch.Node> nodes, List<NodeWatch.News> news, int width, int height) {
    List<AttributedString> lines = new ArrayList<>();
    lines.add(line(title + "   " + TIME.format(Instant.now()) + "   q ends", AttributedStyle.BOLD));
    lines.add(summary(nodes));
    lines.add(AttributedString.EMPTY);
    lines.add(line(HEAD, AttributedStyle.DEFAULT.faint()));
    nodes.values().forEach(node -> lines.add(row(node)));
    lines.add(AttributedString.EMPTY);
    for (NodeWatch.News one : news) {
      lines.add(
          line(
              TIME.format(one.at()) + "  node " + one.node() + "  " + one.text(),
              AttributedStyle.DEFAULT));
    }
    return lines.stream()
        .limit(Math.max(1, height))
        .map(line -> line.columnSubSequence(0, Math.max(1, width)))
        .toList();
  }

  private static AttributedString summary(SortedMap<Integer, NodeWatch.Node> nodes) {
    long term =
        nodes.values().stream()
            .filter(WatchScreen::leads)
            .mapToLong(WatchScreen::term)
            .max()
            .orElse(0);
    long heard =
        nodes.values().stream()
            .filter(node -> node.lostSince() == null && node.report() != null)
            .count();
    String leader =
        nodes.values().stream()
            .filter(node -> leads(node) && term(node) == term)
            .map(node -> "node " + node.id() + " leads term " + term)
            .findFirst()
            .orElse("nobody leads");
    return line(
        leader + ", " + heard + " of " + nodes.size() + " nodes are heard of",
        AttributedStyle.DEFAULT.foreground(term > 0 ? AttributedStyle.GREEN : AttributedStyle.RED));
  }

  private static boolean leads(NodeWatch.Node node) {
    NodeReport report = node.report();
    return node.lostSince() == null && report != null && report.leads();
  }

  private static long term(NodeWatch.Node node) {
    NodeReport report = node.report();
    return report == null ? 0 : report.term();
  }

  private static AttributedString row(NodeWatch.Node node) {
    NodeReport report = node.report();
    Instant lost = node.lostSince();
    if (report == null || lost != null) {
      String since = lost == null ? "not heard of yet" : "unknown since " + TIME.format(lost);
      return line(
          String.format(Locale.ROOT, "%-5d %s", node.id(), since),
          AttributedStyle.DEFAULT.foreground(AttributedStyle.RED));
    }
    String role =
        report.process().equals("running") && !report.role().isEmpty()
            ? report.role()
            : report.process();
    return line(
        String.format(
            Locale.ROOT,
            "%-5d %-14s %6d %6s %9d %9d %8.1f %5.1f ms  %-10s  %s",
            node.id(),
            role,
            report.term(),
            report.leader() == 0 ? "-" : Integer.toString(report.leader()),
            report.commitIndex(),
            report.version(),
            node.stepsPerSecond(),
            report.lastStep().toNanos() / 1e6,
            bar(report.election()),
            links(report)),
        report.leads() ? AttributedStyle.BOLD : AttributedStyle.DEFAULT);
  }

  /** What is left of an election timer. */
  private static String bar(NodeReport.@Nullable Timer timer) {
    if (timer == null || timer.whole().isZero()) {
      return "";
    }
    int left =
        (int) Math.clamp(BAR * timer.left().toNanos() / timer.whole().toNanos(), 0L, (long) BAR);
    return "#".repeat(left) + ".".repeat(BAR - left);
  }

  private static String links(NodeReport report) {
    List<String> texts = new ArrayList<>();
    report.links().forEach((to, rule) -> texts.add("to " + to + " " + RuleWords.of(rule)));
    return String.join(", ", texts);
  }

  private static AttributedString line(String text, AttributedStyle style) {
    return new AttributedString(text, style);
  }
}
