package io.raftarium.app.words;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a laboratory says of itself, of requests and of failures, in the language spoken. */
public final class LabText {
  /** Some are said in every frame. */
  private static final int KEPT = 100;

  private static volatile Spoken spoken = new Spoken(LabSayings.NONE);

  private record Spoken(LabSayings sayings, Map<String, String> said) {
    Spoken(LabSayings sayings) {
      this(sayings, new ConcurrentHashMap<>());
    }

    String of(String sentence) {
      if (said.size() > KEPT) {
        said.clear();
      }
      return said.computeIfAbsent(sentence, each -> NodeNames.in(sayings.said(each)));
    }
  }

  private LabText() {}

  /** Said with nodes as the window names them; what is not known is told as it is. */
  public static String of(String sentence) {
    String language = Texts.language();
    if (language.equals(Texts.LONG)) {
      return Texts.of(NodeNames.in(sentence));
    }
    if (language.equals(Texts.LANGUAGES.getFirst())) {
      return NodeNames.in(sentence);
    }
    Spoken known = spoken;
    if (!known.sayings.language().equals(language)) {
      known = new Spoken(LabSayings.read(language));
      spoken = known;
    }
    return known.of(sentence);
  }
}
