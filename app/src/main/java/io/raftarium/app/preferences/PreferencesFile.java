package io.raftarium.app.preferences;

import io.raftarium.app.preferences.Preferences.Docked;
import io.raftarium.app.preferences.Preferences.Panels;
import io.raftarium.app.preferences.Preferences.Place;
import io.raftarium.app.theme.Theme;
import io.raftarium.record.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps preferences in {@code preferences.json} of the data folder. They never stand in the way of
 * a start: what cannot be read is as if it had not been set.
 */
public final class PreferencesFile {
  private static final Logger LOG = LoggerFactory.getLogger(PreferencesFile.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;
  private Preferences last;

  /** Of a data folder. */
  public PreferencesFile(Path dataFolder) {
    this.file = dataFolder.resolve("preferences.json");
    this.last = read();
  }

  /** What was kept last, by whichever window. */
  public synchronized Preferences last() {
    return last;
  }

  private Preferences read() {
    if (!Files.exists(file)) {
      return Preferences.NONE;
    }
    try {
      JsonNode root = JSON.readTree(Files.readString(file));
      return new Preferences(
          Theme.Choice.valueOf(root.path("theme").asString(Preferences.NONE.theme().name())),
          root.path("zoom").asDouble(Preferences.NONE.zoom()),
          speed(root.path("speed").asDouble(Preferences.NONE.speed())),
          place(root.path("window")),
          panels(root.path("panels")),
          docked(root.path("docked")),
          taste(root.path("taste")));
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      LOG.warn("{} cannot be read; the window starts as if nothing had been set", file, e);
      return Preferences.NONE;
    }
  }

  private static double speed(double kept) {
    return kept > 0 && kept <= 1 ? kept : Preferences.NONE.speed();
  }

  private static @Nullable Panels panels(JsonNode panels) {
    return panels.isObject()
        ? new Panels(
            panels.path("inspector").asDouble(0),
            panels.path("logs").asDouble(0),
            panels.path("upper").asDouble(0))
        : null;
  }

  private static Docked docked(JsonNode docked) {
    SortedMap<String, String> moved = new TreeMap<>();
    docked.path("moved").forEachEntry((panel, place) -> moved.put(panel, place.asString("")));
    SortedSet<String> seen = new TreeSet<>();
    docked.path("seen").forEach(panel -> seen.add(panel.asString("")));
    return new Docked(moved, seen);
  }

  /** A choice that another version had is as if it had not been made; the rest is kept. */
  private static Taste taste(JsonNode taste) {
    SortedMap<String, String> keys = new TreeMap<>();
    taste.path("keys").forEachEntry((action, key) -> keys.put(action, key.asString("")));
    return new Taste(
        taste.path("contrast").asBoolean(false),
        chosen(taste.path("colours"), Taste.USUAL.colours()),
        chosen(taste.path("motion"), Taste.USUAL.motion()),
        chosen(taste.path("language"), Taste.USUAL.language()),
        keys,
        taste.path("welcomed").asBoolean(false));
  }

  private static <E extends Enum<E>> E chosen(JsonNode name, E usual) {
    return Arrays.stream(usual.getDeclaringClass().getEnumConstants())
        .filter(each -> each.name().equals(name.asString("")))
        .findFirst()
        .orElse(usual);
  }

  private static @Nullable Place place(JsonNode window) {
    return window.isObject()
        ? new Place(
            window.path("x").asDouble(0),
            window.path("y").asDouble(0),
            window.path("width").asDouble(0),
            window.path("height").asDouble(0),
            window.path("maximized").asBoolean(false))
        : null;
  }

  /** Keeps them. */
  public synchronized void write(Preferences preferences) {
    last = preferences;
    ObjectNode root = JSON.createObjectNode();
    root.put("theme", preferences.theme().name())
        .put("zoom", preferences.zoom())
        .put("speed", preferences.speed());
    Panels panels = preferences.panels();
    if (panels != null) {
      root.putObject("panels")
          .put("inspector", panels.inspector())
          .put("logs", panels.logs())
          .put("upper", panels.upper());
    }
    Docked docked = preferences.docked();
    if (!docked.equals(Docked.USUAL)) {
      ObjectNode kept = root.putObject("docked");
      ObjectNode moved = kept.putObject("moved");
      docked.moved().forEach(moved::put);
      docked.seen().forEach(kept.putArray("seen")::add);
    }
    Taste taste = preferences.taste();
    if (!taste.equals(Taste.USUAL)) {
      ObjectNode kept =
          root.putObject("taste")
              .put("contrast", taste.contrast())
              .put("colours", taste.colours().name())
              .put("motion", taste.motion().name())
              .put("language", taste.language().name())
              .put("welcomed", taste.welcomed());
      ObjectNode keys = kept.putObject("keys");
      taste.keys().forEach(keys::put);
    }
    Place place = preferences.place();
    if (place != null) {
      root.putObject("window")
          .put("x", place.x())
          .put("y", place.y())
          .put("width", place.width())
          .put("height", place.height())
          .put("maximized", place.maximized());
    }
    try {
      WholeFile.write(file, root.toPrettyString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.warn("What was set cannot be kept", e);
    }
  }
}
