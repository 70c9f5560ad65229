package io.raftarium.app.lesson;

import io.raftarium.app.lesson.Formula.Unanswered;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A text with formulas in it, as <code>${name(leader)} leads</code>.
 *
 * @param source as it is written
 * @param pieces texts and formulas in turn, a text first
 */
public record Template(String source, List<Object> pieces) {
  /** In place of what cannot be answered. */
  static final String UNKNOWN = "⁇";

  /** The text of a moment; what cannot be answered is two question marks. */
  public String of(Map<String, ?> facts) {
    StringBuilder text = new StringBuilder();
    for (Object piece : pieces) {
      text.append(piece instanceof Formula formula ? value(formula, facts) : piece);
    }
    return text.toString();
  }

  private static String value(Formula formula, Map<String, ?> facts) {
    try {
      return value(formula.of(facts));
    } catch (Unanswered e) {
      return UNKNOWN;
    }
  }

  private static String value(Object answer) {
    return answer instanceof Collection<?> all
        ? String.join(", ", all.stream().map(Template::value).toList())
        : String.valueOf(answer);
  }
}
