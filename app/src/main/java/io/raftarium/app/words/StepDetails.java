package io.raftarium.app.words;

import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Changes;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.view.Preview;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One journalled step as it is told: what came, what ran, what changed.
 *
 * @param title the event by type and sender
 * @param rules names of the rules that ran, in order
 * @param changes the columns that changed
 * @param effects what was sent and answered
 */
public record StepDetails(
    JournalEntry step,
    String title,
    List<String> rules,
    List<Change> changes,
    List<String> effects) {

  private static final List<String> ORDER =
      List.of(
          "role",
          "current_term",
          "voted_for",
          "leader_id",
          "votes_granted",
          "votes_refused",
          "last_log_index",
          "last_log_term",
          "commit_index",
          "last_applied",
          "snapshot_index",
          "snapshot_term",
          "voters",
          "outgoing",
          "learners");

  /**
   * A column of the state row.
   *
   * @param before null where the journal no longer tells
   */
  public record Change(String column, @Nullable String before, String after) {}

  /**
   * Tells a step.
   *
   * @param journal steps of all nodes, oldest first; the ones before this step tell what was
   */
  public static StepDetails of(JournalEntry step, List<JournalEntry> journal) {
    List<Change> changes = new ArrayList<>();
    for (String column : columns(step.changed().columns())) {
      changes.add(
          new Change(
              column, before(step, column, journal), text(step.changed().columns().get(column))));
    }
    return new StepDetails(
        step,
        EventText.name(step.event()),
        step.rules(),
        changes,
        EventText.effects(step.actions()));
  }

  /** Tells a step that would be taken. */
  public static StepDetails of(Preview preview) {
    List<Change> changes =
        preview.changes().stream()
            .filter(column -> !column.name().equals("version"))
            .sorted(Comparator.comparingInt(column -> order(column.name())))
            .map(column -> new Change(column.name(), text(column.before()), text(column.after())))
            .toList();
    Event event = Event.of(preview.event());
    Actions actions = preview.result().actions();
    List<String> rules = preview.rules().orElse(List.of());
    JournalEntry step =
        new JournalEntry(
            preview.node(),
            preview.result().version(),
            Instant.EPOCH,
            event,
            actions,
            rules,
            Changes.NONE);
    return new StepDetails(step, EventText.name(event), rules, changes, EventText.effects(actions));
  }

  private static List<String> columns(JsonNode changed) {
    List<String> columns = new ArrayList<>(changed.propertyNames());
    columns.sort((a, b) -> {
      int byOrder = Integer.compare(order(a), order(b));
      return byOrder != 0 ? byOrder : a.compareTo(b);
    });
    return columns;
  }

  private static int order(String column) {
    int at = ORDER.indexOf(column);
    return at < 0 ? ORDER.size() : at;
  }

  private static @Nullable String before(
      JournalEntry step, String column, List<JournalEntry> journal) {
    for (int i = journal.size() - 1; i >= 0; i--) {
      JournalEntry earlier = journal.get(i);
      if (earlier.nodeId() == step.nodeId()
          && earlier.version() < step.version()
          && earlier.changed().columns().has(column)) {
        return text(earlier.changed().columns().get(column));
      }
    }
    return null;
  }

  private static String text(JsonNode value) {
    return value.isString()
        ? value.asString("")
        : value.isNull() || value.isMissingNode() ? Texts.of("none") : value.toString();
  }

  /** The call that made this step, as psql would take it. */
  public String call(boolean pretty) {
    String event = pretty ? JsonText.pretty(step.event().body()) : step.event().body().toString();
    return "SELECT raft.process_raft_event("
        + step.nodeId()
        + ","
        + (pretty ? "\n'" : " '")
        + event.replace("'", "''")
        + "')";
  }
}
