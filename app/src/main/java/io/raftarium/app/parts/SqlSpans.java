package io.raftarium.app.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the words of SQL and PL/pgSQL are, for their colours: no parser, only a reader of words. */
public final class SqlSpans {
  /** Keywords of SQL and PL/pgSQL as far as they are used to ask and to tell of a step. */
  public static final Set<String> KEYWORDS =
      Set.of(
          """
          all and any array as asc begin between by case cast coalesce conflict continue create cross declare
          default delete desc distinct do else elsif end except exception execute exists exit explain extract false
          filter first following for from full function group having if ilike in inner inout insert into intersect
          is join language last lateral left like limit loop materialized not null nulls of offset on or order
          ordinality out outer over partition perform plpgsql preceding raise recursive replace return returning
          returns right row rows select set show some sql strict table then true union unbounded update using
          values when where while window with within\
          """
              .split("\\s+"));

  private static final Pattern WORD =
      Pattern.compile(
          "(?<comment>--[^\\n]*|/\\*(?s:.*?)(?:\\*/|\\z))"
              + "|(?<text>'(?:[^']|'')*(?:'|\\z))"
              + "|(?<own>\\braft(?:_check)?\\.\\w+)"
              + "|(?<number>\\b\\d+(?:\\.\\d+)?\\b)"
              + "|(?<word>[A-Za-z_]\\w*)");

  private SqlSpans() {}

  /** What a run of characters is. */
  public enum Kind {
    COMMENT,
    TEXT,
    /** A table or a function of the schema. */
    OWN,
    NUMBER,
    KEYWORD;

    /** The style class of such characters. */
    public String style() {
      return "code-" + name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A run of characters; what is between two is nothing of note.
   *
   * @param end behind its last character
   */
  public record Span(int start, int end, Kind kind) {}

  /** Reads a text. */
  public static List<Span> of(String sql) {
    List<Span> spans = new ArrayList<>();
    Matcher word = WORD.matcher(sql);
    while (word.find()) {
      Kind kind = null;
      if (word.group("comment") != null) {
        kind = Kind.COMMENT;
      } else if (word.group("text") != null) {
        kind = Kind.TEXT;
      } else if (word.group("own") != null) {
        kind = Kind.OWN;
      } else if (word.group("number") != null) {
        kind = Kind.NUMBER;
      } else if (KEYWORDS.contains(word.group().toLowerCase(Locale.ROOT))) {
        kind = Kind.KEYWORD;
      }
      if (kind != null) {
        spans.add(new Span(word.start(), word.end(), kind));
      }
    }
    return spans;
  }
}
