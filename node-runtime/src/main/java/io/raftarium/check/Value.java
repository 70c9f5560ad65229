package io.raftarium.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The value of a key in a form in which equal means the same to PostgreSQL's {@code jsonb}: the
 * order of members and the spelling of numbers do not matter.
 */
public sealed interface Value {
  /** No value: JSON's null, and a key that is not there. */
  Value ABSENT = new Absent();

  /** The value that a piece of JSON stands for. */
  static Value of(JsonNode json) {
    if (json.isNull() || json.isMissingNode()) {
      return ABSENT;
    }
    return json.isString() ? new Text(json.stringValue()) : new Other(Canonical.text(json));
  }

  /** As JSON text. */
  String json();

  /** No value. */
  record Absent() implements Value {
    @Override
    public String json() {
      return "null";
    }
  }

  /**
   * A text, the only kind of value that can be appended to.
   *
   * @param text its characters
   */
  record Text(String text) implements Value {
    @Override
    public String json() {
      return Canonical.quote(text);
    }
  }

  /**
   * A number, boolean, list or object.
   *
   * @param json its canonical JSON text
   */
  record Other(String json) implements Value {}

  /** Writes JSON so that equal values have equal texts. */
  final class Canonical {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Canonical() {}

    static String quote(String text) {
      return MAPPER.writeValueAsString(text);
    }

    static String text(JsonNode json) {
      StringBuilder out = new StringBuilder();
      write(json, out);
      return out.toString();
    }

    private static void write(JsonNode json, StringBuilder out) {
      if (json.isObject()) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        json.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
        String separator = "{";
        for (Map.Entry<String, JsonNode> member : sorted.entrySet()) {
          out.append(separator).append(quote(member.getKey())).append(':');
          write(member.getValue(), out);
          separator = ",";
        }
        out.append(sorted.isEmpty() ? "{}" : "}");
      } else if (json.isArray()) {
        String separator = "[";
        for (JsonNode element : json) {
          out.append(separator);
          write(element, out);
          separator = ",";
        }
        out.append(json.isEmpty() ? "[]" : "]");
      } else if (json.isNumber()) {
        out.append(number(json.decimalValue()));
      } else {
        out.append(json.isString() ? quote(json.stringValue()) : json.toString());
      }
    }

    private static String number(BigDecimal number) {
      BigDecimal plain = number.stripTrailingZeros();
      // Whole numbers as people write them; the limit keeps 1e999999999 short.
      if (plain.scale() <= 0 && plain.scale() > -20) {
        BigInteger whole = plain.toBigInteger();
        return whole.toString();
      }
      return plain.toString();
    }
  }
}
