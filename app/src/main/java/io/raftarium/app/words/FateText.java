package io.raftarium.app.words;

import io.raftarium.view.WireMessage.Fate;

/** What became of a message, in a word or two. */
public final class FateText {
  private FateText() {}

  /** For a person. */
  public static String of(Fate fate) {
    return switch (fate) {
      case FLYING -> Texts.of("under way");
      case HELD -> Texts.of("held");
      case DELIVERED -> Texts.of("delivered");
      case LOST -> Texts.of("lost");
      case REFUSED -> Texts.of("found nobody");
    };
  }

  /** As one writes it in a filter. */
  public static String word(Fate fate) {
    return switch (fate) {
      case FLYING -> "flying";
      case HELD -> "held";
      case DELIVERED -> "delivered";
      case LOST -> "lost";
      case REFUSED -> "refused";
    };
  }
}
