package io.raftarium.app.function;

import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.StepDetails;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.Rpc;
import io.raftarium.view.NodeState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the names on a line stood for in one step: the event's fields, the row before and after. */
final class LineValues {
  private static final int MOST_NOTES = 4;
  private static final int MOST_CHARS = 28;
  private static final String UNKNOWN = "…";
  private static final Pattern NAME =
      Pattern.compile(
          "p_step\\.(?<column>\\w+)(?<set>\\s*:=)?|'(?<field>\\w+)'|\\bv_(?<local>\\w+)");

  /** As the event has them. */
  private final Map<String, String> fields = new HashMap<>();

  /** As the function calls them, before the step. */
  private final Map<String, String> before = new HashMap<>();

  /** The columns that the step changed. */
  private final Map<String, String> after = new HashMap<>();

  /**
   * Of a step.
   *
   * @param row the node's row after the step; null where it is not known
   */
  LineValues(StepDetails details, @Nullable NodeState row) {
    Event event = details.step().event();
    event.body().properties().forEach(field -> fields.put(field.getKey(), text(field.getValue())));
    fields.remove("type");
    if (row != null) {
      before.putAll(columns(row));
    }
    for (StepDetails.Change change : details.changes()) {
      String was = change.before();
      before.put(change.column(), was == null ? UNKNOWN : Shortened.of(was, MOST_CHARS));
      after.put(change.column(), Shortened.of(change.after(), MOST_CHARS));
    }
    if (event instanceof Rpc rpc) {
      before.put("sender", NodeNames.of(rpc.from()));
      before.put("event_term", Long.toString(rpc.term()));
    }
  }

  /** What to write behind a line; empty for nothing. */
  String note(String line) {
    int comment = line.indexOf("--");
    SequencedMap<String, String> notes = new LinkedHashMap<>();
    Matcher name = NAME.matcher(comment < 0 ? line : line.substring(0, comment));
    while (name.find() && notes.size() < MOST_NOTES) {
      String column = name.group("column");
      if (column == null) {
        String field = Objects.requireNonNullElse(name.group("field"), name.group("local"));
        put(notes, field, fields.get(field));
      } else if (name.group("set") != null) {
        String now = after.get(column);
        put(notes, column, now == null ? null : before.get(column) + " → " + now);
      } else {
        put(notes, column, before.get(column));
      }
    }
    StringBuilder all = new StringBuilder();
    notes.forEach((what, value) ->
        all.append(all.isEmpty() ? "◂ " : ", ").append(what).append(' ').append(value));
    return all.toString();
  }

  private static void put(
      Map<String, String> notes, @Nullable String name, @Nullable String value) {
    // What is read from right to left cannot be wrapped among other words: see WrappedText.
    if (name != null && value != null && !value.equals(UNKNOWN) && !WrappedText.needsBidi(value)) {
      notes.putIfAbsent(name, value);
    }
  }

  private static String text(JsonNode value) {
    if (value.isArray() && value.size() > 0 && value.get(0).isContainer()) {
      return value.size() == 1 ? Texts.of("1 element") : Texts.of("{0} elements", value.size());
    }
    return Shortened.of(value.isString() ? value.asString("") : value.toString(), MOST_CHARS);
  }

  private static Map<String, String> columns(NodeState row) {
    return Map.ofEntries(
        Map.entry("current_term", Long.toString(row.currentTerm())),
        Map.entry("voted_for", id(row.votedFor())),
        Map.entry("role", row.role().text()),
        Map.entry("leader_id", id(row.leaderId())),
        Map.entry("commit_index", Long.toString(row.commitIndex())),
        Map.entry("last_applied", Long.toString(row.lastApplied())),
        Map.entry("last_log_index", Long.toString(row.lastLogIndex())),
        Map.entry("last_log_term", Long.toString(row.lastLogTerm())),
        Map.entry("snapshot_index", Long.toString(row.snapshotIndex())),
        Map.entry("snapshot_term", Long.toString(row.snapshotTerm())),
        Map.entry("config_index", Long.toString(row.configIndex())));
  }

  private static String id(@Nullable Integer node) {
    return node == null ? "none" : node.toString();
  }
}
