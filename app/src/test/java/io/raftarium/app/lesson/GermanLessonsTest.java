package io.raftarium.app.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.lesson.Lesson.Choice;
import io.raftarium.app.lesson.Lesson.Otherwise;
import io.raftarium.app.lesson.Lesson.Question;
import io.raftarium.app.lesson.Lesson.Step;
import io.raftarium.app.words.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every lesson is told in German too, in the words that the German window has. */
class GermanLessonsTest {
  private static final Path ASSETS = Path.of("..", "assets");
  private static final Pattern NAMED = Pattern.compile("\\*\\*?([^*]+)\\*\\*?");
  private static final Pattern ITEM = Pattern.compile("(?m)^- |\n\n|\\*\\*");
  private static final Pattern ENTRY = Pattern.compile("(?m)^msgid ");

  private static List<Path> lessons() throws Exception {
    try (Stream<Path> files = Files.list(ASSETS.resolve("lessons"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void isToldInGerman(Path file) throws Exception {
    String name = file.getFileName().toString();
    Set<String> texts = texts(LessonReader.read(name, Files.readString(file), ""));
    String po = Files.readString(file.resolveSibling(name.replace(".yaml", ".de.po")));
    UnaryOperator<String> german = Texts.from(po);
    UnaryOperator<String> window =
        Texts.from(Files.readString(ASSETS.resolve("texts").resolve("de.po")));
    List<String> wrong = new ArrayList<>();
    for (String text : texts) {
      String said = german.apply(text);
      if (said.equals(text)) {
        wrong.add("is not translated: " + text);
      }
      if (!LessonReader.formulasIn(said).equals(LessonReader.formulasIn(text))
          || ITEM.matcher(said).results().count() != ITEM.matcher(text).results().count()) {
        wrong.add("has other formulas, paragraphs, items or bold words: " + said);
      }
      named(text)
          .map(words -> asTheWindowHasIt(words, window))
          .filter(words -> words != null && !plain(said).contains(plain(words)))
          .forEach(words -> wrong.add("does not say “" + words + "” as the window does: " + said));
    }
    assertThat(wrong).isEmpty();
    assertThat(ENTRY.matcher(po).results().count())
        .as("its texts, and the head of the file")
        .isEqualTo(texts.size() + 1L);
  }

  private static Stream<String> named(String text) {
    return NAMED.matcher(text).results().map((MatchResult found) -> found.group(1));
  }

  /** What the window calls something; null where it has no such thing. */
  private static @Nullable String asTheWindowHasIt(String english, UnaryOperator<String> window) {
    return Stream.of(english, english + "…")
        .filter(text -> !window.apply(text).equals(text))
        .map(text -> window.apply(text).replace("…", "").strip())
        .findFirst()
        .orElse(null);
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  private static Set<String> texts(Lesson lesson) {
    Set<String> texts = new LinkedHashSet<>(List.of(lesson.title(), lesson.about()));
    for (Step step : lesson.steps()) {
      texts.add(step.title());
      add(texts, step.text());
      Question asked = step.question();
      if (asked != null) {
        add(texts, asked.ask());
        for (Choice choice : asked.choices()) {
          add(texts, choice.text());
          add(texts, choice.why());
        }
      }
      for (Otherwise otherwise : step.otherwise()) {
        add(texts, otherwise.say());
      }
      add(texts, step.done());
    }
    texts.remove("");
    return texts;
  }

  private static void add(Set<String> texts, @Nullable Template template) {
    if (template != null) {
      texts.add(template.source());
    }
  }
}
