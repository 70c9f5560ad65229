package io.raftarium.app.words;

import io.raftarium.protocol.Command;
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
      default -> label(new Command(entry.command()));
    };
  }

  /** A command in short. */
  public static String label(Command command) {
    String key = plain(command.key());
    String text =
        switch (command.op()) {
          case PUT -> key + "=" + plain(command.value());
          case DELETE -> "del " + key;
          case CAS -> key + ":" + plain(command.expect()) + "→" + plain(command.value());
          case APPEND -> key + "+=" + plain(command.value());
          case REGISTER -> Texts.of("register");
          case GET, UNKNOWN -> command.toString();
        };
    return oneLine(text);
  }

  /** A command as a person types it, for example {@code put x 8}. */
  public static String typed(Command command) {
    String key = plain(command.key());
    String value = command.value().toString();
    String text =
        switch (command.op()) {
          case PUT -> "put " + key + " " + value;
          case GET -> "get " + key;
          case DELETE -> "delete " + key;
          case CAS -> "cas " + key + " " + command.expect() + " " + value;
          case APPEND -> "append " + key + " " + plain(command.value());
          case REGISTER, UNKNOWN -> command.toString();
        };
    return oneLine(text);
  }

  /** An entry in a sentence: what it is, without its index and term. */
  public static String sentence(LogEntry entry) {
    return switch (entry.kind()) {
      case "noop" -> "no-op";
      case "config" -> ConfigText.sentence(Configuration.of(entry.command()));
      default -> typed(new Command(entry.command()));
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
