package io.raftarium.app.messages;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ObservableListBase;

/** The rows of the table: each change of many rows is told as one. FX thread only. */
final class RowList extends ObservableListBase<MessageRow> {
  private final List<MessageRow> rows = new ArrayList<>();

  /** Takes a change. */
  void take(MessageRows.Change change) {
    beginChange();
    if (change.gone() > 0) {
      List<MessageRow> gone = rows.subList(0, change.gone());
      nextRemove(0, List.copyOf(gone));
      gone.clear();
    }
    List<MessageRow> tail = rows.subList(change.from(), rows.size());
    if (!tail.isEmpty() || !change.rows().isEmpty()) {
      List<MessageRow> before = List.copyOf(tail);
      tail.clear();
      rows.addAll(change.rows());
      nextReplace(change.from(), rows.size(), before);
    }
    endChange();
  }

  @Override
  public MessageRow get(int index) {
    return rows.get(index);
  }

  @Override
  public int size() {
    return rows.size();
  }
}
