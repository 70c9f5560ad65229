package io.raftarium.app.function;

import io.raftarium.app.parts.CodeView.Line;
import io.raftarium.app.parts.CodeView.Tone;
import io.raftarium.app.words.StepDetails;
import io.raftarium.view.NodeState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step with the functions that it ran.
 *
 * @param functions the event's handler first
 */
record StepSource(StepDetails details, List<RaftFunction> functions, LineValues values)
    implements ShownSource {
  /**
   * Of a step.
   *
   * @param row the node's row after it; null where it is not known
   */
  static StepSource of(RaftFunctions all, StepDetails details, @Nullable NodeState row) {
    return new StepSource(
        details,
        all.ran(details.step().event().type(), details.rules()),
        new LineValues(details, row));
  }

  /**
   * As it ran: blocks of rules that ran are bright, and so are calls of functions with such blocks;
   * blocks of other rules are grey.
   */
  @Override
  public List<Line> lines(RaftFunction function) {
    List<Line> lines = new ArrayList<>();
    for (int at = 0; at < function.lines().size(); at++) {
      Tone tone = tone(function, at);
      String text = function.lines().get(at);
      lines.add(new Line(text, tone, tone == Tone.GREY ? "" : values.note(text)));
    }
    return lines;
  }

  private Tone tone(RaftFunction function, int line) {
    RaftFunction.Block block = function.block(line);
    if (block != null) {
      return block.hasAny(details.rules()) ? Tone.BRIGHT : Tone.GREY;
    }
    List<String> called = function.calls(line);
    return functions.stream().anyMatch(each -> called.contains(each.name()))
        ? Tone.BRIGHT
        : Tone.PLAIN;
  }

  @Override
  public int first(RaftFunction function) {
    int line = 0;
    while (line < function.lines().size() && tone(function, line) != Tone.BRIGHT) {
      line++;
    }
    return line < function.lines().size() ? line : 0;
  }
}
