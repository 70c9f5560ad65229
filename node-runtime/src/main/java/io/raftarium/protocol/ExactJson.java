package io.raftarium.protocol;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as the database has it: numbers keep every digit on their way through this program, and what
 * the database could not hold as it stands is named before it is sent.
 */
public final class ExactJson {
  /** Reads and writes numbers exactly, trailing zeros too, as {@code jsonb} does. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** Digits before or behind the point; {@code jsonb} takes more, but spells them all out. */
  private static final int MOST_DIGITS = 1_000;

  private ExactJson() {}

  /** What the database could not hold of a value, in a sentence; empty if it can hold all of it. */
  public static Optional<String> fault(JsonNode value) {
    if (value.isString()) {
      return fault(value.asString(""));
    }
    if (value.isNumber()) {
      return fault(value.decimalValue());
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      Optional<String> fault = fault(field.getKey()).or(() -> fault(field.getValue()));
      if (fault.isPresent()) {
        return fault;
      }
    }
    for (JsonNode element : value.isArray() ? value : MAPPER.createArrayNode()) {
      Optional<String> fault = fault(element);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> fault(String text) {
    // A surrogate that is still there among code points has no other half.
    int bad =
        text.codePoints()
            .filter(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))
            .findFirst()
            .orElse(-1);
    return switch (bad) {
      case -1 -> Optional.empty();
      case 0 -> Optional.of("A text has the character U+0000, which PostgreSQL cannot hold.");
      default ->
          Optional.of(
              "A text has half a character (a lone surrogate, U+"
                  + Integer.toHexString(bad).toUpperCase(Locale.ROOT)
                  + "), which cannot be stored.");
    };
  }

  private static Optional<String> fault(BigDecimal number) {
    long before = (long) number.precision() - number.scale();
    return before > MOST_DIGITS || number.scale() > MOST_DIGITS
        ? Optional.of(
            "A number has more than " + MOST_DIGITS + " digits before or behind the point.")
        : Optional.empty();
  }
}
