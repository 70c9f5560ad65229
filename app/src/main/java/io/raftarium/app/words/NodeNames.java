package io.raftarium.app.words;

import java.util.Collection;
import java.util.Iterator;
import java.util.regex.Pattern;

/** Names of nodes as the window writes them. */
public final class NodeNames {
  private static final Pattern NUMBERED = Pattern.compile("\\b[Nn]odes? (\\d+(?:, \\d+)*)");

  private NodeNames() {}

  /** One node, for example {@code S3}. */
  public static String of(int node) {
    return "S" + node;
  }

  /** A sentence of the laboratory with nodes as the window names them: "node 3" becomes S3. */
  public static String in(String sentence) {
    return NUMBERED
        .matcher(sentence)
        .replaceAll(match -> match.group(1).replaceAll("(\\d+)", "S$1"));
  }

  /** Some nodes as part of a sentence, for example {@code S1, S2 and S3}; "nobody" for none. */
  public static String list(Collection<Integer> nodes) {
    if (nodes.isEmpty()) {
      return Texts.of("nobody");
    }
    StringBuilder text = new StringBuilder();
    Iterator<Integer> each = nodes.iterator();
    while (each.hasNext()) {
      String name = of(each.next());
      if (!text.isEmpty()) {
        text.append(each.hasNext() ? ", " : " " + Texts.of("and") + " ");
      }
      text.append(name);
    }
    return text.toString();
  }
}
