package io.raftarium.app.about;

import io.raftarium.app.words.Assets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All parts: those of the list that the build makes of its dependencies, and a few others. Without
 * a build, as in a development environment, there are those alone.
 */
final class Parts {
  private static final String LIST = "/assets/parts.tsv";
  private static final String FONT_LICENCE = "SIL Open Font License 1.1";

  /** What no repository of Java has. */
  private static final List<Part> OTHERS =
      List.of(
          new Part(
              "PostgreSQL",
              "the server that keeps the nodes' tables",
              "18",
              "PostgreSQL License",
              "https://www.postgresql.org/about/licence"),
          new Part("Inter", "assets/fonts", "4.001", FONT_LICENCE, "https://rsms.me/inter"),
          new Part(
              "JetBrains Mono",
              "assets/fonts",
              "2.211",
              FONT_LICENCE,
              "https://www.jetbrains.com/lp/mono"));

  private Parts() {}

  /** By name. */
  static List<Part> all() {
    List<Part> all = new ArrayList<>(OTHERS);
    Assets.find(LIST).map(Parts::read).ifPresent(all::addAll);
    all.sort(Comparator.comparing(Part::name, String.CASE_INSENSITIVE_ORDER));
    return all;
  }

  /** A line a part, its fields parted by tabs. */
  static List<Part> read(String list) {
    List<Part> parts = new ArrayList<>();
    for (String line : list.lines().filter(each -> !each.isBlank()).toList()) {
      String[] fields = line.split("\t", -1);
      if (fields.length < 4) {
        throw new IllegalStateException(
            "the list of parts has a line that says too little: " + line);
      }
      parts.add(
          new Part(
              fields[0].strip(),
              fields[1].strip(),
              fields[2].strip(),
              fields[3].strip(),
              fields.length > 4 ? fields[4].strip() : ""));
    }
    return parts;
  }
}
