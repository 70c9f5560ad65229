package io.raftarium.app.action;

import io.raftarium.app.words.KeyText;
import io.raftarium.app.words.Phrase;
import io.raftarium.app.words.Texts;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;

/**
 * One action.
 *
 * @param id unique, for example {@code node.kill}
 * @param english the text as the code has it, by which it can be found in every language
 * @param text what menus show, for example {@code Kill}
 * @param detail one sentence for tooltips and the palette
 * @param icon where it has one
 * @param binding its key, which a person may change
 * @param obstacle why it cannot be done now, in words for a person; empty where it can. Asked on
 *     the FX thread, must be quick
 * @param consequence what would follow from it now, in a few words; empty where that is not known.
 *     Asked on the FX thread when it is looked at
 * @param run does it; called on the FX thread, must not block
 */
public record Action(
    String id,
    String english,
    String text,
    String detail,
    @Nullable Ikon icon,
    Binding binding,
    Supplier<Optional<String>> obstacle,
    Supplier<Optional<String>> consequence,
    Runnable run) {
  /** One of which nobody says what follows from it. */
  public Action(
      String id,
      String english,
      String text,
      String detail,
      @Nullable Ikon icon,
      Binding binding,
      Supplier<Optional<String>> obstacle,
      Runnable run) {
    this(id, english, text, detail, icon, binding, obstacle, Optional::empty, run);
  }

  /** The key that it has now, where it has one. */
  public @Nullable KeyCombination shortcut() {
    return binding.key().get();
  }

  /** The same in parentheses, to stand behind what it does; empty where it has none. */
  public String keys() {
    KeyCombination key = shortcut();
    return key == null ? "" : " (" + KeyText.of(key) + ")";
  }

  /** The same, doing something else: what asks first. */
  public Action doing(Runnable other) {
    return new Action(id, english, text, detail, icon, binding, obstacle, consequence, other);
  }

  /** Whether it can be done now. */
  public BooleanSupplier enabled() {
    return () -> obstacle.get().isEmpty();
  }

  /**
   * Begins one that can always be done, without icon and key until it gets them.
   *
   * @param text in English, and said in the language that is spoken; so is the detail
   */
  public static Draft named(String id, String text, String detail) {
    return named(id, Texts.phrase(text), detail);
  }

  /** Begins one whose name has parts. */
  public static Draft named(String id, Phrase text, String detail) {
    return new Draft(id, text, Texts.of(detail), null, null, Optional::empty, Optional::empty);
  }

  /** An action that does nothing yet. */
  public record Draft(
      String id,
      Phrase text,
      String detail,
      @Nullable Ikon icon,
      @Nullable KeyCombination shortcut,
      Supplier<Optional<String>> obstacle,
      Supplier<Optional<String>> consequence) {
    /** The same with an icon. */
    public Draft icon(Ikon newIcon) {
      return new Draft(id, text, detail, newIcon, shortcut, obstacle, consequence);
    }

    /** The same with a key. */
    public Draft key(KeyCombination newShortcut) {
      return new Draft(id, text, detail, icon, newShortcut, obstacle, consequence);
    }

    /** The same with one more obstacle; the first that is there is told. */
    public Draft unless(Supplier<Optional<String>> other) {
      return new Draft(
          id,
          text,
          detail,
          icon,
          shortcut,
          () -> obstacle.get().or(() -> other.get()),
          consequence);
    }

    /** The same, naming what follows from it. */
    public Draft naming(Supplier<Optional<String>> newConsequence) {
      return new Draft(id, text, detail, icon, shortcut, obstacle, newConsequence);
    }

    /** The same with one more obstacle of always the same words. */
    public Draft unless(BooleanSupplier holds, String why) {
      return unless(() -> holds.getAsBoolean() ? Optional.of(Texts.of(why)) : Optional.empty());
    }

    /** What it does makes it whole. */
    public Action does(Runnable run) {
      return new Action(
          id,
          text.english(),
          text.text(),
          detail,
          icon,
          new Binding(shortcut),
          obstacle,
          consequence,
          run);
    }
  }
}
