package io.raftarium.app.submit;

import java.util.ArrayList;
import java.util.List;

/** What was submitted before, to walk through with the arrow keys. */
final class CommandHistory {
  private static final int KEPT = 200;

  private final List<String> lines = new ArrayList<>();
  private int at;
  private String draft = "";

  /** Adds a line, unless it repeats the newest, and goes to the end. */
  void add(String line) {
    if (lines.isEmpty() || !lines.getLast().equals(line)) {
      lines.add(line);
    }
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
    at = lines.size();
    draft = "";
  }

  /** One line back; stays at the oldest. */
  String back(String typed) {
    if (at == lines.size()) {
      draft = typed;
    }
    at = Math.max(0, at - 1);
    return at < lines.size() ? lines.get(at) : draft;
  }

  /** One line forward; past the newest stands again what was being typed. */
  String forward(String typed) {
    if (at == lines.size()) {
      return typed;
    }
    at++;
    return at == lines.size() ? draft : lines.get(at);
  }
}
