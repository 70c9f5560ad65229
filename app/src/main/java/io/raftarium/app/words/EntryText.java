package io.raftarium.app.words;

import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.LogEntry;
import tools.jackson.databind.JsonNode;

/** Log entries and commands in short. */
public final class EntryText {
  private static final int LONGEST = 120;

  private EntryText() {}

  /** A label for a small cell: {@code ∅} for a no-op, {@code x=1}, {@code del x}, and so on. */
  public static String label(LogEntry entry) {
    return switch (entry.kind()) {
      case "noop" -> "∅";
      case "config" -> ConfigText.label(Configuration.of(entry.command()));
      default -> label(entry.command());
    };
  }

  /** A command in short. */
  public static String label(JsonNode command) {
    String key = plain(command.path("key"));
    String text =
        switch (command.path("op").asString("")) {
          case "put" -> key + "=" + plain(command.path("value"));
          case "delete" -> "del " + key;
          case "cas" ->
              key + ":" + plain(command.path("expect")) + "→" + plain(command.path("value"));
          case "append" -> key + "+=" + plain(command.path("value"));
          case "register" -> "register";
          default -> command.toString();
        };
    return oneLine(text);
  }

  /** A command as a person types it, for example {@code put x 8}. */
  public static String typed(JsonNode command) {
    String key = plain(command.path("key"));
    String value = command.path("value").toString();
    String text =
        switch (command.path("op").asString("")) {
          case "put" -> "put " + key + " " + value;
          case "get" -> "get " + key;
          case "delete" -> "delete " + key;
          case "cas" -> "cas " + key + " " + command.path("expect") + " " + value;
          case "append" -> "append " + key + " " + plain(command.path("value"));
          default -> command.toString();
        };
    return oneLine(text);
  }

  /** An entry in a sentence: what it is, without its index and term. */
  public static String sentence(LogEntry entry) {
    return switch (entry.kind()) {
      case "noop" -> "no-op";
      case "config" -> ConfigText.sentence(Configuration.of(entry.command()));
      default -> typed(entry.command());
    };
  }

  /** A value without the quotes of a text. */
  public static String plain(JsonNode value) {
    return value.isString() ? value.asString("") : value.toString();
  }

  private static String oneLine(String text) {
    return Shortened.of(text, LONGEST);
  }
}
