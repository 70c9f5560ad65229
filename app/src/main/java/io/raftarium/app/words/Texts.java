package io.raftarium.app.words;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the program says, in the language of the person at it. The English sentence stands in the
 * code and is the key; the other languages are resource bundles in {@code assets/texts}. What a
 * bundle lacks is said in English.
 *
 * <p>A sentence is one text with its parts numbered, never pieces put together: other languages
 * order them otherwise. One and many are two texts; both languages part them at one. Numbers stand
 * as {@link String#valueOf} writes them, in every language.
 */
public final class Texts {
  /** The languages that there are; the first one is what the code says. */
  public static final List<String> LANGUAGES = List.of("en", "de");

  /** English with longer words, to see whether all has room. */
  static final String LONG = "qps";

  /** A part of a text. */
  static final Pattern PART = Pattern.compile("\\{\\d}");

  private static volatile Spoken spoken = Spoken.of(asked(LANGUAGES.getFirst()));

  private record Spoken(String language, @Nullable ResourceBundle bundle) {
    static Spoken of(String wished) {
      String language =
          LANGUAGES.contains(wished) || wished.equals(LONG) ? wished : LANGUAGES.getFirst();
      return new Spoken(
          language,
          language.equals(LANGUAGES.getFirst()) || language.equals(LONG)
              ? null
              : Translations.read(language));
    }

    String text(String english) {
      if (language.equals(LONG)) {
        return longer(english);
      }
      return bundle != null && bundle.containsKey(english) ? bundle.getString(english) : english;
    }
  }

  private Texts() {}

  /**
   * Says something.
   *
   * @param english the sentence, with <code>{0}</code>, <code>{1}</code>… where the parts go
   * @param parts in the order of their numbers
   */
  public static String of(String english, @Nullable Object... parts) {
    return filled(spoken.text(english), parts);
  }

  /**
   * Both what is said and what the code has for it: for what can be looked up in either language. A
   * part may be a phrase too.
   */
  public static Phrase phrase(String english, @Nullable Object... parts) {
    @Nullable Object[] inEnglish = parts.clone();
    @Nullable Object[] said = parts.clone();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] instanceof Phrase part) {
        inEnglish[i] = part.english();
        said[i] = part.text();
      }
    }
    return new Phrase(filled(english, inEnglish), of(english, said));
  }

  /**
   * The texts of a file of their own, as those in {@code assets/texts}; what it lacks is said as it
   * stands.
   */
  public static UnaryOperator<String> from(String file) {
    Translations own = Translations.of(file);
    return text -> own.containsKey(text) ? own.getString(text) : text;
  }

  /**
   * Whether something says a text in the language that is spoken.
   *
   * @param english with any parts where it has {@code {0}}, {@code {1}}…
   */
  public static boolean isSaidIn(String words, String english) {
    return pattern(spoken.text(english), _ -> ".*").matcher(words).find();
  }

  /**
   * Finds a text whatever its parts are.
   *
   * @param part what a part may be, as a regular expression, after the text before it
   */
  static Pattern pattern(String text, UnaryOperator<String> part) {
    List<String> between = List.of(PART.split(text, -1));
    StringBuilder found = new StringBuilder(Pattern.quote(between.getFirst()));
    for (int i = 1; i < between.size(); i++) {
      found.append(part.apply(between.get(i - 1))).append(Pattern.quote(between.get(i)));
    }
    return Pattern.compile(found.toString());
  }

  /** Names a text that is said elsewhere, where its constant is read. */
  public static String mark(String english) {
    return english;
  }

  /** From now on this language is spoken; English for one that there is not. */
  public static void speak(String language) {
    spoken = Spoken.of(language);
  }

  /** What is spoken, as a language tag. */
  public static String language() {
    return spoken.language();
  }

  /** The same, for dates. */
  static Locale locale() {
    return Locale.forLanguageTag(spoken.language());
  }

  /**
   * The language that was asked for when the program was started, by {@code raftarium.language}.
   *
   * @param otherwise the one where none was
   */
  public static String asked(String otherwise) {
    String wish = System.getProperty("raftarium.language", "").strip();
    return wish.isEmpty() ? otherwise : wish;
  }

  /** A text with its parts. */
  static String filled(String pattern, @Nullable Object[] parts) {
    if (parts.length == 0) {
      return pattern;
    }
    StringBuilder text = new StringBuilder(pattern.length() + 16 * parts.length);
    int at = 0;
    while (at < pattern.length()) {
      int part = part(pattern, at);
      if (part >= 0 && part < parts.length) {
        text.append(parts[part]);
        at += 3;
      } else {
        text.append(pattern.charAt(at));
        at++;
      }
    }
    return text.toString();
  }

  /** The number of the part that stands there; -1 for none. */
  private static int part(String pattern, int at) {
    return pattern.charAt(at) == '{' && at + 2 < pattern.length() && pattern.charAt(at + 2) == '}'
        ? Character.digit(pattern.charAt(at + 1), 10)
        : -1;
  }

  /** Every word gets nearly half as long again, once. */
  private static String longer(String english) {
    if (english.indexOf('~') >= 0) {
      return english;
    }
    StringBuilder text = new StringBuilder();
    int letters = 0;
    for (int i = 0; i <= english.length(); i++) {
      boolean letter = i < english.length() && Character.isLetter(english.charAt(i));
      if (!letter) {
        text.append("~".repeat((letters * 4 + 5) / 10));
      }
      letters = letter ? letters + 1 : 0;
      if (i < english.length()) {
        text.append(english.charAt(i));
      }
    }
    return text.toString();
  }
}
