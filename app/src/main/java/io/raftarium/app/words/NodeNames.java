package io.raftarium.app.words;

import java.util.Collection;
import java.util.Iterator;

/** Names of nodes as the window writes them. */
public final class NodeNames {
  private NodeNames() {}

  /** One node, for example {@code S3}. */
  public static String of(int node) {
    return "S" + node;
  }

  /** Some nodes as part of a sentence, for example {@code S1, S2 and S3}; "nobody" for none. */
  public static String list(Collection<Integer> nodes) {
    if (nodes.isEmpty()) {
      return "nobody";
    }
    StringBuilder text = new StringBuilder();
    Iterator<Integer> each = nodes.iterator();
    while (each.hasNext()) {
      String name = of(each.next());
      if (!text.isEmpty()) {
        text.append(each.hasNext() ? ", " : " and ");
      }
      text.append(name);
    }
    return text.toString();
  }
}
