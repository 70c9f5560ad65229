package io.raftarium.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One scenario of a file under {@code scenarios}: a title, where the case comes from, and its
 * steps; see the README there.
 *
 * @param file the file, for messages
 * @param title what the scenario shows, with its example's values
 * @param source where the case is taken from
 * @param steps the lines to carry out
 */
record Scenario(Path file, String title, String source, List<Step> steps) {

  /**
   * One line.
   *
   * @param line its number in the file, from 1
   * @param text the line without its leading word
   */
  record Step(int line, String text) {}

  private static final Path FOLDER = Path.of("src/test/resources/scenarios");

  /** The files of scenarios, by name. */
  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  /** The scenarios of every file. */
  static List<Scenario> all() throws IOException {
    List<Scenario> scenarios = new ArrayList<>();
    for (Path file : files()) {
      scenarios.addAll(read(file));
    }
    return scenarios;
  }

  /** Reads a file; a scenario with a table of examples becomes one scenario a row. */
  static List<Scenario> read(Path file) throws IOException {
    List<Scenario> scenarios = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    List<List<String>> table = new ArrayList<>();
    String title = "";
    String source = "";
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.add("scenario end of file");
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("|")) {
        table.add(cells(line));
        continue;
      }
      String[] words = line.split("\\s+", 2);
      String rest = words.length > 1 ? words[1] : "";
      switch (words[0]) {
        case "scenario" -> {
          if (!title.isEmpty()) {
            scenarios.addAll(expand(file, title, source, steps, table));
          }
          title = rest;
          steps = new ArrayList<>();
          table = new ArrayList<>();
        }
        case "source" -> source = rest;
        case "given", "when", "then", "and" -> steps.add(new Step(i + 1, rest));
        default ->
            throw new IllegalArgumentException(
                file
                    + ":"
                    + (i + 1)
                    + ": a line begins with scenario, source, given, when, then, and, | or #");
      }
    }
    return scenarios;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.substring(1, line.lastIndexOf('|')).split("\\|", -1)) {
      cells.add(cell.strip());
    }
    return cells;
  }

  private static List<Scenario> expand(
      Path file, String title, String source, List<Step> steps, List<List<String>> table) {
    if (table.isEmpty()) {
      return List.of(new Scenario(file, title, source, steps));
    }
    List<Scenario> scenarios = new ArrayList<>();
    List<String> names = table.getFirst();
    for (List<String> row : table.subList(1, table.size())) {
      if (row.size() != names.size()) {
        throw new IllegalArgumentException(
            file + ": " + title + ": a row has too few or too many cells: " + row);
      }
      List<Step> filled =
          steps.stream().map(s -> new Step(s.line(), fill(s.text(), names, row))).toList();
      String what = title.contains("<") ? fill(title, names, row) : title + " " + row;
      scenarios.add(new Scenario(file, what, source, filled));
    }
    return scenarios;
  }

  private static String fill(String text, List<String> names, List<String> row) {
    String filled = text;
    for (int i = 0; i < names.size(); i++) {
      filled = filled.replace("<" + names.get(i) + ">", row.get(i));
    }
    return filled;
  }
}
