package io.raftarium.record;

import io.raftarium.record.Traces.Step;
import io.raftarium.record.Traces.Trip;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Steps as ShiViz reads them: a line with the node and its vector clock as JSON, and a line with
 * what it took. A step knows of all that the steps knew whose messages it, or its node before it,
 * took.
 */
final class ShiVizLog {
  /** ShiViz draws no more within a bearable time. */
  static final int MOST = 2_000;

  private ShiVizLog() {}

  static String of(Excerpt part) {
    Map<Long, Trip> taken = new HashMap<>();
    Map<Long, Integer> sent = new HashMap<>();
    for (Trip trip : part.trips()) {
      if (trip.takenBy() > 0) {
        taken.put(trip.takenBy(), trip);
      }
      sent.merge(trip.sentBy(), 1, Integer::sum);
    }
    Map<Integer, SortedMap<String, Long>> clocks = new HashMap<>();
    Map<Long, SortedMap<String, Long>> left = new HashMap<>();
    StringBuilder log = new StringBuilder();
    for (Step step : part.steps()) {
      SortedMap<String, Long> clock =
          new TreeMap<>(clocks.getOrDefault(step.node(), new TreeMap<>()));
      Trip message = taken.get(step.happening());
      SortedMap<String, Long> known = message == null ? null : left.get(message.sentBy());
      if (known != null) {
        known.forEach((host, time) -> clock.merge(host, time, Math::max));
      }
      clock.merge("S" + step.node(), 1L, Long::sum);
      clocks.put(step.node(), clock);
      left.put(step.happening(), clock);
      log.append('S')
          .append(step.node())
          .append(' ')
          .append(RecordedJson.MAPPER.writeValueAsString(clock))
          .append('\n')
          .append(event(step, message, sent.getOrDefault(step.happening(), 0)))
          .append('\n');
    }
    return log.toString();
  }

  private static String event(Step step, @Nullable Trip message, int sent) {
    String type = step.event().replaceAll("\\R", " ");
    return (type.isEmpty() ? "?" : type)
        + (message == null ? "" : " from S" + message.from() + ", term " + message.term())
        + (step.changed() ? ", version " + step.version() : "")
        + (sent == 0 ? "" : ", sends " + sent);
  }
}
