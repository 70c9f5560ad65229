package io.raftarium.record;

import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.Role;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value of a file and the path that leads to it, by which what is missing or of the wrong kind is
 * named.
 *
 * @param where in what it is wrong, with the file's name
 * @param path empty for the whole of it
 */
record Place(String where, String path, JsonNode value) {
  boolean has(String name) {
    return value.has(name);
  }

  Place field(String name) {
    return new Place(where, path.isEmpty() ? name : path + "." + name, value.path(name));
  }

  List<Place> elements(String name) throws SavedFileException {
    Place array = field(name);
    if (!array.value.isArray()) {
      throw array.wrong("an array");
    }
    List<Place> elements = new ArrayList<>();
    for (JsonNode element : array.value) {
      elements.add(new Place(where, array.path + "[" + elements.size() + "]", element));
    }
    return elements;
  }

  Place object(String name) throws SavedFileException {
    Place object = field(name);
    if (!object.value.isObject()) {
      throw object.wrong("an object");
    }
    return object;
  }

  List<Integer> ids(String name) throws SavedFileException {
    List<Integer> ids = new ArrayList<>();
    for (Place element : elements(name)) {
      if (!element.value.isInt()) {
        throw element.wrong("a node id");
      }
      ids.add(element.value.asInt());
    }
    return List.copyOf(ids);
  }

  @Nullable Integer idOrNull(String name) throws SavedFileException {
    Place id = field(name);
    if (!id.value.isNull() && !id.value.isInt()) {
      throw id.wrong("a node id or null");
    }
    return id.value.isNull() ? null : id.value.asInt();
  }

  /** Voters, outgoing and learners, each a field. */
  Configuration configuration() throws SavedFileException {
    return new Configuration(ids("voters"), ids("outgoing"), ids("learners"));
  }

  long number(String name) throws SavedFileException {
    Place number = field(name);
    if (!number.value.isIntegralNumber() || !number.value.canConvertToLong()) {
      throw number.wrong("a whole number");
    }
    return number.value.asLong();
  }

  /** A number that files of earlier programs do not have. */
  long numberOrZero(String name) throws SavedFileException {
    return has(name) ? number(name) : 0;
  }

  boolean flag(String name) throws SavedFileException {
    Place flag = field(name);
    if (!flag.value.isBoolean()) {
      throw flag.wrong("true or false");
    }
    return flag.value.asBoolean();
  }

  Duration duration(String name) throws SavedFileException {
    Place millis = field(name);
    if (!millis.value.isNumber()) {
      throw millis.wrong("a number of milliseconds");
    }
    return Duration.ofNanos(Math.round(millis.value.asDouble() * 1e6));
  }

  Instant instant(String name) throws SavedFileException {
    Place instant = field(name);
    try {
      return Instant.parse(instant.text());
    } catch (DateTimeException e) {
      throw instant.wrong("a time such as 2026-01-31T12:00:00Z");
    }
  }

  Role role(String name) throws SavedFileException {
    Place role = field(name);
    try {
      return Role.of(role.text());
    } catch (IllegalArgumentException e) {
      throw role.wrong("follower, pre_candidate, candidate or leader");
    }
  }

  String text(String name) throws SavedFileException {
    return field(name).text();
  }

  String text() throws SavedFileException {
    if (!value.isString()) {
      throw wrong("a text");
    }
    return value.asString();
  }

  List<String> texts(String name) throws SavedFileException {
    List<String> texts = new ArrayList<>();
    for (Place element : elements(name)) {
      texts.add(element.text());
    }
    return List.copyOf(texts);
  }

  JsonNode any(String name) throws SavedFileException {
    Place any = field(name);
    if (any.value.isMissingNode()) {
      throw any.wrong("a value");
    }
    return any.value;
  }

  SavedFileException wrong(String expected) {
    return new SavedFileException(
        where
            + ": "
            + path
            + (value.isMissingNode() ? " is missing; it must be " : " must be ")
            + expected);
  }
}
