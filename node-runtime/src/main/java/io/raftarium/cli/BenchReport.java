package io.raftarium.cli;

import io.raftarium.bench.Cell;
import io.raftarium.bench.Target;
import io.raftarium.record.Waterfall;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was measured, as lines while it goes on and as JSON in the end. */
final class BenchReport {
  /** What one target came to. */
  private static final class Column {
    final List<Cell> cells = new ArrayList<>();
    final List<Double> killed = new ArrayList<>();

    double median() {
      return killed.stream().sorted().toList().get(killed.size() / 2);
    }

    double longest() {
      return killed.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
  }

  private static final int BAR_A_MILLI = 20;
  private static final int MOST_BAR = 40;

  private final PrintWriter out;
  private final SortedMap<Waterfall.Part, Double> parts = new TreeMap<>();
  private final Map<Target, Column> columns = new LinkedHashMap<>();

  BenchReport(PrintWriter out, List<Target> targets) {
    this.out = out;
    targets.forEach(target -> columns.put(target, new Column()));
  }

  private boolean compares() {
    return columns.size() > 1;
  }

  void head() {
    out.printf(
        Locale.ROOT,
        "%-6s %8s %10s %9s %9s %9s %9s %7s%s%n",
        "what",
        "clients",
        "a second",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "max ms",
        "failed",
        compares() ? "  of" : "");
  }

  void add(Target target, Cell cell) {
    column(target).cells.add(cell);
    out.printf(
        Locale.ROOT,
        "%-6s %8d %10.0f %9.2f %9.2f %9.2f %9.2f %7d%s%n",
        cell.what(),
        cell.clients(),
        cell.perSecond(),
        cell.millis(50),
        cell.millis(95),
        cell.millis(99),
        cell.millis(100),
        cell.failed(),
        compares() ? "  " + target.name() : "");
    out.flush();
  }

  /** Where the time of a single client's writes goes: medians, each part by itself. */
  void waterfall(List<Waterfall> waterfalls) {
    if (waterfalls.isEmpty()) {
      return;
    }
    for (Waterfall.Part part : Waterfall.Part.values()) {
      double[] millis =
          waterfalls.stream()
              .flatMap(waterfall -> waterfall.stages().stream())
              .filter(stage -> stage.part() == part)
              .mapToDouble(stage -> stage.took().toNanos() / 1e6)
              .sorted()
              .toArray();
      if (millis.length > 0) {
        parts.put(part, millis[millis.length / 2]);
      }
    }
    out.printf(
        Locale.ROOT,
        "%nwhere the time of a write goes, one client, medians of %d writes, ms%n",
        waterfalls.size());
    parts.forEach((part, millis) ->
        out.printf(
            Locale.ROOT,
            "  %-30s %6.2f  %s%n",
            part.words(),
            millis,
            "#".repeat(Math.clamp(Math.round(millis * BAR_A_MILLI), 0, MOST_BAR))));
    out.println();
    out.flush();
  }

  void killed(Target target, double millis) {
    column(target).killed.add(millis);
  }

  private Column column(Target target) {
    Column column = columns.get(target);
    if (column == null) {
      throw new IllegalArgumentException(target.name() + " is not measured here");
    }
    return column;
  }

  void end() {
    columns.forEach((target, column) -> {
      if (!column.killed.isEmpty()) {
        out.printf(
            Locale.ROOT,
            "leader killed %d times: the next write is answered after %.0f ms (median), %.0f ms (longest)%s%n",
            column.killed.size(),
            column.median(),
            column.longest(),
            compares() ? ", " + target.name() : "");
      }
    });
    if (compares()) {
      for (ObjectNode ratio : ratios()) {
        out.printf(
            Locale.ROOT,
            "ratio  %s%s%n",
            ratio.path("what").asString(),
            ratio.has("clients")
                ? String.format(
                    Locale.ROOT,
                    " %d: %.2f x its answers a second, %.2f x its p50",
                    ratio.path("clients").asInt(),
                    ratio.path("per_second").asDouble(),
                    ratio.path("p50").asDouble())
                : String.format(
                    Locale.ROOT, ": %.2f x its median", ratio.path("median").asDouble()));
      }
    }
    out.flush();
  }

  /** Ours by theirs, a load each. */
  private List<ObjectNode> ratios() {
    List<Column> both = List.copyOf(columns.values());
    Column ours = both.getFirst();
    Column theirs = both.getLast();
    List<ObjectNode> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(ours.cells.size(), theirs.cells.size()); i++) {
      Cell our = ours.cells.get(i);
      Cell their = theirs.cells.get(i);
      ratios.add(
          JsonNodeFactory.instance
              .objectNode()
              .put("what", our.what())
              .put("clients", our.clients())
              .put("per_second", our.perSecond() / their.perSecond())
              .put("p50", our.millis(50) / their.millis(50)));
    }
    if (!ours.killed.isEmpty() && !theirs.killed.isEmpty()) {
      ratios.add(
          JsonNodeFactory.instance
              .objectNode()
              .put("what", "failover")
              .put("median", ours.median() / theirs.median()));
    }
    return ratios;
  }

  /** Whether every load was answered. */
  boolean answered() {
    return columns.values().stream()
        .flatMap(column -> column.cells.stream())
        .allMatch(cell -> cell.latency().getTotalCount() > 0);
  }

  String json(int nodes) {
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    boolean first = true;
    for (Map.Entry<Target, Column> entry : columns.entrySet()) {
      ObjectNode one = first ? figures : figures.putObject("against");
      one.put("nodes", nodes).put(first ? "database" : "name", entry.getKey().name());
      figures(one, entry.getValue());
      first = false;
    }
    if (!parts.isEmpty()) {
      ObjectNode waterfall = figures.putObject("waterfall_ms");
      parts.forEach((part, millis) -> waterfall.put(part.name().toLowerCase(Locale.ROOT), millis));
    }
    if (compares()) {
      figures.putArray("ratios").addAll(ratios());
    }
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(figures);
  }

  private static void figures(ObjectNode figures, Column column) {
    ArrayNode loads = figures.putArray("loads");
    for (Cell cell : column.cells) {
      loads
          .addObject()
          .put("what", cell.what())
          .put("clients", cell.clients())
          .put("per_second", cell.perSecond())
          .put("p50_ms", cell.millis(50))
          .put("p95_ms", cell.millis(95))
          .put("p99_ms", cell.millis(99))
          .put("max_ms", cell.millis(100))
          .put("failed", cell.failed());
    }
    ArrayNode killed = figures.putArray("failover_ms");
    column.killed.forEach(killed::add);
  }
}
