package io.raftarium.app.words;

import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one language, from a file as gettext and every translator's tool write it: a
 * properties file would have to write a blank in a sentence with a backslash.
 */
final class Translations extends ResourceBundle {
  private final Map<String, String> texts;

  private Translations(Map<String, String> texts) {
    this.texts = texts;
  }

  /** Those of a language. */
  static Translations read(String language) {
    return of(Assets.text("/assets/texts/" + language + ".po"));
  }

  /** From the text of such a file. */
  static Translations of(String file) {
    Map<String, String> texts = new LinkedHashMap<>();
    StringBuilder id = new StringBuilder();
    StringBuilder text = new StringBuilder();
    StringBuilder at = id;
    for (String line : file.lines().toList()) {
      if (line.startsWith("msgid ")) {
        keep(texts, id, text);
        at = id;
      } else if (line.startsWith("msgstr ")) {
        at = text;
      }
      int quote = line.indexOf('"');
      if (quote >= 0 && !line.startsWith("#")) {
        at.append(unescaped(line.substring(quote + 1, line.lastIndexOf('"'))));
      }
    }
    keep(texts, id, text);
    return new Translations(texts);
  }

  /**
   * The entry without an id is about the file; one without a text is still to be translated. Of two
   * of one id the first counts: files that were put together may have both.
   */
  private static void keep(Map<String, String> texts, StringBuilder id, StringBuilder text) {
    if (!id.isEmpty() && !text.isEmpty()) {
      texts.putIfAbsent(id.toString(), text.toString());
    }
    id.setLength(0);
    text.setLength(0);
  }

  private static String unescaped(String quoted) {
    return quoted.indexOf('\\') < 0 ? quoted : quoted.translateEscapes();
  }

  @Override
  protected @Nullable Object handleGetObject(String key) {
    return texts.get(key);
  }

  @Override
  public Enumeration<String> getKeys() {
    return Collections.enumeration(texts.keySet());
  }
}
