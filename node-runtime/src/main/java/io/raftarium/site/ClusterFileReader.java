package io.raftarium.site;

import io.raftarium.site.ClusterFile.Address;
import io.raftarium.site.ClusterFile.Database;
import io.raftarium.site.ClusterFile.Member;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a cluster's file; what is wrong is told with its line and column. */
public final class ClusterFileReader {
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_NODES = 100;

  private ClusterFileReader() {}

  /** Reads it. */
  public static ClusterFile read(Path path) throws ClusterFileException {
    String label = path.toString();
    String text;
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new ClusterFileException(label + " is larger than a cluster's file may be (1 MiB).");
      }
      text = Files.readString(path);
    } catch (NoSuchFileException e) {
      throw new ClusterFileException("There is no file " + label + ".");
    } catch (CharacterCodingException e) {
      throw new ClusterFileException(label + " is no text in UTF-8.");
    } catch (IOException e) {
      throw new ClusterFileException(label + " cannot be read: " + e.getMessage() + ".");
    }
    return parse(path, text);
  }

  static ClusterFile parse(Path path, String text) throws ClusterFileException {
    String label = path.toString();
    Node root;
    try {
      root =
          new Compose(LoadSettings.builder().setLabel(label).build())
              .composeString(text)
              .orElseThrow(() -> new ClusterFileException(label + " is empty."));
    } catch (MarkedYamlEngineException e) {
      Mark start = e.getProblemMark().orElse(null);
      String where =
          start == null
              ? ""
              : ", line " + (start.getLine() + 1) + ", column " + (start.getColumn() + 1);
      throw new ClusterFileException(label + where + ": this is no YAML: " + e.getProblem() + ".");
    } catch (YamlEngineException e) {
      throw new ClusterFileException(label + ": this is no YAML: " + e.getMessage() + ".");
    }
    return file(path, new YamlPlace(label, "", root));
  }

  private static ClusterFile file(Path path, YamlPlace root) throws ClusterFileException {
    Map<String, YamlPlace> parts =
        root.members(Set.of("cluster", "options", "certificates", "nodes"));
    String name = root.need(parts, "cluster").text();
    SortedMap<Integer, Member> members = new TreeMap<>();
    YamlPlace nodes = root.need(parts, "nodes");
    for (YamlPlace place : nodes.elements()) {
      Member member = member(path, place);
      if (members.put(member.id(), member) != null) {
        throw place.wrong("has id " + member.id() + " twice");
      }
    }
    if (members.isEmpty() || members.size() > MOST_NODES) {
      throw nodes.wrong("must have from 1 to " + MOST_NODES + " nodes");
    }
    String certificates = YamlPlace.textOf(parts.get("certificates"));
    ClusterFile file =
        new ClusterFile(
            path,
            name,
            options(parts.get("options")),
            certificates == null ? null : beside(path, certificates),
            Collections.unmodifiableSortedMap(members));
    if (file.voters().isEmpty()) {
      throw nodes.wrong("must have a voter");
    }
    return file;
  }

  private static Member member(Path path, YamlPlace place) throws ClusterFileException {
    Map<String, YamlPlace> parts =
        place.members(
            Set.of("id", "address", "database", "user", "password_file", "voter", "monitor"));
    int id = place.need(parts, "id").number(1, Integer.MAX_VALUE);
    YamlPlace url = place.need(parts, "database");
    if (!url.text().startsWith("jdbc:postgresql:")) {
      throw url.wrong("must be a URL that begins with jdbc:postgresql:");
    }
    if (url.text().matches(".*[?&](user|password)=.*")) {
      throw url.wrong(
          "must not hold a user or a password; they have \"user\" and \"password_file\"");
    }
    String user = YamlPlace.textOf(parts.get("user"));
    String passwordFile = YamlPlace.textOf(parts.get("password_file"));
    YamlPlace voter = parts.get("voter");
    YamlPlace monitor = parts.get("monitor");
    return new Member(
        id,
        address(place.need(parts, "address")),
        monitor == null ? null : address(monitor),
        new Database(
            url.text(),
            user == null ? "raftarium_node_" + id : user,
            passwordFile == null ? null : beside(path, passwordFile)),
        voter == null || voter.truth());
  }

  private static Path beside(Path path, String other) {
    return path.toAbsolutePath().resolveSibling(other).normalize();
  }

  private static Address address(YamlPlace place) throws ClusterFileException {
    String text = place.text();
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (!host.isEmpty() && port > 0 && port < 65_536) {
        return new Address(host, port);
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw place.wrong("must be a host and a port, as 127.0.0.1:7401");
  }

  private static ObjectNode options(@Nullable YamlPlace place) throws ClusterFileException {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    if (place != null) {
      for (Map.Entry<String, YamlPlace> option : place.members().entrySet()) {
        String name = option.getKey();
        YamlPlace value = option.getValue();
        Tag tag = value.node().getTag();
        if (!(value.node() instanceof ScalarNode)) {
          throw value.wrong("must be a number, a text, true or false");
        } else if (tag.equals(Tag.INT)) {
          options.put(name, value.number(Integer.MIN_VALUE, Integer.MAX_VALUE));
        } else if (tag.equals(Tag.BOOL)) {
          options.put(name, value.truth());
        } else {
          options.put(name, value.text());
        }
      }
    }
    return options;
  }
}
