package io.raftarium.record;

import io.raftarium.protocol.LogEntry;
import io.raftarium.view.NodeView;
import java.util.Collection;

/** The nodes' logs as comma-separated values, one row an entry. */
public final class LogCsv {
  private LogCsv() {}

  /** The text: a header, then each node's entries in order. */
  public static String text(Collection<NodeView> nodes) {
    StringBuilder csv = new StringBuilder("node,index,term,kind,committed,command").append(Csv.END);
    for (NodeView node : nodes) {
      for (LogEntry entry : node.log()) {
        csv.append(node.id())
            .append(',')
            .append(entry.index())
            .append(',')
            .append(entry.term())
            .append(',')
            .append(Csv.field(entry.kind()))
            .append(',')
            .append(node.committed(entry.index()))
            .append(',')
            .append(entry.command().isNull() ? "" : Csv.field(entry.command().toString()))
            .append(Csv.END);
      }
    }
    return csv.toString();
  }
}
