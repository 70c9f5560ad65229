package io.raftarium.app.words;

/** What a laboratory says of itself, of requests and of failures, in the language spoken. */
public final class LabText {
  private static volatile LabSayings sayings = LabSayings.NONE;

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
    LabSayings known = sayings;
    if (!known.language().equals(language)) {
      known = LabSayings.read(language);
      sayings = known;
    }
    return NodeNames.in(known.said(sentence));
  }
}
