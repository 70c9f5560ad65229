package io.raftarium.app.export;

import io.raftarium.record.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * What of one kind was open last, in a file of the data folder. What cannot be read is as if there
 * were nothing.
 */
public final class RecentFiles {
  private static final Logger LOG = LoggerFactory.getLogger(RecentFiles.class);
  private static final int MOST = 7;

  private final Path file;

  /**
   * One of them.
   *
   * @param path its file, or the folder of a cluster that was made here
   */
  public record Recent(String name, Path path) {}

  private RecentFiles(Path file) {
    this.file = file;
  }

  /** The clusters of programs of their own. */
  public static RecentFiles clusters(Path dataFolder) {
    return new RecentFiles(dataFolder.resolve("recent.json"));
  }

  /** The captures and recordings. */
  public static RecentFiles records(Path dataFolder) {
    return new RecentFiles(dataFolder.resolve("recent-files.json"));
  }

  /** The newest first; those whose files are gone are left out. */
  public List<Recent> list() {
    List<Recent> all = new ArrayList<>();
    if (!Files.exists(file)) {
      return all;
    }
    try {
      for (JsonNode one : JsonMapper.shared().readTree(Files.readString(file))) {
        Recent recent =
            new Recent(one.path("name").asString(""), Path.of(one.path("path").asString("")));
        if (all.size() < MOST && Files.exists(recent.path())) {
          all.add(recent);
        }
      }
    } catch (IOException | JacksonException | InvalidPathException e) {
      LOG.warn("{} cannot be read; nothing is offered as recent", file, e);
    }
    return all;
  }

  /** One was opened. */
  public void opened(Recent recent) {
    List<Recent> all = list();
    all.removeIf(other -> other.path().equals(recent.path()));
    all.addFirst(recent);
    ArrayNode json = JsonMapper.shared().createArrayNode();
    all.stream()
        .limit(MOST)
        .forEach(
            one -> json.addObject().put("name", one.name()).put("path", one.path().toString()));
    try {
      WholeFile.write(file, json.toPrettyString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.warn("What was open last cannot be kept", e);
    }
  }
}
