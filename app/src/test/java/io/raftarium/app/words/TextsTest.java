package io.raftarium.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.promise.Promise;
import io.raftarium.record.Waterfall;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said in which language, and that nothing is missing in German. */
class TextsTest {
  private static final Pattern PART = Pattern.compile("\\{\\d}");

  @AfterEach
  void english() {
    Texts.speak("en");
  }

  @Test
  void everyTextOfTheCodeHasAGermanOne() throws Exception {
    SortedMap<String, String> said = SaidTexts.in(Path.of("src/main/java/io/raftarium/app"));
    assertThat(said).hasSizeGreaterThan(300);
    ResourceBundle german = Translations.read("de");
    List<String> missing =
        said.keySet().stream()
            .filter(text -> !german.containsKey(text))
            .map(text -> "# " + said.get(text) + "\nmsgid " + quoted(text) + "\nmsgstr \"\"\n")
            .toList();
    assertThat(missing).as("add to assets/texts/de.po:\n" + String.join("\n", missing)).isEmpty();
  }

  @Test
  void promisesAndThePartsOfAWriteAreSaidInGerman() {
    Set<String> german = Translations.read("de").keySet();
    assertThat(german).containsAll(Stream.of(Promise.values()).map(Promise::title).toList());
    assertThat(german).containsAll(Stream.of(Promise.values()).map(Promise::text).toList());
    assertThat(german)
        .containsAll(Stream.of(Waterfall.Part.values()).map(Waterfall.Part::words).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "lab.de"})
  void aTranslationHasTheSamePartsAndBeginsAndEndsAsItsTextDoes(String file) {
    ResourceBundle german = Translations.read(file);
    List<String> wrong =
        Collections.list(german.getKeys()).stream()
            .filter(text -> {
              String translated = german.getString(text);
              return !parts(text).equals(parts(translated))
                  || (text.startsWith(" ") && Character.isLetter(translated.charAt(0)))
                  || text.endsWith(" ") != translated.endsWith(" ")
                  || text.endsWith(".") != translated.endsWith(".");
            })
            .toList();
    assertThat(wrong).isEmpty();
  }

  @Test
  void partsStandWhereTheLanguageWantsThemAndNumbersAsTheyAre() {
    assertThat(Texts.of("Links take {0} ms", 1_234_567)).isEqualTo("Links take 1234567 ms");
    assertThat(Texts.of("the node's {0}")).isEqualTo("the node's {0}");
    Texts.speak("de");
    assertThat(Texts.of("Kill {0}", "S{1}")).isEqualTo("S{1} abschießen");
    assertThat(Texts.of("said nowhere, {0}", 1)).isEqualTo("said nowhere, 1");
    assertThat(Texts.phrase("Show {0}", Texts.phrase("Messages")))
        .isEqualTo(new Phrase("Show Messages", "Nachrichten zeigen"));
  }

  @Test
  void aLanguageThatThereIsNotIsEnglish() {
    Texts.speak("xx");
    assertThat(Texts.language()).isEqualTo("en");
    assertThat(Texts.of("Close")).isEqualTo("Close");
  }

  @Test
  void theLongLanguageIsFortyPerCentLongerAndKeepsItsParts() {
    Texts.speak(Texts.LONG);
    String text = Texts.of("Delivers {0} messages", 3);
    assertThat(text).isEqualTo("Delivers~~~ 3 messages~~~");
    assertThat(Texts.of(text)).isEqualTo(text);
  }

  @Test
  void aFileIsReadAsTranslatorsWriteIt() throws Exception {
    ResourceBundle read =
        read(
            """
            # said by nobody
            msgid ""
            msgstr "Language: de\\n"

            #: where it is said
            msgid "one \\"word\\"\\n"
            "and another"
            msgstr "ein "
            "Wort"

            msgid "not yet"
            msgstr ""
            """);
    assertThat(Collections.list(read.getKeys())).containsExactly("one \"word\"\nand another");
    assertThat(read.getString("one \"word\"\nand another")).isEqualTo("ein Wort");
    assertThat(read("msgid \"a\"\nmsgstr \"b\"\nmsgid \"a\"\nmsgstr \"c\"\n").getString("a"))
        .isEqualTo("b");
  }

  private static ResourceBundle read(String file) throws Exception {
    return Translations.of(file);
  }

  private static List<String> parts(String text) {
    return PART.matcher(text).results().map(MatchResult::group).sorted().toList();
  }

  /** As a file for translators has it. */
  static String quoted(String text) {
    return "\""
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + "\"";
  }
}
