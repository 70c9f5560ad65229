package io.raftarium.record;

import io.raftarium.protocol.LogEntry;
import io.raftarium.view.NodeView;
import java.util.Collection;

/** The nodes' logs as comma-separated values (RFC 4180), one row an entry. */
public final class LogCsv {
  private static final String END = "\r\n";

  private LogCsv() {}

  /** The text: a header, then each node's entries in order. */
  public static String text(Collection<NodeView> nodes) {
    StringBuilder csv = new StringBuilder("node,index,term,kind,committed,command").append(END);
    for (NodeView node : nodes) {
      for (LogEntry entry : node.log()) {
        csv.append(node.id())
            .append(',')
            .append(entry.index())
            .append(',')
            .append(entry.term())
            .append(',')
            .append(field(entry.kind()))
            .append(',')
            .append(node.committed(entry.index()))
            .append(',')
            .append(entry.command().isNull() ? "" : field(entry.command().toString()))
            .append(END);
      }
    }
    return csv.toString();
  }

  private static String field(String value) {
    boolean quote = value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return quote ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
