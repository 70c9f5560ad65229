package io.raftarium.app.clusters;

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
 * The clusters of programs of their own that were open last, in {@code recent.json} of the data
 * folder. What cannot be read is as if there were none.
 */
public final class RecentClusters {
  private static final Logger LOG = LoggerFactory.getLogger(RecentClusters.class);
  private static final int MOST = 7;

  private final Path file;

  /**
   * One of them.
   *
   * @param path its cluster's file, or the folder of one that was made here
   */
  public record Recent(String name, Path path) {}

  /** Of a data folder. */
  public RecentClusters(Path dataFolder) {
    this.file = dataFolder.resolve("recent.json");
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
      LOG.warn("{} cannot be read; no cluster is offered as recent", file, e);
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
