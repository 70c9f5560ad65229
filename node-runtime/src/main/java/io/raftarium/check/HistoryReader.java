package io.raftarium.check;

import io.raftarium.check.Operation.Kind;
import io.raftarium.check.Operation.Mark;
import io.raftarium.check.Operation.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a history of JSON lines, such as {@code
 * {"process":1,"type":"invoke","op":"put","key":"x","value":1,"time":5}}.
 *
 * <ul>
 *   <li>{@code type}: {@code invoke}, then at most one of {@code ok} (it happened), {@code fail}
 *       (it certainly did not) and {@code info} (nobody knows). An operation without an answer
 *       counts as {@code info}. So {@code ok} of a cas says that it swapped, {@code fail} that it
 *       did not.
 *   <li>The lines' order is the order of events; {@code time} (ns) may stand still but not go back.
 *   <li>A process has one operation at a time; after its answer it may go on.
 *   <li>{@code op}, {@code key}, {@code value} and {@code expect} count as the call gives them; an
 *       answer may repeat them. Only a get's {@code ok} brings news: its {@code value}.
 *   <li>Null stands for an absent key. Members that are not named here are ignored.
 * </ul>
 */
public final class HistoryReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final List<Operation> operations = new ArrayList<>();
  private final Map<Long, Integer> open = new HashMap<>();
  private int line;
  private long time = Long.MIN_VALUE;

  private HistoryReader() {}

  /** The operations of a history, in the order of their calls. */
  public static List<Operation> read(Reader source) throws IOException, HistoryException {
    HistoryReader history = new HistoryReader();
    BufferedReader lines = new BufferedReader(source);
    try {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        history.line++;
        if (!text.isBlank()) {
          history.take(text);
        }
      }
    } catch (CharacterCodingException e) {
      throw new HistoryException(history.line + 1, "the file is not UTF-8 from about here on");
    }
    return history.operations;
  }

  /** What is wrong, without the parser's own idea of where. */
  private static String reason(JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage());
    int where = message.indexOf(" (start marker");
    return where < 0 ? message : message.substring(0, where);
  }

  private void take(String text) throws HistoryException {
    JsonNode event;
    try {
      event = MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw bad("expected one JSON object, but " + reason(e));
    }
    if (!event.isObject()) {
      throw bad("expected one JSON object, but found " + nameOf(event));
    }
    long process = whole(event, "process");
    String type = word(event, "type", "invoke, ok, fail or info");
    long now = whole(event, "time");
    if (now < time) {
      throw bad(
          String.format(
              Locale.ROOT,
              "\"time\" goes back from %d to %d; lines must be in the order of time",
              time,
              now));
    }
    time = now;
    Mark mark = new Mark(line, now);
    switch (type) {
      case "invoke" -> invoke(process, event, mark);
      case "ok" -> answer(process, event, mark, Outcome.OK);
      case "fail" -> answer(process, event, mark, Outcome.FAILED);
      case "info" -> answer(process, event, mark, Outcome.UNKNOWN);
      default ->
          throw bad(
              String.format(
                  Locale.ROOT, "\"type\" must be invoke, ok, fail or info, but is \"%s\"", type));
    }
  }

  private void invoke(long process, JsonNode event, Mark mark) throws HistoryException {
    Integer earlier = open.get(process);
    if (earlier != null) {
      throw bad(
          String.format(
              Locale.ROOT,
              "process %d calls again, but its operation of line %d has no answer yet",
              process,
              operations.get(earlier).invoked().line()));
    }
    Kind kind = kind(event);
    Value value =
        switch (kind) {
          case GET, DELETE -> Value.ABSENT;
          case PUT, APPEND, CAS -> value(event, "value", kind);
        };
    if (kind == Kind.APPEND && !(value instanceof Value.Text)) {
      throw bad("\"value\" of an append must be text, but is " + Operation.brief(value));
    }
    Value expect = kind == Kind.CAS ? value(event, "expect", kind) : Value.ABSENT;
    open.put(process, operations.size());
    operations.add(
        new Operation(process, kind, key(event), value, expect, Outcome.UNKNOWN, mark, Mark.NONE));
  }

  private void answer(long process, JsonNode event, Mark mark, Outcome outcome)
      throws HistoryException {
    Integer index = open.remove(process);
    if (index == null) {
      throw bad(
          String.format(Locale.ROOT, "process %d gets an answer, but has called nothing", process));
    }
    Operation call = operations.get(index);
    if (event.has("op") && kind(event) != call.kind()) {
      throw bad(
          String.format(
              Locale.ROOT,
              "this answers a %s, but process %d called a %s on line %d",
              kind(event).word(),
              process,
              call.kind().word(),
              call.invoked().line()));
    }
    if (event.has("key") && !key(event).equals(call.key())) {
      throw bad(
          String.format(
              Locale.ROOT,
              "this answers for key %s, but process %d named key %s on line %d",
              key(event),
              process,
              call.key(),
              call.invoked().line()));
    }
    Value value = call.value();
    if (call.kind() == Kind.GET && outcome == Outcome.OK) {
      JsonNode found = event.get("value");
      if (found == null) {
        throw bad("the ok of a get needs \"value\", what it found (null for an absent key)");
      }
      value = Value.of(found);
    }
    operations.set(
        index,
        new Operation(
            process, call.kind(), call.key(), value, call.expect(), outcome, call.invoked(), mark));
  }

  private Kind kind(JsonNode event) throws HistoryException {
    String word = word(event, "op", "put, get, append, cas or delete");
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw bad(
        String.format(
            Locale.ROOT, "\"op\" must be put, get, append, cas or delete, but is \"%s\"", word));
  }

  private String key(JsonNode event) throws HistoryException {
    JsonNode key = event.get("key");
    if (key == null || key.isNull()) {
      throw bad("\"key\" is missing; expected the key that the operation is about");
    }
    return Value.of(key).json();
  }

  private Value value(JsonNode event, String name, Kind kind) throws HistoryException {
    JsonNode value = event.get(name);
    if (value == null) {
      throw bad(
          String.format(
              Locale.ROOT,
              "\"%s\" is missing; a %s needs it (null for absent)",
              name,
              kind.word()));
    }
    return Value.of(value);
  }

  private long whole(JsonNode event, String name) throws HistoryException {
    JsonNode number = event.get(name);
    if (number == null || !number.isIntegralNumber() || !number.canConvertToLong()) {
      throw bad(
          String.format(
              Locale.ROOT, "\"%s\" must be a whole number, but is %s", name, nameOf(number)));
    }
    return number.longValue();
  }

  private String word(JsonNode event, String name, String expected) throws HistoryException {
    JsonNode word = event.get(name);
    if (word == null || !word.isString()) {
      throw bad(
          String.format(Locale.ROOT, "\"%s\" must be %s, but is %s", name, expected, nameOf(word)));
    }
    return word.stringValue();
  }

  private static String nameOf(@Nullable JsonNode json) {
    return json == null
        ? "missing"
        : json.isMissingNode() ? "nothing" : Operation.brief(Value.of(json));
  }

  private HistoryException bad(String message) {
    return new HistoryException(line, message);
  }
}
