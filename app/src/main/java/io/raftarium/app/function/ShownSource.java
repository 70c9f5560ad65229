package io.raftarium.app.function;

import io.raftarium.app.parts.CodeView.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions to show, with what is bright in them. */
sealed interface ShownSource permits StepSource, RuleSource {
  /** The functions; the one to show first is the first. */
  List<RaftFunction> functions();

  /** One of them, line by line. */
  List<Line> lines(RaftFunction function);

  /** The first line of one of them to look at. */
  int first(RaftFunction function);

  /** The one of them in which a rule stands; null where it is in none. */
  default @Nullable RaftFunction having(String rule) {
    return functions().stream().filter(each -> each.block(rule) != null).findFirst().orElse(null);
  }
}
