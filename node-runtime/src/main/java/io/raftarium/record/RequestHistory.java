package io.raftarium.record;

import io.raftarium.protocol.Command;
import io.raftarium.view.Ask;
import io.raftarium.view.KeyValue;
import io.raftarium.view.LoadPlan;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was asked and answered as a history of JSON lines that {@code check-history} reads. What
 * keys had before the first request was put by somebody who is no longer known: it is told as puts
 * at the beginning. Keys of a load are left out.
 */
final class RequestHistory {
  private static final int PAGE = 1_000;

  /** Requests whose call is told, and whose answer is not, by request. */
  private final Map<String, Long> open = new HashMap<>();

  /** Requests whose answer is told. */
  private final TreeSet<String> over = new TreeSet<>();

  private final StringBuilder lines = new StringBuilder();
  private long processes;
  private long time;

  private RequestHistory() {}

  static String of(Tape tape, long from, long to, DoubleConsumer progress) {
    RequestHistory history = new RequestHistory();
    long first = Math.max(from, tape.first());
    history.begin(tape.at(first, "", ""));
    boolean more = true;
    for (long next = first + 1; more && next <= to; ) {
      progress.accept((next - first) / (to - first + 1.0));
      List<Happening> page = tape.from(next, PAGE);
      for (Happening happening : page) {
        if (happening.number() <= to && happening instanceof Happening.Asked asked) {
          history.take(asked.submission(), asked.stamp().nanos());
        }
        next = happening.number() + 1;
      }
      more = page.size() == PAGE;
    }
    return history.lines.toString();
  }

  /** What waits may still happen; what was answered before is in what the keys have. */
  private void begin(Moment before) {
    time = before.realNow();
    for (Submission asked : before.submissions().reversed()) {
      boolean mayHappen =
          asked.status() == Submission.Status.WAITING
              || asked.status() == Submission.Status.UNKNOWN;
      if (mayHappen) {
        call(asked);
      }
    }
    Collection<NodeView> nodes = before.view().nodes().values();
    nodes.stream()
        .max(Comparator.comparingLong(NodeView::lastApplied))
        .map(NodeView::keyValues)
        .ifPresent(held -> held.values().forEach(this::had));
  }

  private void had(KeyValue held) {
    long process = ++processes;
    ObjectNode put = line(process, "invoke", "put", held.key());
    put.set("value", held.value());
    add(put);
    add(line(process, "ok", "put", held.key()));
  }

  private void take(Submission asked, long nanos) {
    time = Math.max(time, nanos);
    String request = asked.request();
    if (over.contains(request)) {
      return;
    }
    if (!open.containsKey(request)) {
      call(asked);
    }
    Long process = open.get(request);
    if (process != null && asked.answered()) {
      open.remove(request);
      over.add(request);
      answer(process, asked);
    }
  }

  private void call(Submission asked) {
    Command command = command(asked.ask());
    String op = command == null ? "" : op(command);
    if (command == null
        || op.isEmpty()
        || !command.key().isString()
        // Their writes are told otherwise: a read alone would look wrong.
        || LoadPlan.asks(command)) {
      return;
    }
    long process = ++processes;
    open.put(asked.request(), process);
    ObjectNode line = line(process, "invoke", op, command.key().asString());
    if (op.equals("put") || op.equals("append") || op.equals("cas")) {
      line.set("value", orNull(command.value()));
    }
    if (op.equals("cas")) {
      line.set("expect", orNull(command.expect()));
    }
    add(line);
  }

  private void answer(long process, Submission asked) {
    Command command = command(asked.ask());
    if (command == null) {
      return;
    }
    String op = op(command);
    ObjectNode line = line(process, type(asked, op), op, command.key().asString());
    if (op.equals("get") && asked.status() == Submission.Status.OK) {
      line.set("value", orNull(asked.result().value()));
    }
    add(line);
  }

  private static String type(Submission asked, String op) {
    return switch (asked.status()) {
      case OK -> op.equals("cas") && !asked.result().swapped() ? "fail" : "ok";
      case NOT_LEADER, REJECTED, NODE_DOWN, DID_NOT_HAPPEN -> "fail";
      case UNKNOWN, HAPPENED, WAITING -> "info";
    };
  }

  private static @Nullable Command command(Ask ask) {
    return switch (ask) {
      case Ask.Write(Command command) -> command;
      case Ask.Read(String key) -> Command.get(key);
      case Ask.Change _, Ask.Transfer _ -> null;
    };
  }

  private static String op(Command command) {
    return switch (command.op()) {
      case PUT -> "put";
      case GET -> "get";
      case DELETE -> "delete";
      case CAS -> "cas";
      case APPEND -> "append";
      case REGISTER, UNKNOWN -> "";
    };
  }

  private static JsonNode orNull(JsonNode value) {
    return value.isMissingNode() ? NullNode.getInstance() : value;
  }

  private ObjectNode line(long process, String type, String op, String key) {
    return RecordedJson.MAPPER
        .createObjectNode()
        .put("process", process)
        .put("type", type)
        .put("op", op)
        .put("key", key)
        .put("time", time);
  }

  private void add(ObjectNode line) {
    lines.append(line).append('\n');
  }
}
