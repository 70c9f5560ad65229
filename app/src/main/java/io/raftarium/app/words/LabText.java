package io.raftarium.app.words;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a laboratory says of itself and of requests, in the language that is spoken. */
public final class LabText {
  private static final List<Known> KNOWN =
      List.of(
          known(Texts.mark("in process")),
          known(Texts.mark("1 process")),
          known(Texts.mark("{0} processes")),
          known(Texts.mark("Node {0} is not the leader; by its row, node {1} is.")),
          known(Texts.mark("Node {0} is not the leader.")),
          known(Texts.mark("Node {0} is down; nothing was done.")),
          known(Texts.mark("There was no leader within {0} s, so it was sent to no node.")),
          known(Texts.mark("another entry was committed at index {0}, of term {1}")));

  private record Known(String text, Pattern said) {}

  private LabText() {}

  private static Known known(String text) {
    return new Known(
        text, Pattern.compile("\\Q" + text.replaceAll("\\{\\d}", "\\\\E(\\\\d+)\\\\Q") + "\\E"));
  }

  /** Said with nodes as the window names them; what is not known is told as it is. */
  public static String of(String problem) {
    for (Known known : KNOWN) {
      Matcher said = known.said.matcher(problem);
      if (said.matches()) {
        Object[] parts = new Object[said.groupCount()];
        for (int i = 0; i < parts.length; i++) {
          parts[i] = String.valueOf(said.group(i + 1));
        }
        return NodeNames.in(Texts.of(known.text, parts));
      }
    }
    return NodeNames.in(problem);
  }
}
