package io.raftarium.app.lesson;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A question to the facts of a moment, in CEL, as a lesson's file has it. It can look and nothing
 * else, and always ends.
 *
 * @param source as it is written
 * @param program compiled when it is asked first, where nobody has looked whether it can be
 */
public record Formula(String source, Supplier<CelRuntime.Program> program) {
  /** A formula that cannot be answered at a moment. */
  public static final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    Unanswered(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The answer: a truth, a number, a text, a list. */
  public Object of(Map<String, ?> facts) throws Unanswered {
    try {
      return program.get().eval(facts);
    } catch (CelEvaluationException e) {
      throw new Unanswered(source + ": " + e.getMessage(), e);
    }
  }

  /** Whether it is so; what cannot be answered yet is not so. */
  public boolean holds(Map<String, ?> facts) {
    try {
      return of(facts) instanceof Boolean truth && truth;
    } catch (Unanswered e) {
      return false;
    }
  }

  /** A node. */
  public int node(Map<String, ?> facts) throws Unanswered {
    List<Integer> nodes = nodes(facts);
    if (nodes.size() != 1) {
      throw new Unanswered(source + " names " + nodes.size() + " nodes, not one", null);
    }
    return nodes.getFirst();
  }

  /** Nodes, of one number or a list of them; 0 is nobody. */
  public List<Integer> nodes(Map<String, ?> facts) throws Unanswered {
    Object answer = of(facts);
    List<Integer> nodes = new ArrayList<>();
    Collection<?> all = answer instanceof Collection<?> list ? list : List.of(answer);
    for (Object each : all) {
      if (!(each instanceof Number number)) {
        throw new Unanswered(source + " names no node: " + each, null);
      }
      if (number.intValue() != 0) {
        nodes.add(number.intValue());
      }
    }
    return List.copyOf(nodes);
  }
}
