package io.raftarium.record;

import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The lines of a {@link StepRecording} as steps and views. */
final class RecordedSteps {
  private final String file;
  private final int most;
  private final StepViews views;
  private final Deque<StepRecording.Step> steps = new ArrayDeque<>();
  private long number;

  RecordedSteps(String file, int voters, int most) {
    this.file = file;
    this.most = most;
    this.views = new StepViews(voters);
  }

  /** The newest steps, oldest first. */
  List<StepRecording.Step> steps() {
    return List.copyOf(steps);
  }

  void add(int line, JsonNode step) throws SavedFileException {
    Place place = new Place(file + " is damaged: line " + line, "", step);
    int node = (int) place.number("node");
    Instant at = Instant.EPOCH.plusMillis(place.numberOrZero("time"));
    if (step.has("refused")) {
      moment(views.refused(at, node, Event.of(place.object("event").value())), at);
      return;
    }
    Place state = place.object("state");
    List<LogChange> log = log(node, place);
    if (place.has("lost")) {
      views.lost(RecordedState.read(node, state), log);
      return;
    }
    moment(
        views.step(
            at,
            Event.of(place.object("event").value()),
            new Actions(place.object("result").value()),
            place.has("rules") ? place.texts("rules") : List.of(),
            RecordedState.read(node, state),
            log),
        at);
  }

  private void moment(JournalEntry taken, Instant at) {
    steps.addLast(new StepRecording.Step(views.view(++number, at), taken));
    if (steps.size() > most) {
      steps.removeFirst();
    }
  }

  private static List<LogChange> log(int node, Place step) throws SavedFileException {
    List<LogChange> changes = new ArrayList<>();
    for (Place change : step.elements("log")) {
      long index = change.number("index");
      changes.add(
          new LogChange(
              node,
              index,
              change.has("term")
                  ? new LogEntry(
                      index,
                      change.number("term"),
                      change.value().path("kind").asString(""),
                      change.value().path("command"))
                  : null));
    }
    return changes;
  }
}
