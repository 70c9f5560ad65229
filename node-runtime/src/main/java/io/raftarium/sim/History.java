package io.raftarium.sim;

import io.raftarium.check.HistoryException;
import io.raftarium.check.HistoryReader;
import io.raftarium.check.Operation;
import io.raftarium.protocol.Command;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The clients' history as {@link HistoryReader} reads it, and the step before each line. */
final class History {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<String> lines = new ArrayList<>();
  private final List<Long> steps = new ArrayList<>();

  void add(
      long step,
      long timeMs,
      int process,
      String type,
      String op,
      Command command,
      @Nullable JsonNode found) {
    ObjectNode line = JSON.createObjectNode();
    line.put("process", process).put("type", type).put("op", op);
    line.set("key", command.key());
    if (found != null) {
      line.set("value", found);
    } else if (!op.equals("get") && !command.value().isMissingNode()) {
      line.set("value", command.value());
    }
    if (op.equals("cas")) {
      line.set("expect", command.expect());
    }
    line.put("time", timeMs * 1_000_000);
    lines.add(line.toString());
    steps.add(step);
  }

  /** After which step a line (from 1) was written. */
  long stepOf(int line) {
    return steps.get(line - 1);
  }

  /** As a file. */
  String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  List<Operation> operations() {
    try {
      return HistoryReader.read(new StringReader(text()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (HistoryException e) {
      throw new IllegalStateException("the simulator wrote a bad history", e);
    }
  }
}
