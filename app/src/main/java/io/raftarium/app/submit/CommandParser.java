package io.raftarium.app.submit;

import io.raftarium.app.words.LabText;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
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
          Texts.of(
              "This has {0} characters; a command has {1} at most. Nothing was sent.",
              text.length(), MOST));
    }
    Command command = command(text.strip().split("\\s+", 3));
    Optional<String> fault = ExactJson.fault(command.body());
    if (fault.isPresent()) {
      throw new BadCommand(LabText.of(fault.get()));
    }
    return command;
  }

  private static Command command(String[] words) throws BadCommand {
    String op = words[0];
    String key = words.length > 1 ? words[1] : "";
    String rest = words.length > 2 ? words[2] : "";
    return switch (op) {
      case "put" -> {
        String form = Texts.of("put KEY VALUE, for example put x 8");
        mustHaveKey(key, form);
        yield Command.put(key, value(rest, form));
      }
      case "delete", "get" -> {
        mustHaveKey(key, Texts.of("{0} KEY, for example {1} x", op, op));
        if (!rest.isEmpty()) {
          throw new BadCommand(
              Texts.of(
                  "{0} takes a key and nothing more, but found {1}",
                  op, Shortened.of(rest, QUOTED)));
        }
        yield op.equals("get") ? Command.get(key) : Command.delete(key);
      }
      case "cas" -> cas(key, rest);
      case "append" -> {
        String form = Texts.of("append KEY TEXT, for example append x more");
        mustHaveKey(key, form);
        if (rest.isEmpty()) {
          throw new BadCommand(Texts.of("The text is missing: {0}", form));
        }
        yield Command.append(key, text(rest));
      }
      case "" -> throw new BadCommand(Texts.of("Nothing to submit: {0}", GRAMMAR));
      default ->
          throw new BadCommand(
              Texts.of("{0} is no command: {1}", Shortened.of(op, QUOTED), GRAMMAR));
    };
  }

  private static Command cas(String key, String rest) throws BadCommand {
    String form = Texts.of("cas KEY EXPECTED NEW, for example cas x 1 2; null stands for no value");
    mustHaveKey(key, form);
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(rest)) {
      if (!values.hasNextValue()) {
        throw new BadCommand(Texts.of("The expected and the new value are missing: {0}", form));
      }
      JsonNode expect = values.nextValue();
      if (!values.hasNextValue()) {
        throw new BadCommand(Texts.of("The new value is missing: {0}", form));
      }
      JsonNode value = values.nextValue();
      if (values.hasNextValue()) {
        throw new BadCommand(Texts.of("There is something behind the new value: {0}", form));
      }
      return Command.cas(key, expect, value);
    } catch (JacksonException _) {
      String[] plain = rest.split("\\s+", 3);
      if (plain.length == 2 && isPlain(plain[0]) && isPlain(plain[1])) {
        return Command.cas(key, word(plain[0]), word(plain[1]));
      }
      throw new BadCommand(
          Texts.of(
              "{0} is not two values (a text of several words needs quotes): {1}",
              Shortened.of(rest, QUOTED), form));
    }
  }

  private static void mustHaveKey(String key, String form) throws BadCommand {
    if (key.isEmpty()) {
      throw new BadCommand(Texts.of("The key is missing: {0}", form));
    }
  }

  private static JsonNode value(String text, String form) throws BadCommand {
    if (text.isEmpty()) {
      throw new BadCommand(Texts.of("The value is missing: {0}", form));
    }
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
      JsonNode value = values.nextValue();
      if (values.hasNextValue()) {
        throw new BadCommand(Texts.of("There is something behind the value: {0}", form));
      }
      return value;
    } catch (JacksonException _) {
      if (isPlain(text)) {
        return JSON.getNodeFactory().stringNode(text);
      }
      throw new BadCommand(
          Texts.of(
              "{0} is no value. Plain words are taken as a text; numbers, true, false,"
                  + " null, \"quoted texts\", [lists] and {objects} as JSON: {1}",
              Shortened.of(text, QUOTED), form));
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
