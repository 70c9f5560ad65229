package io.raftarium.app.function;

import io.raftarium.app.parts.CodeView.Line;
import io.raftarium.app.parts.CodeView.Tone;
import java.util.ArrayList;
import java.util.List;

/** One rule with the functions that have it, whether it ran or not. */
record RuleSource(String rule, List<RaftFunction> functions) implements ShownSource {
  static RuleSource of(RaftFunctions all, String rule) {
    return new RuleSource(rule, all.having(rule));
  }

  @Override
  public List<Line> lines(RaftFunction function) {
    List<Line> lines = new ArrayList<>();
    for (int at = 0; at < function.lines().size(); at++) {
      RaftFunction.Block block = function.block(at);
      boolean own = block != null && block.rules().contains(rule);
      lines.add(new Line(function.lines().get(at), own ? Tone.BRIGHT : Tone.GREY, ""));
    }
    return lines;
  }

  @Override
  public int first(RaftFunction function) {
    RaftFunction.Block block = function.block(rule);
    return block == null ? 0 : block.first();
  }
}
