package io.raftarium.app.messages;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whole numbers from one to another, both included. */
record NumberRange(long low, long high) {
  private static final Pattern FROM_TO = Pattern.compile("(\\d{1,16})(?:(?:-|\\.\\.)(\\d{1,16}))?");
  private static final Pattern COMPARED = Pattern.compile("([<>]=?)(\\d{1,16})");

  /** Of {@code 3}, {@code 3-5}, {@code >3}, {@code >=3}, {@code <3} or {@code <=3}. */
  static Optional<NumberRange> of(String text) {
    Matcher fromTo = FROM_TO.matcher(text);
    if (fromTo.matches()) {
      long low = Long.parseLong(fromTo.group(1));
      String to = fromTo.group(2);
      long high = to == null ? low : Long.parseLong(to);
      return Optional.of(new NumberRange(Math.min(low, high), Math.max(low, high)));
    }
    Matcher compared = COMPARED.matcher(text);
    if (!compared.matches()) {
      return Optional.empty();
    }
    long bound = Long.parseLong(compared.group(2));
    return Optional.of(
        switch (compared.group(1)) {
          case ">" -> new NumberRange(bound + 1, Long.MAX_VALUE);
          case ">=" -> new NumberRange(bound, Long.MAX_VALUE);
          case "<" -> new NumberRange(0, bound - 1);
          default -> new NumberRange(0, bound);
        });
  }

  boolean has(long number) {
    return number >= low && number <= high;
  }

  /** Whether one of these numbers lies from one to another. */
  boolean meets(long from, long to) {
    return from <= high && to >= low;
  }
}
