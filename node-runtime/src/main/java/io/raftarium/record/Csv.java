package io.raftarium.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comma-separated values (RFC 4180). */
public final class Csv {
  static final String END = "\r\n";

  private Csv() {}

  /** A header and rows; null is an empty field. */
  public static String text(List<String> header, List<List<@Nullable String>> rows) {
    StringBuilder csv = new StringBuilder();
    line(csv, header);
    rows.forEach(row -> line(csv, row));
    return csv.toString();
  }

  private static void line(StringBuilder csv, List<? extends @Nullable String> fields) {
    boolean first = true;
    for (String field : fields) {
      csv.append(first ? "" : ",").append(field == null ? "" : field(field));
      first = false;
    }
    csv.append(END);
  }

  /** One field, in quotes where it needs them. */
  static String field(String value) {
    boolean quote = value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return quote ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
