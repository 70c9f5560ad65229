package io.raftarium.app.tour;

import io.raftarium.app.lesson.Lesson.Step;
import io.raftarium.app.words.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@code tour.md} tells. */
final class TourReport {
  private final List<Line> lines = new ArrayList<>();

  /**
   * A step that reached its state.
   *
   * @param took until the state was there, in real time
   * @param outcome what it came to
   * @param told what the narration said meanwhile
   * @param pictures their file names
   */
  record Line(Step step, Duration took, String outcome, List<String> told, List<String> pictures) {}

  void add(Line line) {
    lines.add(line);
  }

  String text(String about) {
    StringBuilder text =
        new StringBuilder("# A tour of Raftarium\n\n").append(about).append("\n\n");
    text.append("| step | took | what came of it |\n|---|---|---|\n");
    int number = 1;
    for (Line line : lines) {
      text.append("| ")
          .append(number++)
          .append(' ')
          .append(line.step().text().source())
          .append(" | ")
          .append(DurationText.of(line.took()))
          .append(" | ")
          .append(line.outcome().replace("|", "\\|"))
          .append(" |\n");
    }
    number = 1;
    for (Line line : lines) {
      text.append("\n## ")
          .append(number++)
          .append(". ")
          .append(line.step().text().source())
          .append("\n\n");
      for (String sentence : line.told()) {
        text.append("- ").append(sentence).append('\n');
      }
      for (String picture : line.pictures()) {
        text.append("\n![")
            .append(line.step().text().source())
            .append("](")
            .append(picture)
            .append(")\n");
      }
    }
    return text.toString();
  }
}
