package io.raftarium.app.submit;

import io.raftarium.app.words.Shortened;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.ExactJson;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** Reads what is typed into the submit bar. */
public final class CommandParser {
  /** What may be typed. */
  public static final String GRAMMAR =
      "put KEY VALUE · get KEY · delete KEY · cas KEY EXPECTED VALUE · append KEY TEXT";

  private static final JsonMapper JSON = ExactJson.MAPPER;

  /** What fits on a line; longer texts are told by their beginning. */
  private static final int QUOTED = 40;

  /** A value is sent to every node and drawn in every log. */
  private static final int MOST = 1_000_000;

  private CommandParser() {}

  /** A text that is no command; the message says what was wrong and what to write. */
  public static final class BadCommand extends Exception {
    private static final long serialVersionUID = 1L;

    BadCommand(String message) {
      super(message);
    }
  }

  /** The command as the contract wants it, or the query where it is a {@code get}. */
  public static Command parse(String text) throws BadCommand {
    if (text.length() > MOST) {
      throw new BadCommand(
          "This has "
              + text.length()
              + " characters; a command has "
              + MOST
              + " at most. Nothing was sent.");
    }
    Command command = command(text.strip().split("\\s+", 3));
    Optional<String> fault = ExactJson.fault(command.body());
    if (fault.isPresent()) {
      throw new BadCommand(fault.get());
    }
    return command;
  }

  private static Command command(String[] words) throws BadCommand {
    String op = words[0];
    String key = words.length > 1 ? words[1] : "";
    String rest = words.length > 2 ? words[2] : "";
    return switch (op) {
      case "put" -> {
        String form = "put KEY VALUE, for example put x 8";
        mustHaveKey(key, form);
        yield Command.put(key, value(rest, form));
      }
      case "delete", "get" -> {
        mustHaveKey(key, op + " KEY, for example " + op + " x");
        if (!rest.isEmpty()) {
          throw new BadCommand(
              op + " takes a key and nothing more, but found " + Shortened.of(rest, QUOTED));
        }
        yield op.equals("get") ? Command.get(key) : Command.delete(key);
      }
      case "cas" -> cas(key, rest);
      case "append" -> {
        String form = "append KEY TEXT, for example append x more";
        mustHaveKey(key, form);
        if (rest.isEmpty()) {
          throw new BadCommand("The text is missing: " + form);
        }
        yield Command.append(key, text(rest));
      }
      case "" -> throw new BadCommand("Nothing to submit: " + GRAMMAR);
      default -> throw new BadCommand(Shortened.of(op, QUOTED) + " is no command: " + GRAMMAR);
    };
  }

  private static Command cas(String key, String rest) throws BadCommand {
    String form = "cas KEY EXPECTED NEW, for example cas x 1 2; null stands for no value";
    mustHaveKey(key, form);
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(rest)) {
      if (!values.hasNextValue()) {
        throw new BadCommand("The expected and the new value are missing: " + form);
      }
      JsonNode expect = values.nextValue();
      if (!values.hasNextValue()) {
        throw new BadCommand("The new value is missing: " + form);
      }
      JsonNode value = values.nextValue();
      if (values.hasNextValue()) {
        throw new BadCommand("There is something behind the new value: " + form);
      }
      return Command.cas(key, expect, value);
    } catch (JacksonException _) {
      String[] plain = rest.split("\\s+", 3);
      if (plain.length == 2 && isPlain(plain[0]) && isPlain(plain[1])) {
        return Command.cas(key, word(plain[0]), word(plain[1]));
      }
      throw new BadCommand(
          Shortened.of(rest, QUOTED)
              + " is not two values (a text of several words needs quotes): "
              + form);
    }
  }

  private static void mustHaveKey(String key, String form) throws BadCommand {
    if (key.isEmpty()) {
      throw new BadCommand("The key is missing: " + form);
    }
  }

  private static JsonNode value(String text, String form) throws BadCommand {
    if (text.isEmpty()) {
      throw new BadCommand("The value is missing: " + form);
    }
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
      JsonNode value = values.nextValue();
      if (values.hasNextValue()) {
        throw new BadCommand("There is something behind the value: " + form);
      }
      return value;
    } catch (JacksonException _) {
      if (isPlain(text)) {
        return JSON.getNodeFactory().stringNode(text);
      }
      throw new BadCommand(
          Shortened.of(text, QUOTED)
              + " is no value. Plain words are taken as a text; numbers, true, false, null,"
              + " \"quoted texts\", [lists] and {objects} as JSON: "
              + form);
    }
  }

  /** Words that do not look like JSON that somebody wanted to write. */
  private static boolean isPlain(String text) {
    return Character.isLetter(text.codePointAt(0)) || text.codePointAt(0) > 127;
  }

  private static JsonNode word(String text) throws BadCommand {
    try {
      return JSON.readTree(text);
    } catch (JacksonException _) {
      return JSON.getNodeFactory().stringNode(text);
    }
  }

  /** A text may be quoted, to begin or end with spaces. */
  private static String text(String rest) {
    if (rest.startsWith("\"")) {
      try {
        JsonNode quoted = JSON.readTree(rest);
        if (quoted.isString()) {
          return quoted.asString();
        }
      } catch (JacksonException _) {
        // Not a quoted text: taken as it stands.
      }
    }
    return rest;
  }
}
