package io.raftarium.app.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.raftarium.app.lesson.LessonException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is wrong with a lesson's file is told with its line and column. */
class LessonReaderTest {
  private static final String GOOD =
      """
      lesson: mine
      title: Mine
      about: A lesson.
      steps:
        - id: first
          text: Look at ${name(leader)}.
          names: {boss: leader}
          until: boss > 0 && nodes[boss].term == 1
      """;

  private static List<Fault> faults(String text) {
    LessonException wrong =
        catchThrowableOfType(LessonException.class, () -> LessonReader.read("mine.yaml", text, ""));
    return wrong == null ? List.of() : wrong.faults();
  }

  @Test
  void aGoodOneIsRead() throws Exception {
    Lesson lesson = LessonReader.read("mine.yaml", GOOD, "");
    assertThat(lesson.steps()).hasSize(1);
    assertThat(lesson.steps().getFirst().names()).containsOnlyKeys("boss");
  }

  @Test
  void eachFaultHasItsPlace() {
    assertThat(faults("steps: ["))
        .singleElement()
        .satisfies(f -> assertThat(f.line()).isEqualTo(1));
    assertThat(faults(GOOD.replace("    until:", "    untill:")))
        .singleElement()
        .satisfies(f -> {
          assertThat(f.line()).isEqualTo(8);
          assertThat(f.what()).contains("untill");
        });
    assertThat(faults(GOOD.replace("boss > 0", "bos > 0")))
        .singleElement()
        .satisfies(f -> {
          assertThat(f.line()).isEqualTo(8);
          assertThat(f.column()).isEqualTo(12);
          assertThat(f.what()).contains("bos");
        });
    assertThat(faults(GOOD.replace("name(leader)", "name(leader")))
        .singleElement()
        .satisfies(f -> assertThat(f.line()).isEqualTo(6));
    assertThat(faults(GOOD.replace("title: Mine\n", "") + "    do: [{kil: leader}]\n"))
        .extracting(Fault::line)
        .contains(1, 8);
  }

  @Test
  void itSaysWhatTheFileBesideItHasForIt() throws Exception {
    String german =
        """
        msgid "Mine"
        msgstr "Meine"
        msgid "Look at ${name(leader)}."
        msgstr "${name(leader)}: sieh hin."
        """;
    Lesson lesson = LessonReader.read("mine.yaml", GOOD, german);
    assertThat(lesson.title()).isEqualTo("Meine");
    assertThat(lesson.about()).isEqualTo("A lesson.");
    assertThat(lesson.steps().getFirst().text().source()).isEqualTo("${name(leader)}: sieh hin.");
    LessonException wrong =
        catchThrowableOfType(
            LessonException.class,
            () -> LessonReader.read("mine.yaml", GOOD, german.replace("${name(leader)}: ", "")));
    assertThat(wrong.faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.line()).isEqualTo(6);
          assertThat(fault.what()).contains("translation", "sieh hin");
        });
  }

  /** The window can only show what the course lists, and lists nothing that is not there. */
  @Test
  void theCourseHasEveryLesson() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "assets", "lessons"))) {
      assertThat(Course.read().all())
          .extracting(Lesson::id)
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(file -> file.endsWith(".yaml"))
                  .map(file -> file.replace(".yaml", ""))
                  .filter(id -> !id.equals("tour"))
                  .toList());
    }
  }

  /** The page that ties all lessons together leads from each rule to where it was seen. */
  @Test
  void everyRuleOfFigure2IsSeenInALesson() throws IOException {
    Set<String> seen =
        Course.read().lessons().stream()
            .flatMap(lesson -> lesson.rules().stream())
            .collect(Collectors.toSet());
    String rules =
        Files.readString(
            Path.of("..", "sql", "src", "main", "resources", "db", "migration", "R__05_rule.sql"));
    Matcher rule = Pattern.compile("\\('([A-Za-z0-9.]+)', '.*'Figure 2, ").matcher(rules);
    Set<String> all = new TreeSet<>();
    while (rule.find()) {
      if (!rule.group(1).startsWith("Late.")) {
        all.add(rule.group(1));
      }
    }
    assertThat(all).hasSizeGreaterThan(20);
    assertThat(seen).containsAll(all);
  }
}
