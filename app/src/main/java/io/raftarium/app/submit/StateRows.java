package io.raftarium.app.submit;

import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.view.ClusterView;
import io.raftarium.view.KeyValue;
import io.raftarium.view.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The key-value states of all nodes side by side: a row a key, a column a node.
 *
 * @param columns the nodes, by id
 * @param rows the keys that any of them has, sorted
 */
record StateRows(List<Column> columns, List<Row> rows) {
  /**
   * One node.
   *
   * @param applied the log index up to which its state is that of the log
   */
  record Column(int node, long applied) {
    String title() {
      return Texts.of("{0} at index {1}", NodeNames.of(node), applied);
    }
  }

  /**
   * One key.
   *
   * @param values what each column's node has; null where it has none
   */
  record Row(String key, List<@Nullable KeyValue> values) {
    /** Whether some nodes have applied what others have not. */
    boolean differs() {
      return values.stream()
              .map(value -> value == null ? null : value.value())
              .distinct()
              .limit(2)
              .count()
          > 1;
    }
  }

  static StateRows of(ClusterView view) {
    List<NodeView> nodes = List.copyOf(view.nodes().values());
    SortedSet<String> keys = new TreeSet<>();
    nodes.forEach(node -> keys.addAll(node.keyValues().keySet()));
    List<Row> rows = new ArrayList<>(keys.size());
    for (String key : keys) {
      List<@Nullable KeyValue> values = new ArrayList<>(nodes.size());
      nodes.forEach(node -> values.add(node.keyValues().get(key)));
      rows.add(new Row(key, values));
    }
    return new StateRows(
        nodes.stream().map(node -> new Column(node.id(), node.lastApplied())).toList(), rows);
  }

  /** As a table of text: fields between tabs, a line a key, values as JSON. */
  String text() {
    StringBuilder all = new StringBuilder("key");
    columns.forEach(column -> all.append('\t').append(column.title()));
    for (Row row : rows) {
      all.append('\n').append(row.key().replaceAll("\\p{Cntrl}", " "));
      row.values().forEach(value -> all.append('\t').append(value == null ? "" : value.value()));
    }
    return all.toString();
  }

  /** One key's values, a line a node. */
  String text(Row row) {
    StringBuilder all = new StringBuilder(row.key());
    for (int i = 0; i < columns.size(); i++) {
      KeyValue value = row.values().get(i);
      all.append("\n\n").append(columns.get(i).title()).append(": ");
      all.append(
          value == null
              ? Texts.of("no such key")
              : Texts.of(
                  "{0}   (set by the entry with index {1})", value.value(), value.logIndex()));
    }
    return all.toString();
  }
}
