package io.raftarium.record;

import io.raftarium.protocol.Command;
import io.raftarium.view.Ask;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import tools.jackson.databind.JsonNode;

/** About how many bytes of memory things take. */
final class Weight {
  private Weight() {}

  /** What a happening takes that is not packed, beside what the one before it has. */
  static long of(Happening happening, ClusterView before) {
    return switch (happening) {
      case Happening.Read read -> of(read.view(), before);
      case Happening.Done _ -> 300;
      // What is told of it later shares the command.
      case Happening.Asked asked ->
          200
              + (asked.submission().latency().isZero()
                      && asked.submission().ask() instanceof Ask.Write(Command command)
                  ? of(command.body())
                  : 0);
      default -> 0;
    };
  }

  static long of(JsonNode json) {
    long weight = json.isString() ? 2L * json.asString().length() : 16;
    for (JsonNode part : json) {
      weight += of(part);
    }
    return weight;
  }

  /** What a view adds to the memory of the one before it: unchanged parts are shared. */
  private static long of(ClusterView view, ClusterView before) {
    long bytes = 500 + 4L * view.journal().size();
    for (NodeView node : view.nodes().values()) {
      NodeView old = before.nodes().get(node.id());
      if (old != null && old.version() == node.version()) {
        continue;
      }
      // A changed node has one step's JSON, its own lists and, where they changed, rows.
      bytes += 3_000;
      if (old == null
          || old.lastLogIndex() != node.lastLogIndex()
          || old.lastLogTerm() != node.lastLogTerm()) {
        bytes += 4L * node.log().size() + (old == null ? 400L * node.log().size() : 800);
      }
      if (old == null || old.lastApplied() != node.lastApplied()) {
        bytes += 64L * node.keyValues().size();
      }
    }
    return bytes;
  }
}
