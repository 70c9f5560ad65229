package io.raftarium.record;

import io.raftarium.record.Excerpt.Act;
import io.raftarium.record.Excerpt.Reign;
import io.raftarium.record.Excerpt.Took;
import io.raftarium.record.Traces.Step;
import io.raftarium.record.Traces.Trip;
import io.raftarium.view.WireMessage.Fate;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Trace events in JSON, as the user interface of Perfetto opens them: a process a node, with its
 * role as one track and its steps as another, messages as arrows from step to step, and what was
 * done as marks.
 */
final class PerfettoTrace {
  private static final int OPERATOR = 0;
  private static final int ROLE = 1;
  private static final int STEPS = 2;

  /** What is too short to be seen or to hold an arrow's end, ns. */
  private static final long SHORTEST = 2_000;

  private final Excerpt part;
  private final JsonGenerator out;
  private final long zero;

  /**
   * When the step before of a node was over: of a run, whose steps take no time, several are at
   * once.
   */
  private final Map<Integer, Long> over = new HashMap<>();

  /** When each step begins and how long it is, ns. */
  private final Map<Long, Slice> slices = new HashMap<>();

  private record Slice(long begin, long length) {
    long end() {
      return begin + length;
    }
  }

  private PerfettoTrace(Excerpt part, JsonGenerator out) {
    this.part = part;
    this.out = out;
    this.zero =
        part.times().values().stream()
            .mapToLong(took -> took.stamp().nanos() - took.nanos())
            .min()
            .orElse(0);
  }

  static void write(Excerpt part, OutputStream to) {
    try (JsonGenerator out = RecordedJson.MAPPER.createGenerator(to)) {
      out.writeStartObject();
      out.writeStringProperty("displayTimeUnit", "ms");
      out.writeName("traceEvents");
      out.writeStartArray();
      new PerfettoTrace(part, out).events();
      out.writeEndArray();
      out.writeEndObject();
    }
  }

  private void events() {
    name("process_name", OPERATOR, 0, "operator");
    for (int node : part.nodes()) {
      name("process_name", node, 0, "S" + node);
      name("thread_name", node, ROLE, "role");
      name("thread_name", node, STEPS, "steps");
    }
    part.steps().forEach(this::step);
    part.trips().forEach(this::message);
    roles();
    part.acts().forEach(this::act);
  }

  private void name(String what, int node, int track, String name) {
    ObjectNode event = event("M", node, track, what, 0);
    event.putObject("args").put("name", name);
    write(event);
  }

  private void step(Step step) {
    Took took = part.time(step.happening());
    long end = took.stamp().nanos() - zero;
    long begin = Math.max(end - took.nanos(), over.getOrDefault(step.node(), 0L));
    Slice slice = new Slice(begin, Math.max(SHORTEST, end - begin));
    slices.put(step.happening(), slice);
    over.put(step.node(), slice.end());
    ObjectNode event = event("X", step.node(), STEPS, step.event(), slice.begin);
    event.put("dur", micros(slice.length));
    event
        .putObject("args")
        .put("happening", step.happening())
        .put("version", step.version())
        .put("changed", step.changed());
    write(event);
  }

  private void message(Trip trip) {
    Slice sender = slices.get(trip.sentBy());
    Slice taker = slices.get(trip.takenBy());
    String name = trip.type() + " → S" + trip.to();
    if (sender == null) {
      return;
    }
    if (taker != null) {
      // An arrow begins and ends within a slice.
      ObjectNode begin = event("s", trip.from(), STEPS, trip.type(), sender.end() - SHORTEST / 2);
      write(begin.put("cat", "message").put("id", trip.message()));
      ObjectNode end = event("f", trip.to(), STEPS, trip.type(), taker.begin + SHORTEST / 2);
      write(end.put("cat", "message").put("id", trip.message()).put("bp", "e"));
    } else if (trip.fate() == Fate.LOST || trip.fate() == Fate.REFUSED) {
      ObjectNode lost =
          event(
              "i",
              trip.from(),
              STEPS,
              trip.fate().name().toLowerCase(Locale.ROOT) + ": " + name,
              sender.end() - SHORTEST / 2);
      write(lost.put("s", "t"));
    }
  }

  private void roles() {
    Map<Integer, Reign> open = new HashMap<>();
    for (Reign reign : part.roles()) {
      Reign before = open.put(reign.node(), reign);
      if (before != null) {
        role(before, at(reign.since().nanos()));
      }
    }
    long end =
        part.times().values().stream().mapToLong(took -> took.stamp().nanos()).max().orElse(zero);
    open.values().forEach(reign -> role(reign, at(end)));
  }

  private void role(Reign reign, long until) {
    long since = at(reign.since().nanos());
    ObjectNode event =
        event("X", reign.node(), ROLE, reign.role().text() + ", term " + reign.term(), since);
    write(event.put("dur", micros(Math.max(0, until - since))));
  }

  private void act(Act act) {
    StringBuilder name = new StringBuilder(act.name());
    act.nodes().forEach(node -> name.append(" S").append(node));
    ObjectNode event = event("i", OPERATOR, 0, name.toString(), at(act.stamp().nanos()));
    write(event.put("s", "g"));
  }

  private long at(long nanos) {
    return Math.max(0, nanos - zero);
  }

  private static ObjectNode event(String phase, int process, int track, String name, long nanos) {
    return RecordedJson.MAPPER
        .createObjectNode()
        .put("ph", phase)
        .put("pid", process)
        .put("tid", track)
        .put("name", name)
        .put("ts", micros(nanos));
  }

  private static double micros(long nanos) {
    return nanos / 1e3;
  }

  private void write(ObjectNode event) {
    RecordedJson.MAPPER.writeTree(out, event);
  }
}
